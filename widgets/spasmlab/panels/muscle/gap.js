// Panel: potassium outside a muscle fibre -> the gap between its resting charge and its spark point.
//
// The model's answers arrive as float32 arrays, one number a stop; this module draws them and looks
// values up. It holds no physiology: change the model in Python.

import { chart, make, number } from "../chart.js";
import { fill, lock, open, slider, speaker, tools, verdict } from "../controls.js";

/** @param {{ model: import("../controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const { words } = panel;
  const stops = panel.floats("stops");
  const rest = panel.floats("rest_mv");
  const only = panel.floats("only_mv");
  const spark = model.get("spark_mv");
  const usualAt = model.get("usual_at");
  const danger = model.get("danger");
  const gap = (i) => number(spark - rest[i]);
  const say = speaker(panel);
  const answer = verdict(panel, model);

  const curve = chart(panel.one(".chart"), {
    x: { from: stops[0], to: stops.at(-1), ticks: whole(stops), label: words.axis_x },
    y: { from: -120, to: -45, ticks: [-120, -100, -80, -60], label: words.axis_y },
    title: () => words.chart,
    about: () => fill(words.chart_about, { from: number(stops[0]), to: number(stops.at(-1)),
      first: number(rest[0]), last: number(rest.at(-1)), spark: number(spark) }),
  }, (marks) => paint(marks, { words, stops, rest, only, spark, gap, usual: model.get("usual"),
    range: model.get("spark_range") }));
  const dots = membrane(panel.one(".membrane"));

  function show(i) {
    const holes = { potassium: stops[i].toFixed(1), gap: gap(i), usual: gap(usualAt) };
    const kind = Number(gap(i)) < Number(gap(usualAt)) ? "smaller"
      : Number(gap(i)) > Number(gap(usualAt)) ? "bigger" : "same";
    const then = danger[i] === "" ? [words[kind]]
      : danger[i] === "urgent" ? [words[kind], words.urgent] : [words[danger[i]]];
    curve.move(i);
    dots(stops[i]);
    say([words.reading, ...then].join(" "), holes);
    answer(stops[i] >= model.get("asked") - 0.05); // once the stop of the question is reached
  }

  const unbind = slider(panel, model, "potassium", { stops, digits: 1, show });
  const unlock = lock(panel, model.get("after"), () => show(panel.one("input").valueAsNumber));
  tools(panel, {
    sound: () => [[...rest], []],
    rows: () => [
      [words.head_potassium, words.head_rest, words.head_only, words.head_gap],
      ...Array.from(stops, (stop, i) =>
        [stop.toFixed(1), rest[i].toFixed(1), only[i].toFixed(1), (spark - rest[i]).toFixed(1)]),
    ],
    file: "potassium-and-resting-charge.csv",
  });
  return () => { unbind(); unlock(); curve.close(); };
}

const whole = (stops) => [...stops].filter((stop) => Math.abs(stop - Math.round(stop)) < 1e-4);

function paint(marks, { words, stops, rest, only, spark, gap, usual, range }) {
  const { x, y, small } = marks;
  marks.band(usual[0], usual[1], words.band);
  marks.span(range[0], range[1], "mark-spark");
  marks.limit(spark, words.spark);
  marks.line(stops, only, "ion-k dashed");
  marks.line(stops, rest, "reading");
  const stem = marks.add("line", { class: "mark-gap", y2: y(spark) }); // under the words
  const label = (text, i, ys, dy, kind, anchor) =>
    marks.text(text, x(stops[i]), y(ys[i]) + dy, kind, anchor);
  label(small ? words.rest_short : words.rest, 1, rest, small ? -38 : -58, "word-reading", "start");
  const end = stops.length - 1;
  label(small ? words.only_short : words.only, end, only, small ? 56 : 82, "word-k", "end");

  const tag = marks.add("g", { class: "tag" });
  const width = small ? 102 : 116;
  make("rect", { width, height: 36, rx: 10 }, tag);
  const figure = make("text", { x: width / 2, y: 24, "text-anchor": "middle" }, tag);
  const dot = marks.dot("reading");
  return (i) => {
    const [left, top] = [x(stops[i]), y(rest[i])];
    dot.setAttribute("cx", left);
    dot.setAttribute("cy", top);
    stem.setAttribute("x1", left);
    stem.setAttribute("x2", left);
    stem.setAttribute("y1", top);
    const beside = left + 12 + width > marks.inside.right ? left - 12 - width : left + 12;
    tag.setAttribute("transform", `translate(${beside},${(top + y(spark)) / 2 - 18})`);
    figure.textContent = fill(words.gap, { gap: gap(i) });
  };
}

/** Dots of potassium outside the membrane, as many as the level; the drawing itself is markup. */
function membrane(svg) {
  const outside = svg.querySelector(".outside");
  const places = Array.from({ length: 24 }, (_, i) => [ // spread by the golden ratio: no clumps
    18 + ((i * 0.618034 + 0.13) % 1) * 334, 40 + ((i * 0.754878 + 0.31) % 1) * 62]);
  const ions = places.map(([cx, cy]) => make("circle", { cx, cy, r: 7 }, outside));
  return (level) => {
    const count = Math.round(level * 2);
    ions.forEach((ion, i) => ion.classList.toggle("away", i >= count));
  };
}

export default { render };
