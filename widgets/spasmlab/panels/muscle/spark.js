// Panel: one push on a muscle fibre -> its charge from then on, beside the usual level's.
//
// A trace a push a stop arrives as float32; what each comes to was decided in Python. This module
// draws them and looks words up.

import { chart, number } from "../chart.js";
import { choice, fill, open, slider, speaker, tools } from "../controls.js";

/** @param {{ model: import("../controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const { words } = panel;
  const stops = panel.floats("stops");
  const ms = panel.floats("ms");
  const millivolts = panel.floats("millivolts");
  const peaks = model.get("peaks");
  const says = model.get("says");
  const usual = model.get("usual_at");
  const pushes = model.get("pushes");
  const say = speaker(panel);
  const chosen = { push: pushes.indexOf(model.get("push")), stop: undefined };

  const trace = (stop) => {
    const from = (stop * pushes.length + chosen.push) * ms.length;
    return millivolts.subarray(from, from + ms.length);
  };
  const curve = chart(panel.one(".chart"), {
    x: { from: ms[0], to: ms.at(-1), ticks: [0, 5, 10, 15, 20], label: words.axis_x },
    y: { from: -110, to: 60, ticks: [-100, -50, 0, 50], label: words.axis_y },
    title: () => words.chart,
    about: () => fill(words.chart_about, { rest: number(trace(chosen.stop ?? usual)[0]),
      peak: peaks[chosen.stop ?? usual][chosen.push] }),
  }, (marks) => paint(marks, { words, ms, trace, usual, travels: model.get("travels_mv"),
    pushAt: model.get("push_at") }));

  function show() {
    const i = chosen.stop;
    if (i === undefined) return;
    curve.move(i);
    say(says[i][chosen.push].map((name) => words[name]).join(" "), { potassium: stops[i].toFixed(1) });
  }

  const unbind = [
    choice(panel, model, "push", (name) => { chosen.push = pushes.indexOf(name); curve.redraw(); show(); }),
    slider(panel, model, "potassium", { stops, digits: 1, show: (i) => { chosen.stop = i; show(); } }),
  ];
  tools(panel, {
    sound: () => [[...trace(chosen.stop)], []],
    rows: () => [
      [words.axis_x, `${words.axis_y}, ${words.head_potassium} ${stops[chosen.stop].toFixed(1)}, ${words[`head_${pushes[chosen.push]}`]}`],
      ...Array.from(ms, (at, i) => [at.toFixed(1), trace(chosen.stop)[i].toFixed(2)]),
    ],
    file: "spark.csv",
  });
  return () => { unbind.forEach((stop) => stop()); curve.close(); };
}

function paint(marks, { words, ms, trace, usual, travels, pushAt }) {
  const { x, y, inside, small } = marks;
  marks.limit(travels, ""); // its words stand at the right, where no spark does
  marks.text(small ? words.limit_short : words.limit, inside.right - 4, y(travels) - 10,
    "mark-limit-word", "end");
  marks.add("path", { class: "mark-push",
    d: `M${x(pushAt)},${inside.bottom - 4} v-34 m-8,10 l8,-10 l8,10` });
  marks.text(words.pushed, x(pushAt) + 14, inside.bottom - 12, "mark-band-word");
  const other = marks.line(ms, trace(usual), "ion-k dashed");
  const line = marks.line(ms, trace(usual), "reading");
  const calm = trace(usual);
  const top = calm.indexOf(Math.max(...calm));
  const label = calm[top] > 0 // beside the spark, or under the line that has none
    ? marks.text(words.other, x(ms[top]) + 16, y(calm[top]) + 14, "word-k")
    : marks.text(words.other, inside.right - 4, y(calm.at(-1)) + 30, "word-k", "end");
  return (i) => {
    const points = (values) => Array.from(ms, (at, k) => `${x(at).toFixed(1)},${y(values[k]).toFixed(1)}`).join(" ");
    line.setAttribute("points", points(trace(i)));
    other.setAttribute("visibility", i === usual ? "hidden" : "visible");
    label.setAttribute("visibility", i === usual ? "hidden" : "visible");
  };
}

export default { render };
