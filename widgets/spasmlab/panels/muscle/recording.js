// Panel: a moment of a recording -> its size there, beside the model's or another person's.
//
// Both outlines and the name of each moment's sentence come from Python; this module draws them on
// the same axes and looks numbers up.

import { chart, number } from "../chart.js";
import { choice, fill, lock, open, slider, speaker, tools, verdict } from "../controls.js";

const AXES = { // seconds; times the rest, and microvolts: round numbers beyond the largest
  surface: { x: { to: 3.5, ticks: [0, 1, 2, 3] }, y: { to: 10, ticks: [0, 3, 6, 9] } },
  needle: { x: { to: 20, ticks: [0, 5, 10, 15, 20] }, y: { to: 2400, ticks: [0, 1000, 2000] } },
};

/** @param {{ model: import("../controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const { words } = panel;
  const kind = model.get("kind");
  const say = words[kind];
  const stops = model.get("stops");
  const says = model.get("says");
  const unit = model.get("rest_uv");
  const pushes = kind === "surface" ? model.get("pushes") : [""];
  const above = panel.floats("above");
  const all = panel.floats("below");
  const below = pushes.map((_, k) =>
    all.subarray((k * all.length) / pushes.length, ((k + 1) * all.length) / pushes.length));
  const speak = speaker(panel);
  const answer = verdict(panel, model);
  const chosen = { push: Math.max(0, pushes.indexOf(model.get("push"))), stop: undefined };
  const values = { above: () => above, below: () => below[chosen.push] };
  const digits = (row, i) => (i < row.length ? number(row[i] / unit) : "");

  const pictures = ["above", "below"].map((place) => {
    const { x, y } = AXES[kind];
    return chart(panel.one(`.recording-${place} .chart`), {
      x: { from: 0, ...x, label: words.axis_x },
      y: { from: 0, ...y, label: say.axis_y },
      title: () => say[place],
      about: () => fill(say.chart_about, { most: number(Math.max(...values[place]()) / unit) }),
      heights: [240, 230],
    }, (marks) => paint(marks, stops, values[place]().map((value) => value / unit), place));
  });

  function show() {
    const i = chosen.stop;
    if (i === undefined) return;
    for (const one of pictures) one.move(i);
    speak(say[says[i]], { above: digits(above, i), below: digits(values.below(), i) });
    answer();
  }
  const unbind = [
    slider(panel, model, "moment", { stops, digits: 2, show: (i) => { chosen.stop = i; show(); } }),
    lock(panel, model.get("after"), show),
  ];
  if (kind === "surface") {
    unbind.push(choice(panel, model, "push", (push) => {
      chosen.push = pushes.indexOf(push);
      pictures[1].redraw();
      show();
    }));
  }
  tools(panel, {
    sound: () => [[...above], []],
    rows: () => [
      [words.file_time, ...say.file_heads],
      ...stops.map((at, i) => [at.toFixed(2), ...[above, ...below].map((row) =>
        (i < row.length ? row[i].toFixed(2) : ""))]),
    ],
    file: `recording-${kind}.csv`,
  });
  return () => { unbind.forEach((end) => end()); pictures.forEach((one) => one.close()); };
}

/** An outline as a filled shape, a step a window, and the moment's window marked in it. */
function paint({ add, x, y, inside }, stops, row, place) {
  const wide = x(stops[1]) - x(stops[0]);
  const steps = Array.from(row, (value, i) =>
    `V${y(value).toFixed(1)}H${(x(stops[i]) + wide).toFixed(1)}`).join("");
  add("path", { class: `recording-outline is-${place}`, d: `M${x(0)} ${y(0)}${steps}V${y(0)}z` });
  const needle = add("line", { class: "needle", y1: inside.top, y2: inside.bottom });
  const dot = add("circle", { class: "mark-dot reading", r: 8 });
  return (i) => {
    const left = x(stops[i]) + wide / 2;
    needle.setAttribute("x1", left);
    needle.setAttribute("x2", left);
    dot.setAttribute("visibility", i < row.length ? "visible" : "hidden");
    dot.setAttribute("cx", left);
    dot.setAttribute("cy", y(row[i] ?? 0));
  };
}

export default { render };
