// Panel: new back pain with time, and one option's mark on it.
//
// Line, marks, lengths and sentences come from Python; this module draws them and looks them up.

import { chart, make, number } from "../chart.js";
import { choice, fill, lock, open, speaker, tools, verdict } from "../controls.js";

const SPANS = { weeks: [0, 1, 2, 3, 4, 5, 6], year: [0, 6, 26, 52] };

/** @param {{ model: import("../controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const { words } = panel;
  const [course, marks] = [model.get("course"), model.get("marks")];
  const say = speaker(panel);
  const answer = verdict(panel, model);
  const chosen = { option: model.get("option"), span: model.get("span") };
  const added = panel.one(".time-added");
  let picture;

  function draw() {
    picture?.close();
    const ticks = SPANS[chosen.span];
    picture = chart(panel.one(".chart"), {
      x: { from: 0, to: ticks.at(-1), ticks, label: words.axis_x },
      y: { from: 0, to: 75, ticks: [0, 25, 50, 75], label: words.axis_y },
      title: () => words.chart,
      about: () => fill(words.chart_about, { option: words.names[chosen.option] }),
    }, (drawn) => paint(drawn, { words, course, mark: marks[chosen.option], to: ticks.at(-1) }));
  }
  function show() {
    const { option } = chosen;
    const [width, told, kind] = model.get("gains")[option];
    added.dataset.kind = kind;
    added.querySelector("i").dataset.width = width;
    for (const bar of panel.all("[data-width]")) bar.style.width = bar.dataset.width;
    added.querySelector("b").textContent = told;
    if (option === "wait") delete added.dataset.row;
    else added.dataset.row = `effects:${option}`;
    draw();
    say(model.get("says")[option]);
    answer();
  }
  const unbind = [
    choice(panel, model, "option", (option) => { chosen.option = option; show(); }),
    choice(panel, model, "span", (span) => { chosen.span = span; show(); }),
    lock(panel, model.get("after"), () => answer()),
  ];
  tools(panel, {
    rows: () => [...panel.one(".table-box table").rows].map((row) =>
      [...row.cells].map((one) => one.textContent)),
    file: "back-pain-and-options.csv",
  });
  return () => { unbind.forEach((stop) => stop()); picture.close(); };
}

function paint(drawn, { words, course, mark, to }) {
  const { x, y, inside, small } = drawn;
  const last = course.weeks.findIndex((week) => week >= to);
  const weeks = course.weeks.slice(0, last + 1);
  const along = (values) => weeks.map((week, k) => `${x(week)},${y(values[k])}`);
  drawn.add("polygon", { class: "time-band",
    points: [...along(course.low), ...along(course.high).reverse()].join(" ") });
  drawn.line(weeks, course.mean, "time-guide");
  weeks.forEach((week, k) => {
    drawn.whisker(x(week), y(course.low[k]), y(course.high[k]), "time-range");
    place(drawn.dot("", 6), x(week), y(course.mean[k]));
    const end = x(week) > inside.right - 40;
    drawn.text(number(course.mean[k]), x(week) + (end ? -14 : 14), y(course.mean[k]) - 14,
      "word-reading", end ? "end" : "start");
  });
  if (mark) hang(drawn, mark, words, small);
  return () => {};
}

/** An option's mark: when it was measured, its gap from the guide, and its range. */
function hang(drawn, mark, words, small) {
  const { x, y, inside } = drawn;
  const at = Math.max(x(mark.at), inside.left + 12); // "right after" must not lie on the axis
  drawn.add("path", { class: "time-gap", d: `M${at},${y(mark.base)}V${y(mark.value)}` });
  if (mark.to > mark.from) {
    drawn.add("path", { class: "time-when", d: `M${x(mark.from)},${y(mark.value)}H${x(mark.to)}` });
  }
  drawn.whisker(at, y(mark.low), y(mark.high), "time-mark-range");
  const dot = make("circle", { class: "time-mark", r: 9 }, drawn.svg);
  place(dot, at, y(mark.value));
  const below = y(Math.min(mark.low, mark.base)) + 26;
  drawn.text(small ? words.mark_small : words.mark, at + 14, Math.min(below, inside.bottom - 8), "word-mark");
}

function place(dot, left, top) {
  dot.setAttribute("cx", left);
  dot.setAttribute("cy", top);
}

export default { render };
