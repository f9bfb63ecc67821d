// Panel: the 3 a.m. card. It shows one screen at a time, counts seconds in a ring, and turns to
// help by itself when the cramp has lasted as long as a plain one can.
//
// Time is read from the clock and never counted, so that a phone that slept is right when it wakes.
// Nothing is fetched. Only the place is kept in the address: how it goes is nobody's.

import { busy, choice, fill, open } from "../controls.js";

const EVERY = 250; // ms between two looks at the clock
const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const atNight = () => document.documentElement.dataset.spasmlab === "night";

/** @param {{ model: import("../controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const { words } = panel;
  const screens = panel.all(".night-step");
  const [easing, tight, again] = ["easing", "tight", "again"].map((one) => panel.one(`.night-${one}`));
  const strips = panel.all(".night-strip");
  const said = panel.one(".night-said");
  const speak = (...sentences) => { said.textContent = sentences.join(" "); };
  const count = ring(panel, words, speak);
  const watch = lastingTooLong(model.get("limit"), turn);
  const awake = keptAwake();
  let place;
  let step;

  const screen = () => screens.find((one) =>
    one.dataset.step === step && one.dataset.place.split(" ").includes(place));
  const ended = () => step === "close" || step === "help";
  const kind = () => strips.find((one) => one.dataset.kind === place)?.dataset.kind ?? "leg";

  function show() {
    const here = screen();
    for (const one of screens) one.hidden = one !== here;
    for (const strip of strips) strip.hidden = strip.dataset.kind !== kind() || step === "help";
    for (const button of [easing, tight]) button.hidden = ended();
    again.textContent = { close: words.came_back, help: words.back_to }[step] ?? words.again;
    count.set(ended() ? undefined : Number(here.dataset.seconds), here.querySelector("h2").dataset.row);
    if (ended()) awake.release();
  }
  /** Go to a step and say so; the focus stays on what was pressed while it is still there. */
  function go(wanted) {
    const focused = document.activeElement;
    step = wanted;
    model.set("step", step);
    model.save_changes();
    show();
    const here = screen();
    if (ended() || !focused?.checkVisibility()) here.querySelector("h2").focus();
    const sentences = [...here.querySelectorAll(":scope > .night-where, h2, .night-do")];
    if (!ended()) begin(sentences.map((one) => one.textContent.trim()).join(" "));
  }
  function begin(sentence = "") {
    if (kind() === "leg") watch.start();
    awake.hold();
    count.start(sentence);
  }
  function turn() { // the cramp has lasted too long: no press is needed
    if (ended() || kind() !== "leg") return false;
    go("help");
    late(fill(words.help.leg.late, { minutes: model.get("limit") }));
    return true;
  }
  function late(sentence) {
    for (const one of panel.all(".night-late")) one.textContent = sentence;
  }

  easing.addEventListener("click", () => go(step === "3" ? "close" : "3"));
  tight.addEventListener("click", () => go(step === "3" ? "help" : String(Number(step) + 1)));
  again.addEventListener("click", () => {
    if (step === "close") { // another cramp
      watch.reset();
      late("");
    }
    go("1");
  });
  for (const button of panel.all(".night-signs")) button.addEventListener("click", () => go("help"));
  count.pressed(() => {
    if (kind() === "leg") watch.start();
    awake.hold();
  });
  const there = document.getElementById("tomorrow"); // a page has it; JupyterLab has not
  for (const link of panel.all('a[href="#tomorrow"]')) link.hidden = !there;

  let begun = false;
  const unchoose = choice(panel, model, "place", (wanted) => {
    if (wanted === place) return; // it is told twice: by the press, and by the address
    const moved = place !== undefined;
    place = wanted;
    step = moved ? "1" : model.get("step");
    model.set("step", step);
    show();
    if (moved && begun) begin(screen().querySelector("h2").textContent);
  });
  const fromPython = () => { if (model.get("step") !== step) { step = model.get("step"); show(); } };
  model.on("change:step", fromPython);
  const unhurry = whenSeen(() => {
    begun = true;
    if (atNight() && !ended()) begin(); // hands are busy: it counts at once
  });
  return () => {
    model.off("change:step", fromPython);
    for (const stop of [unchoose, unhurry, count.stop, watch.stop, awake.release]) stop();
  };
}

