// The free hand: Python moves the loop 20 times a second; here it is pulled, drawn, and watched.
//
// A kernel that dies says nothing, and one that is busy says it late: where nothing was heard for
// two seconds, the page tells so and offers the runs solved ahead. If it is heard again, it goes on.

import { busy } from "../controls.js";

const SILENT = 2000; // ms without a message
const LOOK = 250; // ms between two looks
const ALIVE = 2000; // ms between two words to Python that the page is still there
const PULL = 40; // ms at least between two places of the hand
const SHOWN = 12; // s of trace
const SLOW = 0.75; // s of the model in a second, below which it is told
const quiet = matchMedia("(prefers-reduced-motion: reduce)");

/** As in replay.js; `lost` takes what to tell of a silence, or "". */
export function freeHand(panel, model, { shown, active, lost }) {
  const { words } = panel;
  const columns = model.get("columns");
  const [rest, farthest] = model.get("span");
  const button = (name) => panel.one(`.stretch-${name}`);
  const note = panel.one(".stretch-note");
  const slider = panel.one('[data-control="pull"]');
  const range = slider.querySelector("input");
  const last = Number(range.max);
  let rows = []; // of samples, oldest first
  let said = "rest";
  let running = false; // whether Python should be moving it
  let owed = 0; // answers to a pause that are still to come: it may go on before they do
  let waiting; // since when an answer is due, ms
  let gone = false; // whether it was told that there is none
  let told = 0; // when Python was last told that the page is there
  let pace = []; // [ms, s of the model] of the last seconds
  let hand; // timer of the next place to send
  let watch;

  const far = () => range.valueAsNumber / last;
  const send = (act, more = {}) => {
    told = performance.now();
    waiting ??= told;
    try {
      model.send({ do: act, ...more });
    } catch { // the connection itself is closed: it will be silent
    }
    watch ??= setInterval(look, LOOK);
  };

  function draw() {
    if (!active()) return;
    const now = rows.at(-1)?.[columns.indexOf("seconds")] ?? 0;
    const seen = rows.filter((row) => Math.round(100 * row[0]) % 2 === 0); // enough for the eye
    const column = (name) => seen.map((row) => row[columns.indexOf(name)]);
    shown({ seconds: column("seconds").map((one) => now - one), length: column("length"),
      force: column("force"), hz: column("firing_hz"), effort: column("effort") },
      far(), rows.at(-1)?.[columns.indexOf("firing_hz")] ?? 0, words[`hand_${said}`], {});
  }
  function heard(message, buffers) {
    waiting = running ? performance.now() : undefined;
    if (gone) { gone = false; lost(""); }
    if (message.kind === "samples") take(buffers[0], message.said);
    if (message.kind === "fresh") { rows = []; said = "rest"; }
    if (message.kind !== "stopped") tellPace();
    else if (message.why === "paused" && owed > 0) owed -= 1;
    else halt(message.why === "idle" ? words.idle : words.paused);
    draw();
  }
  function take(bytes, now) {
    const view = new DataView(bytes.buffer ?? bytes, bytes.byteOffset ?? 0, bytes.byteLength);
    for (let at = 0; at < view.byteLength; at += 4 * columns.length) {
      rows.push(columns.map((_, i) => view.getFloat32(at + 4 * i, true)));
    }
    const from = rows.at(-1)[0] - SHOWN;
    rows = rows.filter((row) => row[0] >= from);
    said = now;
    pace = [...pace, [performance.now(), rows.at(-1)[0]]].filter(([at]) => at > performance.now() - 3000);
  }
  function tellPace() {
    if (!running) return;
    const [first, now] = [pace[0], pace.at(-1)];
    const whole = now && now[0] - first[0] > 2000;
    const speed = whole ? (1000 * (now[1] - first[1])) / (now[0] - first[0]) : 1;
    note.textContent = speed < SLOW ? words.slow : "";
  }
  function look() { // was anything heard, is the page still seen?
    const now = performance.now();
    if (running && (document.hidden || !panel.root.checkVisibility())) { pause(); return; }
    if (waiting !== undefined && now - waiting > SILENT && !gone) {
      gone = true;
      note.textContent = "";
      lost(words.lost);
    }
    if (running && now - told > ALIVE) send("alive");
    if (!running && waiting === undefined) { clearInterval(watch); watch = undefined; }
  }
  function halt(why) {
    running = false;
    waiting = undefined;
    pace = [];
    if (!active()) return; // its last word, after the other form was chosen
    button("play").textContent = rows.length ? words.go_on : words.play;
    note.textContent = why;
  }
  function start() {
    running = true;
    note.textContent = rows.length ? "" : words.waking;
    button("play").textContent = words.pause;
    busy();
    send("start");
  }
  function pause() {
    halt(words.paused);
    owed += 1;
    send("pause");
  }
  function pull() { // at once, and then no more often than it can be felt
    draw();
    if (hand !== undefined) return;
    const go = () => {
      const length = rest + far() * (farthest - rest);
      hand = setTimeout(() => {
        hand = undefined;
        if (rest + far() * (farthest - rest) !== length) go();
      }, PULL);
      send("pull", { length });
      if (!running) waiting = undefined; // it only notes the place
    };
    go();
  }
  function read() {
    const share = far();
    const names = ["little", "some", "half", "past", "far"];
    const name = share === 0 ? words.none : words.how[names[Math.min(4, Math.floor(share * 5))]];
    slider.querySelector(".slider-value").textContent = name;
    const percent = `${Math.round(100 * share)}%`;
    range.style.setProperty("--at", percent);
    range.setAttribute("aria-valuetext", `${name}, ${percent}`);
  }
  function moved() { read(); pull(); }

  const press = {
    play: () => (running ? pause() : start()),
    step_on() { if (running) pause(); send("step"); },
    again() { rows = []; send("again"); draw(); },
  };
  const listeners = [
    [range, "input", moved],
    [range, "pointercancel", moved],
    [button("tense"), "click", () => {
      send("tense");
      if (!running) (quiet.matches ? press.step_on : start)();
    }],
    ...[...slider.querySelectorAll("[data-step]")].map((one) => [one, "click", () => {
      range.value = range.valueAsNumber + 5 * Number(one.dataset.step);
      moved();
    }]),
  ];
  for (const [node, event, listener] of listeners) node.addEventListener(event, listener);
  model.on("msg:custom", heard);
  return {
    press: (name) => press[name](),
    start() { if (!quiet.matches) start(); },
    show() {
      button("play").hidden = quiet.matches;
      button("play").textContent = running ? words.pause : rows.length ? words.go_on : words.play;
      read();
      draw();
    },
    leave() {
      if (running) pause();
      note.textContent = "";
      waiting = undefined;
      gone = false;
      lost("");
    },
    rows: () => rows.map((row) => row.slice(0, 4).map((one, i) => one.toFixed([2, 3, 4, 2][i]))),
    sound: () => (rows.length ? rows.map((row) => row[columns.indexOf("firing_hz")]) : [0, 0]),
    close() {
      if (running) pause();
      clearInterval(watch);
      clearTimeout(hand);
      model.off("msg:custom", heard);
    },
  };
}
