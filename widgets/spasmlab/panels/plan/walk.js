// Panel: what one can walk now, and a week -> how long to walk. The plan comes from Python.

import { chart, make } from "../chart.js";
import { choice, fill, open, slider, speaker, tools } from "../controls.js";

/** @param {{ model: import("../controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const { words } = panel;
  const [stops, plans, says, monthly, aim] =
    ["stops", "plans", "says", "monthly", "aim"].map((name) => model.get(name));
  const speak = speaker(panel);
  const chosen = { start: model.get("start"), at: undefined };
  const plan = () => plans[chosen.start];

  const picture = chart(panel.one(".chart"), {
    x: { from: 0, to: stops.at(-1) + 1, ticks: [1, 5, 9, 13, 17, 21, 26], label: words.axis_x },
    y: { from: 0, to: 36, ticks: [0, 10, 20, 30], label: words.axis_y },
    title: () => words.chart,
    about: () => words.chart_about,
    heights: [360, 300],
  }, (marks) => paint(marks, { words, stops, aim, plan: plan() }));

  function show() {
    const { at } = chosen;
    if (at === undefined) return;
    picture.move(at);
    speak(words[says[at]], { week: stops[at], minutes: plan()[at] });
    panel.all("tbody td").forEach((cell, i) => { cell.textContent = plan()[monthly[i] - 1]; });
  }
  const unbind = [
    choice(panel, model, "start", (start) => { chosen.start = start; picture.redraw(); show(); }),
    slider(panel, model, "week", { stops, digits: 0, show: (i) => { chosen.at = i; show(); } }),
  ];
  tools(panel, {
    sound: () => [plan(), [chosen.at / (stops.length - 1)]],
    rows: () => [[words.head_week, ...Object.keys(plans).map((one) => fill(words.minutes, { n: one }))],
      ...stops.map((week, i) => [week, ...Object.values(plans).map((one) => one[i])])],
    file: words.file,
  });
  return () => { unbind.forEach((stop) => stop()); picture.close(); };
}

function paint(marks, { words, stops, aim, plan }) {
  const { x, y, inside, add, text } = marks;
  add("line", { class: "walk-aim", x1: inside.left, x2: inside.right, y1: y(aim), y2: y(aim) });
  text(words.aim, inside.left + 6, y(aim) - 9, "word-aim");
  const wide = (x(2) - x(1)) * 0.72;
  const bars = stops.map((week, i) => add("rect", { class: "walk-week", x: x(week) - wide / 2,
    width: wide, y: y(plan[i]), height: inside.bottom - y(plan[i]), rx: Math.min(4, wide / 3) }));
  const tag = add("g", { class: "tag" });
  make("rect", { width: 56, height: 32, rx: 10 }, tag);
  const figure = make("text", { x: 28, y: 22, "text-anchor": "middle" }, tag);
  return (at) => {
    bars.forEach((bar, i) => {
      const kind = i === at ? "walk-week is-now" : i < at ? "walk-week is-done" : "walk-week";
      if (bar.getAttribute("class") !== kind) bar.setAttribute("class", kind);
    });
    const left = Math.min(inside.right - 56, Math.max(inside.left, x(stops[at]) - 28));
    tag.setAttribute("transform", `translate(${left},${y(plan[at]) - 38})`);
    figure.textContent = plan[at];
  };
}

export default { render };