/** The ring: seconds that are left, a press to hold or go on, and a word at start, half and end. */
function ring(panel, words, speak) {
  const root = panel.one(".night-ring");
  const [button, arc, shown, press, left] = ["button", ".night-arc", ".night-count", ".night-press", ".night-left"]
    .map((one) => root.querySelector(one));
  let whole = 0; // ms
  let rest = 0; // ms that are left while it waits
  let until; // the moment at which it ends, while it runs
  let told; // of start, half and end: what was last said
  let timer;
  let frame;
  let heard = () => {};

  const remaining = () => (until === undefined ? rest : Math.max(0, until - Date.now()));
  const seconds = () => Math.ceil(remaining() / 1000);
  function paint() {
    const label = until !== undefined ? words.pause : remaining() === 0 ? words.more : words.go;
    if (press.textContent !== label) press.textContent = label;
    if (shown.textContent === String(seconds())) return;
    shown.textContent = String(seconds());
    left.textContent = fill(words.left, { seconds: seconds() });
  }
  function sweep() { // only where movement is welcome
    arc.setAttribute("stroke-dasharray", `${still() ? 1 : remaining() / whole} 1`);
    frame = until === undefined || still() ? undefined : requestAnimationFrame(sweep);
  }
  function look() {
    paint();
    if (told === "start" && remaining() <= whole / 2 && remaining() > 0) {
      told = "half";
      speak(fill(words.half, { seconds: seconds() }));
    }
    if (until !== undefined) busy();
    if (until === undefined || remaining() > 0) return;
    wait();
    speak(words.over);
  }
  function run(from) {
    wait();
    rest = from;
    until = Date.now() + rest;
    timer = setInterval(look, EVERY);
    paint();
    sweep();
  }
  function wait() {
    rest = remaining();
    until = undefined;
    clearInterval(timer);
    cancelAnimationFrame(frame);
    paint();
    sweep();
  }
  function start(sentence = "") {
    told = "start";
    run(whole);
    speak(sentence, fill(words.counting, { seconds: whole / 1000 }));
  }

  button.addEventListener("click", () => {
    heard();
    if (until !== undefined) { wait(); speak(words.paused); }
    else if (remaining() === 0 || remaining() === whole) start();
    else run(remaining());
  });
  const back = () => { if (!document.hidden && until !== undefined) look(); };
  document.addEventListener("visibilitychange", back);
  return {
    set(length, row) { // a new screen: the ring is full and waits; none at an end
      whole = (length ?? 0) * 1000;
      until = undefined;
      rest = whole;
      root.hidden = length === undefined;
      if (row) root.dataset.row = row;
      if (length !== undefined) wait();
      else clearInterval(timer);
    },
    start,
    pressed: (listener) => { heard = listener; },
    stop() { wait(); document.removeEventListener("visibilitychange", back); },
  };
}

/** Tell once when a plain cramp's longest time has gone by since the first start; `tell` says
 *  whether it was the time to hear it, and else is told again. */
function lastingTooLong(minutes, tell) {
  let since;
  let timer;
  const look = () => {
    if (since === undefined || Date.now() - since < 60_000 * minutes) return;
    if (!tell()) return;
    clearInterval(timer);
    since = Infinity; // told: it does not turn a second time
  };
  const reset = () => { clearInterval(timer); since = undefined; };
  document.addEventListener("visibilitychange", look);
  return {
    start() {
      if (since !== undefined) return;
      since = Date.now();
      timer = setInterval(look, 1000);
    },
    reset,
    stop() { reset(); document.removeEventListener("visibilitychange", look); },
  };
}

/** Keep the screen on while the card counts, where the browser can; without it, all still works. */
function keptAwake() {
  let lock;
  return {
    async hold() {
      try { lock ??= await navigator.wakeLock?.request("screen"); } catch { /* it may be refused */ }
      lock?.addEventListener("release", () => { lock = undefined; });
    },
    release() { lock?.release(); },
  };
}

/** Call once, now or when the page is first looked at. */
function whenSeen(call) {
  const look = () => {
    if (document.hidden) return;
    document.removeEventListener("visibilitychange", look);
    call();
  };
  document.addEventListener("visibilitychange", look);
  look();
  return () => document.removeEventListener("visibilitychange", look);
}

export default { render };
