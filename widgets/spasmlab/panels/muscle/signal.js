// Panel: a moment of a pull -> where the signal is, and the course of signal and pull so far.
//
// What is lit and said at each stop was decided in Python. This module looks it up, draws both
// courses, and plays: a stop after the other, or, where motion is not wanted, a part at each press.

import { chart } from "../chart.js";
import { busy, choice, fill, lock, open, rich, slider, speaker, tools, verdict } from "../controls.js";

const PACE = [130, 420]; // ms that a stop is shown while playing, in slow motion the second
const TOP = 182; // where the signal's middle stands on the axis of the pull, and how far it reaches
const REACH = 48;
const quiet = matchMedia("(prefers-reduced-motion: reduce)");

/** @param {{ model: import("../controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const { words } = panel;
  const stops = model.get("stops");
  const slow = model.get("slow");
  const states = model.get("states"); // { kind: { say, beads, on, pull }, each a stop }
  const kinds = model.get("kinds");
  const courses = read(panel, kinds);
  const [leg, play] = [panel.one(".signal-leg"), panel.one(".signal-play")];
  const range = panel.one('[data-control="moment"] input');
  const say = speaker(panel);
  const answer = verdict(panel, model);
  const chosen = { kind: model.get("kind"), stop: undefined };
  let timer; // runs while the panel plays
  let said; // the name of the sentence last spoken

  const last = stops.length - 1;
  const at = (name) => states[chosen.kind][name];

  const picture = chart(panel.one(".chart"), {
    x: { from: 0, to: stops[last], ticks: [0, 1, 2, 3, 4, 5, 6], label: words.axis_x },
    y: { from: 0, to: TOP + REACH + 26, ticks: [0, 50, 100], label: words.axis_signal },
    title: () => words.chart,
    about: () => fill(words[`about_${chosen.kind}`], { pull: at("pull")[last] }),
    heights: [400, 350],
  }, (marks) => paint(marks, { words, stops, command: model.get("command"), kind: chosen.kind,
    courses }));

  function show() {
    const i = chosen.stop;
    if (i === undefined) return;
    leg.dataset.kind = chosen.kind;
    leg.dataset.on = at("on")[i];
    leg.dataset.pull = (at("pull")[i] / 100).toFixed(2);
    leg.style.setProperty("--pull", leg.dataset.pull);
    leg.setAttribute("aria-label", words[`picture_${chosen.kind}`]);
    [...at("beads")[i]].forEach((lit, k) => {
      leg.querySelectorAll(".bead")[k].dataset.lit = lit;
    });
    panel.one(".signal-figure").toggleAttribute("data-slow", slow[i]);
    picture.move(i);
    const name = at("say")[i];
    const holes = { pull: at("pull")[i] };
    // Numbers that run while it plays are for the eye; each new sentence is heard.
    if (timer && name === said) rich(panel.one(".reading-seen"), words[name], holes);
    else say(words[name], holes);
    said = name;
    answer(chosen.kind === "cramp" && stops[i] > model.get("asked")); // it has outlived its command
    label();
  }

  /** Move the slider as a hand would, but without telling Python or the address on the way. */
  function move(i, settle) {
    range.value = String(i);
    range.dispatchEvent(new Event("input"));
    if (settle) range.dispatchEvent(new Event("change"));
  }
  function label() {
    const now = chosen.stop === last && !timer;
    play.textContent = timer ? words.pause : now ? words.again : quiet.matches ? words.next : words.play;
  }
  function stop() {
    if (!timer) return;
    clearTimeout(timer);
    timer = undefined;
    move(chosen.stop, true);
  }
  function step() {
    if (chosen.stop === last) return stop();
    timer = setTimeout(() => { move(chosen.stop + 1); busy(); step(); }, PACE[Number(slow[chosen.stop])]);
    return label();
  }
  /** The first stop of the part after this one; from the end, the beginning. */
  function next() {
    const here = at("say")[chosen.stop];
    const after = at("say").findIndex((name, i) => i > chosen.stop && name !== here);
    return chosen.stop === last ? 0 : after === -1 ? last : after;
  }
  play.addEventListener("click", () => {
    if (timer) return stop();
    if (quiet.matches) return move(next(), true);
    if (chosen.stop === last) move(0);
    return step();
  });
  const taken = (event) => { // whoever takes hold of a control has the time in hand
    if (event.isTrusted && event.target !== play) stop();
  };
  const holds = ["pointerdown", "keydown", "click", "input"];
  for (const name of holds) panel.one(".panel-controls").addEventListener(name, taken, true);
  const calm = () => { stop(); label(); };
  quiet.addEventListener("change", calm);

  const unbind = [
    choice(panel, model, "kind", (kind) => { chosen.kind = kind; picture.redraw(); show(); }),
    slider(panel, model, "moment", { stops, digits: 2, show: (i) => { chosen.stop = i; show(); } }),
    lock(panel, model.get("after"), show),
  ];
  tools(panel, {
    sound: () => [[...courses.pull[kinds.indexOf(chosen.kind)]], []],
    rows: () => table(words, kinds, courses),
    file: "signal-and-pull.csv",
  });
  return () => {
    clearTimeout(timer);
    quiet.removeEventListener("change", calm);
    unbind.forEach((end) => end());
    picture.close();
  };
}

