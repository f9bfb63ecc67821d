// Panel: what is counted -> the link between magnesium in food and cramps that is left.
//
// Four answers an outcome arrive ready from Python, with their numbers as the page writes them;
// this module draws those counted so far, the earlier ones as ghosts. It computes no statistics.

import { chart } from "../chart.js";
import { choice, fill, lock, open, rich, speaker, tools } from "../controls.js";

/** @param {{ model: import("../controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const { words } = panel;
  const rungs = model.get("rungs"); // an outcome: [{ step, value, low, high, shown, ... }]
  const steps = panel.all('[data-control="step"] input').map((one) => one.value);
  const say = speaker(panel);
  const chosen = { outcome: model.get("outcome"), step: model.get("step") };
  const at = () => steps.indexOf(chosen.step);
  const rung = () => rungs[chosen.outcome][at()];
  // where the page's voice hides the ratios, they are not in the data either
  const ratios = () => getComputedStyle(panel.one(".adjustment-student")).display !== "none";
  const [low, high] = model.get("axis").map(Math.log);

  const picture = chart(panel.one(".chart"), {
    x: { from: low, to: high, ticks: [], label: "" },
    y: { from: 0, to: steps.length },
    title: () => words.chart,
    about: () => fill(words.chart_about, { shown: at() + 1 }),
    heights: [430, 430],
  }, (marks) => paint(marks, { words, steps, at: at(), ticks: model.get("ticks"),
    rungs: rungs[chosen.outcome] }));

  function show() {
    const now = rung();
    picture.redraw();
    say(now.says.map((name) => name.split(".").reduce((table, key) => table[key], words)).join(" "),
      { cramps: words.cramps[chosen.outcome] });
    const { row, shown } = model.get("counts")[chosen.outcome];
    rich(panel.one(".adjustment-people"), words.people, { ...shown, cramps: words.cramps[chosen.outcome] });
    panel.one(".adjustment-people").dataset.row = row;
    panel.one("figure").dataset.row = now.row;
    panel.one(".adjustment-next").textContent = at() === steps.length - 1 ? words.again : words.next;
    rich(panel.one(".adjustment-ratio"), words.ratio, now.shown);
    panel.one(".adjustment-ratio").dataset.row = now.row;
    panel.one(".adjustment-counted").textContent = words.counted[chosen.step];
    const control = model.get("controls")[chosen.outcome];
    panel.one(".adjustment-control").textContent = fill(words.control, control.shown);
    panel.one(".adjustment-control").dataset.row = control.row;
    panel.one(".adjustment-steps").style.setProperty("--at", at());
  }
  const unbind = ["outcome", "step"].map((name) =>
    choice(panel, model, name, (value) => { chosen[name] = value; show(); }));
  panel.one(".adjustment-next").addEventListener("click", () => { // as if the next were pressed
    const next = panel.all('[data-control="step"] input')[(at() + 1) % steps.length];
    next.checked = true;
    next.dispatchEvent(new Event("change"));
  });
  tools(panel, {
    sound: () => [rungs[chosen.outcome].map((one) => one.value), []],
    rows: () => {
      const found = ratios() ? [words.head_ratio, words.file_low, words.file_high] : [words.file_shows];
      return [
        [words.file_outcome, words.head_step, ...found, words.head_people, words.head_cases],
        ...Object.entries(rungs).flatMap(([outcome, all]) => all.map((one, i) =>
          [words[outcome], words.step[steps[i]],
            ...(ratios() ? [one.value, one.low, one.high] : [words[`cell_${one.link}`]]),
            one.people, one.cases])),
      ];
    },
    file: "magnesium-in-food-and-cramps.csv",
  });
  const unlock = lock(panel, model.get("after"));
  return () => { unbind.forEach((stop) => stop()); unlock(); picture.close(); };
}

function paint(marks, { words, steps, at, ticks, rungs }) {
  const { x, y, inside, small, add, text } = marks;
  const middle = x(0); // the logarithm of a ratio of 1
  const student = (node) => { node.setAttribute("data-voices", "student"); };
  add("rect", { class: "ladder-fewer", x: inside.left, y: inside.top, width: middle - inside.left,
    height: inside.bottom - inside.top });
  add("line", { class: "ladder-none", x1: middle, x2: middle, y1: inside.top, y2: inside.bottom,
    "stroke-dasharray": dashes(inside, steps.map((_, i) => y(steps.length - i - 0.62) - 16)) });
  const side = inside.top - (small ? 6 : 14);
  text(`← ${words.fewer}`, inside.left, side, "ladder-side");
  text(words.none, middle, small ? side - 19 : side, "ladder-side", "middle");
  text(`${words.more} →`, inside.right, side, "ladder-side", "end");
  student(text(words.axis_ratio, (inside.left + inside.right) / 2, inside.bottom + 54, "axis-word",
    "middle"));
  for (const tick of ticks) {
    const left = x(Math.log(tick));
    student(add("line", { class: "axis", x1: left, x2: left, y1: inside.bottom,
      y2: inside.bottom + 6 }));
    student(text(tick.toFixed(1), left, inside.bottom + 25, "tick", "middle"));
  }
  rungs.slice(0, at + 1).forEach((one, i) => {
    const top = y(steps.length - i - 0.62);
    const kind = i === at ? "is-now" : "is-ghost";
    const [from, to, dot] = [one.low, one.high, one.value].map((ratio) => x(Math.log(ratio)));
    text(`${i ? "+ " : ""}${words.step[steps[i]]}`, inside.left + 8, top - 16, `ladder-step ${kind}`);
    student(text(fill(words.ratio_short, one.shown), inside.right, top + (small ? 28 : 6),
      `ladder-step tick ${kind}`, "end"));
    add("line", { class: `ladder-range ${kind}`, x1: from, x2: to, y1: top, y2: top });
    add("circle", { class: `ladder-dot ${kind}`, cx: dot, cy: top, r: i === at ? 10 : 7 });
  });
  return () => {};
}

/** Dots down the middle that leave out a line of letters at each of these heights. */
function dashes(inside, baselines) {
  const [dot, space] = [1, 6];
  let at = inside.top;
  return baselines.flatMap((baseline) => {
    const [from, to] = [baseline - 17, baseline + 7];
    const count = Math.max(0, Math.floor((from - at) / (dot + space)));
    const left = to - at - count * (dot + space) - dot;
    at = to;
    return [...Array(count).fill([dot, space]).flat(), dot, left];
  }).concat(Array(Math.floor((inside.bottom - at) / (dot + space))).fill([dot, space]).flat()).join(" ");
}

export default { render };
