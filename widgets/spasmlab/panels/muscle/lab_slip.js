// Panel: your potassium among 100 people of your sex and age, and what a result like it asks for.
//
// One row of numbers a group of people: how many of 100 had less at each stop, and where 100 dots
// stand. Both are worked out in Python from the survey's people; this module looks them up.

import { chart, make } from "../chart.js";
import { choice, fill, open, slider, speaker, state, tools } from "../controls.js";

const SIGNS = { start: "→", usual: "✓", ask: "?", urgent: "!", emergency: "!!" };

/** @param {{ model: import("../controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const { words } = panel;
  const stops = panel.floats("stops");
  const bands = model.get("bands"); // [{ band, from, to }], low to high, no gap between
  const groups = model.get("groups"); // [{ sex, age, name, low, high }]
  const below = panel.floats("below");
  const dots = panel.floats("dots");
  const say = speaker(panel);
  const chosen = { sex: model.get("sex"), age: model.get("age"), stop: undefined };
  let moved = model.get("moved"); // until then the slider's place is nobody's result
  const group = () => groups.findIndex((one) => one.sex === chosen.sex && one.age === chosen.age);
  const people = () => groups[group()].name;
  const lookUp = (table, i) => table[group() * stops.length + i];
  const bandAt = (i) => bands.find((one) => stops[i] <= one.to + 0.05).band;

  const picture = chart(panel.one(".chart"), {
    x: { from: stops[0] - 0.05, to: stops.at(-1) + 0.05, ticks: [2, 3, 4, 5, 6, 7], label: words.axis_x },
    y: { from: 0, to: 1 },
    title: () => words.chart,
    about: () => fill(words.chart_about, { group: people(), low: groups[group()].low,
      high: groups[group()].high }),
    heights: [340, 260],
  }, (marks) => paint(marks, { words, stops, bands, dot: (i) => lookUp(dots, i), bandAt,
    moved: () => moved }));

  function show() {
    const i = chosen.stop;
    if (i === undefined) return;
    const band = moved ? bandAt(i) : "start";
    const less = lookUp(below, i); // a whole number; 0 and 100: too few on one side to round to one
    const sentence = less < 1 ? words.none_below : less > 99 ? words.all_below : words.reading;
    const holes = { group: people(), potassium: stops[i].toFixed(1), below: less };
    picture.move(i);
    say(sentence, holes, moved ? words[`say_${band}`] : "");
    const card = panel.one(".band-card");
    card.className = `band-card band-${band}`;
    card.querySelector(".band-sign").textContent = SIGNS[band];
    card.querySelector(".band-word").textContent = words[band];
    card.querySelector(".band-act").textContent = words[`say_${band}`];
  }
  function tabulate() {
    panel.one("caption").textContent = fill(words.axis_y, { group: people() });
    for (const row of panel.all("tbody tr")) {
      const i = stops.findIndex((stop) => stop.toFixed(1) === row.cells[0].textContent);
      row.cells[1].textContent = lookUp(below, i);
    }
  }
  const regroup = (name) => (value) => {
    chosen[name] = value;
    panel.one(".chart-caption").textContent = fill(words.axis_y, { group: people() });
    picture.redraw();
    show();
    tabulate();
  };

  const unbind = [
    choice(panel, model, "sex", regroup("sex")),
    choice(panel, model, "age", regroup("age")),
    slider(panel, model, "potassium", { stops, digits: 1, show: (i) => {
      moved ||= chosen.stop !== undefined || state.get("lab_slip.potassium") !== undefined;
      chosen.stop = i;
      show();
    } }),
  ];
  tools(panel, {
    sound: () => [Array.from(stops, (_, i) => lookUp(dots, i)), []],
    rows: () => [
      [words.head_potassium, words.head_below, words.head_band],
      ...Array.from(stops, (stop, i) =>
        [stop.toFixed(1), lookUp(below, i), words[`say_${bandAt(i)}`]]),
    ],
    file: "potassium-of-100-people.csv",
  });
  return () => { unbind.forEach((stop) => stop()); picture.close(); };
}

function paint(marks, { words, stops, bands, dot, bandAt, moved }) {
  const { x, inside, small } = marks;
  const step = x(stops[1]) - x(stops[0]);
  const strip = small ? 26 : 34;
  const floor = inside.bottom - strip - step / 2;
  for (const { band, from, to } of bands) {
    const [left, right] = [x(Math.max(from, stops[0]) - 0.05), x(Math.min(to, stops.at(-1)) + 0.05)];
    marks.add("rect", { class: `strip band-${band}`, x: left + 1, width: right - left - 2,
      y: inside.bottom - strip, height: strip });
    marks.text(SIGNS[band], (left + right) / 2, inside.bottom - strip / 2 + 6, "strip-sign", "middle");
  }
  const people = marks.add("g", { class: "people" });
  stops.forEach((stop, i) => {
    for (let k = 0; k < dot(i); k += 1) {
      make("circle", { class: `person band-${bandAt(i)}`, cx: x(stop), cy: floor - k * step,
        r: step * 0.42 }, people);
    }
  });
  const needle = marks.add("line", { class: "needle", y1: inside.top + 8, y2: inside.bottom - strip });
  const tag = marks.add("g", { class: "tag" });
  const width = small ? 96 : 112;
  make("rect", { width, height: 34, rx: 10 }, tag);
  const figure = make("text", { x: width / 2, y: 23, "text-anchor": "middle" }, tag);
  return (i) => {
    const at = x(stops[i]);
    needle.setAttribute("x1", at);
    needle.setAttribute("x2", at);
    const left = Math.min(inside.right - width, Math.max(inside.left, at - width / 2));
    tag.setAttribute("transform", `translate(${left},${inside.top - 30})`);
    figure.textContent = `${moved() ? `${words.you}: ` : ""}${stops[i].toFixed(1)}`;
  };
}

export default { render };
