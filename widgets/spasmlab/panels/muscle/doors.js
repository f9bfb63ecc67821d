// Panel: a voltage held and a voltage stepped to -> the two doors of muscle's sodium channels.
//
// Curves arrive as float32, of 100 channels: one a step a hold. This module draws them and looks
// values up.

import { chart, number } from "../chart.js";
import { fill, open, slider, speaker, tools } from "../controls.js";

/** @param {{ model: import("../controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const { words } = panel;
  const [holds, steps, ms] = ["holds", "steps", "ms"].map(panel.floats);
  const [first, second, through] = ["first", "second", "passing"].map(panel.floats);
  const say = speaker(panel);
  const at = { hold: 0, step: 0 };

  const course = (table) => {
    const from = (at.hold * steps.length + at.step) * ms.length;
    return table.subarray(from, from + ms.length);
  };
  const holes = () => {
    const passing = course(through);
    const top = passing.indexOf(Math.max(...passing));
    return { hold: number(holds[at.hold]), step: number(steps[at.step]),
      ready: number(course(second)[0]), peak: number(passing[top]), at: ms[top].toFixed(2),
      left: number(passing.at(-1)) };
  };
  const picture = chart(panel.one(".chart"), {
    x: { from: 0, to: ms.at(-1), ticks: [0, 1, 2, 3], label: words.axis_x },
    y: { from: 0, to: 100, ticks: [0, 25, 50, 75, 100], label: words.axis_y },
    title: () => words.chart,
    about: () => fill(words.chart_about, holes()),
  }, (marks) => paint(marks, { words, ms, curves: () => [first, second, through].map(course) }));

  function show() {
    picture.redraw();
    picture.move(0);
    say(words.reading, holes());
  }
  const move = (name) => (i) => { at[name] = i; show(); };
  const unbind = [
    slider(panel, model, "hold", { stops: holds, digits: 0, show: move("hold"), words: words.hold }),
    slider(panel, model, "step", { stops: steps, digits: 0, show: move("step"), words: words.step }),
  ];
  tools(panel, {
    sound: () => [[...course(through)], []],
    rows: () => [
      [words.axis_x, words.first, words.second, words.open],
      ...Array.from(ms, (moment, i) =>
        [moment.toFixed(2), ...[first, second, through].map((one) => course(one)[i].toFixed(2))]),
    ],
    file: "sodium-doors.csv",
  });
  return () => { unbind.forEach((stop) => stop()); picture.close(); };
}

const DASHES = ["ion-na dashed", "ion-na dotted", "reading"];

function paint(marks, { words, ms, curves }) {
  const { x, y, small } = marks;
  const drawn = curves();
  drawn.forEach((values, k) => marks.line(ms, values, DASHES[k]));
  const last = ms.length - 1;
  const names = [words.first, words.second, words.open];
  const under = Math.round(last * (small ? 0.45 : 0.6)); // from here on a label stands over its line
  const ends = drawn.map((values) => y(Math.max(...values.slice(under))));
  const nudge = [0, 0, 0.1]; // where two lines end as one, the one that is read stands lower
  const places = apart(ends.map((top, k) => top - 12 + nudge[k]), small ? 20 : 24);
  names.forEach((name, k) =>
    marks.text(name, x(ms[last]) - 4, places[k], k === 2 ? "word-reading" : "word-na", "end"));
  return () => {};
}

/** Move labels up until no two share a line: under the lowest lies the axis. */
function apart(tops, height) {
  const order = tops.map((top, k) => [top, k]).sort((one, other) => other[0] - one[0]);
  order.forEach((pair, k) => {
    if (k) pair[0] = Math.min(pair[0], order[k - 1][0] - height);
  });
  const moved = [];
  for (const [top, k] of order) moved[k] = top;
  return moved;
}

export default { render };
