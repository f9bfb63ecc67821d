// Panel: time gone by -> average back pain, at the weeks that were measured and at no other.
//
// Points, ranges, the guide between them and every sentence come from Python, by course; this
// module draws them and looks them up.

import { chart, make, number } from "../chart.js";
import { choice, fill, lock, open, slider, speaker, tools, verdict } from "../controls.js";

const DOT = 5.5;

/** @param {{ model: import("../controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const { words } = panel;
  const stops = model.get("stops");
  const places = model.get("places"); // a stop's sentence; even: a measured week
  const courses = model.get("courses"); // { condition: { weeks, mean, low, high, guide, says } }
  const say = speaker(panel);
  const answer = verdict(panel, model);
  const chosen = { course: model.get("course"), stop: undefined };
  const course = () => courses[chosen.course];

  const picture = chart(panel.one(".chart"), {
    x: { from: 0, to: stops.at(-1), ticks: course().weeks, label: words.axis_x },
    y: { from: 0, to: 75, ticks: [0, 25, 50, 75], label: words.axis_y },
    title: () => words.chart,
    about: () => {
      const [first, second, third, last] = course().mean.map((value) => number(value));
      return fill(words.chart_about, { first, second, third, last });
    },
  }, (marks) => paint(marks, { words, stops, places, course: course() }));

  function show() {
    const i = chosen.stop;
    if (i === undefined) return;
    picture.move(i);
    say(course().says[places[i]], { week: stops[i] });
    answer(stops[i] >= model.get("asked")); // once the week of the question is reached
  }
  function choose(name) {
    chosen.course = name;
    panel.one(".panel-chart").dataset.row = `prognosis:${course().ids[0]}`;
    for (const part of panel.all("[data-course]")) part.hidden = part.dataset.course !== name;
    picture.redraw();
    show();
  }

  const unbind = [
    choice(panel, model, "course", choose),
    slider(panel, model, "week", { stops, digits: 0, show: (i) => { chosen.stop = i; show(); } }),
    lock(panel, model.get("after"), show),
  ];
  tools(panel, {
    sound: () => [course().guide, course().weeks.map((week) => week / stops.at(-1))],
    rows: () => [
      [words.head_week, words.head_value, words.head_low, words.head_high, words.head_row,
        words.head_source],
      ...course().weeks.map((week, k) => [week, course().mean[k], course().low[k],
        course().high[k], course().ids[k], course().sources[k]]),
    ],
    file: "back-pain-over-a-year.csv",
  });
  return () => { unbind.forEach((stop) => stop()); picture.close(); };
}

function paint(marks, { words, stops, places, course }) {
  const { x, y, inside, small } = marks;
  const { weeks, mean, low, high } = course;
  const along = (values) => values.map((value, k) => `${x(weeks[k])},${y(value)}`);
  marks.add("polygon", { class: "recovery-band",
    points: [...along(low), ...along(high).reverse()].join(" ") });
  const needle = marks.add("line", { class: "needle", y1: inside.top, y2: inside.bottom });
  marks.line(weeks, mean, "recovery-guide");
  const dots = weeks.map((week, k) => measured(marks, course, k));
  if (!small) { // a phone's chart has no room for them; the words beside it say the same
    marks.text(words.guide, x(12), y(high[1]) - 18, "word-aside");
    marks.text(words.band, inside.right - 14, y(high.at(-1)) - 58, "word-aside", "end");
  }
  const tag = marks.add("g", { class: "tag" });
  const width = small ? 96 : 112;
  make("rect", { width, height: 34, rx: 10 }, tag);
  const figure = make("text", { x: width / 2, y: 23, "text-anchor": "middle" }, tag);
  return (i) => {
    const at = x(stops[i]);
    needle.setAttribute("x1", at);
    needle.setAttribute("x2", at);
    const left = Math.min(inside.right - width, Math.max(inside.left, at - width / 2));
    tag.setAttribute("transform", `translate(${left},${inside.top - 6})`);
    figure.textContent = fill(words.week, { week: stops[i] });
    dots.forEach((one, k) => one.setAttribute("r", places[i] === 2 * k ? 2 * DOT : DOT));
  };
}

/** A week that was measured: its range with caps, its average as a dot and a number. */
function measured({ x, y, whisker, text, dot, inside }, { weeks, mean, low, high }, k) {
  const left = x(weeks[k]);
  whisker(left, y(low[k]), y(high[k]), "recovery-range");
  const last = left > inside.right - 40;
  text(number(mean[k]), left + (last ? -14 : 14), last ? y(high[k]) - 9 : y(mean[k]) - (k ? 16 : 0),
    "word-reading", last ? "end" : "start");
  const node = dot("", DOT);
  node.setAttribute("cx", left);
  node.setAttribute("cy", y(mean[k]));
  return node;
}

export default { render };