/** The courses, by name: a list of arrays, one a kind. */
function read(panel, kinds) {
  const parts = (name) => {
    const all = panel.floats(name);
    const size = all.length / kinds.length;
    return kinds.map((_, k) => all.subarray(k * size, (k + 1) * size));
  };
  const named = ["size", "pull", "firing", "low", "high"].map((name) => [name, parts(name)]);
  return { seconds: panel.floats("seconds"), ...Object.fromEntries(named) };
}

function paint(marks, { words, stops, command, kind, courses }) {
  const { x, y, inside, small, text } = marks;
  const at = kind === "cramp" ? 1 : 0;
  const pull = courses.pull[at];
  const end = stops.at(-1);
  marks.band(command[0], command[1], "");
  text(small ? words.band_short : words.band, x((command[0] + command[1]) / 2), inside.top + 18,
    "mark-band-word", "middle");
  text(words.axis_pull, 2, y(100) - 14, "axis-word");
  const [later, now] = ["later", "now"].map((when) => marks.add("path", { class: `signal-emg ${when}` }));
  const bins = courses.low[at].length;
  const ticks = Array.from({ length: bins }, (_, k) => {
    const left = x(((k + 0.5) * end) / bins).toFixed(1);
    const [high, low] = [courses.high[at][k], courses.low[at][k]].map((one) => y(TOP + REACH * one));
    return `M${left} ${(high - 0.5).toFixed(1)}V${(low + 0.5).toFixed(1)}`;
  });
  later.setAttribute("d", ticks.join(""));
  const times = [0, ...courses.seconds];
  const heights = [0, ...pull].map((one) => 100 * one);
  if (at) {
    marks.line(times, [0, ...courses.pull[0]].map((one) => 100 * one), "signal-other dashed");
  }
  marks.line(times, heights, "signal-later");
  const line = marks.line([], [], "reading");
  const needle = marks.add("path", { class: "needle" });
  if (at) text(words.other, x(2.66), y(66), "signal-word");
  const dot = marks.dot("reading", small ? 8 : 9);
  // the needle goes round the words: it begins under the band's, and leaves the row of the axis'
  const [first, over, under] = [inside.top + 25, y(100) - 32, y(100) - 8].map(Math.round);
  return (i) => {
    const k = Math.min(times.length - 1, Math.round((stops[i] / end) * (times.length - 1)));
    now.setAttribute("d", ticks.slice(0, Math.round((stops[i] / end) * bins)).join(""));
    line.setAttribute("points", times.slice(0, k + 1)
      .map((one, n) => `${x(one).toFixed(1)},${y(heights[n]).toFixed(1)}`).join(" "));
    const across = x(stops[i]).toFixed(1);
    needle.setAttribute("d", `M${across} ${first}V${over}M${across} ${under}V${inside.bottom}`);
    dot.setAttribute("cx", x(times[k]));
    dot.setAttribute("cy", y(heights[k]));
  };
}

/** Both courses as lines of numbers. */
function table(words, kinds, { seconds, size, firing, pull }) {
  const columns = [["size", size], ["firing", firing], ["pull", pull]];
  return [
    [words.file.time, ...kinds.flatMap((kind) =>
      columns.map(([name]) => `${words[kind]}: ${words.file[name]}`))],
    ...Array.from(seconds, (at, i) => [at.toFixed(2), ...kinds.flatMap((_, k) =>
      columns.map(([, values]) => values[k][i].toFixed(3)))]),
  ];
}

export default { render };
