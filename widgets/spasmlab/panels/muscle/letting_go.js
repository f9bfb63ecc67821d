// Panel: ATP -> how many of 100 heads are stuck, hold on or are free, at rest and in a pull.
//
// Two ways: ATP is held at a level, or rinsed away and given back while a cursor runs. Counts and
// the names of sentences come from Python; this module shows the stop or the moment that is chosen.

import { chart, number } from "../chart.js";
import { choice, fill, open, slider, speaker, tools } from "../controls.js";
import { playback } from "./playback.js";

const MARKS = ["stuck", "holding", "free"];
const SECONDS = 8; // that playing takes: twice as slow as the bath
const STILL = 2; // steps that a still moves on, where motion is not wanted: a fifth of a second

/** @param {{ model: import("../controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const { words } = panel;
  const [stops, ms] = ["stops", "ms"].map(panel.floats);
  const written = model.get("written");
  const say = speaker(panel);
  const ways = { // what is shown in each way: shares, counts, sentences, all by stop or by moment
    level: { table: panel.floats("shares"), heads: model.get("heads"), says: model.get("says"), at: 0 },
    rinse: { table: panel.floats("course"), heads: model.get("heads_then"), says: model.get("says_then"), at: 0 },
  };
  let way = model.get("way");
  const row = (name, which) => {
    const size = ways[name].heads.length;
    return ways[name].table.subarray(which * size, (which + 1) * size);
  };
  const pictures = panel.all(".letting-hundred").map(hundred);

  const caption = () => words[`chart_${way}`];
  let picture = draw();
  function draw() { // a chart's axes are its own: each way has a chart
    const last = way === "level" ? stops.length - 1 : ms.at(-1) / 1000;
    return chart(panel.one(".chart"), {
      x: { from: 0, to: last, ticks: way === "level" ? [] : [0, 1, 2, 3],
        label: way === "level" ? words.axis_atp : words.axis_time },
      y: { from: 0, to: 100, ticks: [0, 50, 100], label: words.axis_stuck },
      heights: [400, 280],
      title: caption,
      about: () => words[`about_${way}`],
    }, (marks) => (way === "level" ? levels : course)(marks, {
      words, ms, without: model.get("without"), rest: row(way, 0), pull: row(way, 2),
      last: stops.at(-1), first: stops[1],
    }));
  }
  const holes = ([rest, pull], atp) => ({ atp, rest: rest[0], holding: rest[1], free: rest[2],
    pull: pull[0], pulling: pull[1] });

  function show() {
    const { heads, says, at } = ways[way];
    picture.move(at);
    pictures.forEach((one, side) => one(heads[at][side], words));
    say(words[says[at]], holes(heads[at], written[ways.level.at]));
  }
  const told = (i) => {
    const [rest, pull] = ways.rinse.heads[i];
    return fill(words.told, { at: number(ms[i] / 1000, 1), rest: 100 - rest[2], pull: 100 - pull[2] });
  };

  const moment = playback(panel, model, {
    ms, stride: model.get("stride"), seconds: SECONDS, still: STILL, told,
    text: (i) => number(ms[i] / 1000, 1),
    show(i) { ways.rinse.at = i; if (way === "rinse") show(); },
  });
  const unbind = [
    slider(panel, model, "atp", { stops, text: (i) => written[i],
      show(i) { ways.level.at = i; if (way === "level") show(); } }),
    choice(panel, model, "way", (wanted) => {
      if (wanted !== "rinse") moment.pause();
      way = wanted;
      panel.one(".letting-level").hidden = way !== "level";
      panel.one(".letting-rinse").hidden = way !== "rinse";
      panel.one(".chart-caption").textContent = caption();
      picture.close();
      picture = draw();
      show();
    }),
  ];
  tools(panel, {
    sound: () => {
      const [gone, back] = model.get("without").map((at) => at / ms.at(-1));
      return [[...row(way, 0)], way === "rinse" ? [gone, back] : []];
    },
    rows: () => [
      [way === "level" ? words.head_atp : words.file_ms, words.head_rest_stuck, words.head_rest_holds,
        words.head_pull_stuck, words.head_pull_holds],
      ...Array.from(ways[way].heads, (_, i) => [
        way === "level" ? String(Number(stops[i].toPrecision(5))) : ms[i].toFixed(0),
        ...[0, 1, 2, 3].map((which) => row(way, which)[i].toFixed(3))]),
    ],
    file: "heads-that-hold-on.csv",
  });
  return () => { unbind.forEach((stop) => stop()); moment.close(); picture.close(); };
}

/** A picture of 100 heads: a function that shows other counts. */
function hundred(figure) {
  const heads = [...figure.querySelectorAll("figcaption + svg .myo")];
  const lines = MARKS.map((mark) => figure.querySelector(`[data-mark="${mark}"] b`));
  const about = figure.querySelector("desc");
  return (counts, words) => {
    const marks = counts.flatMap((count, i) => Array(count).fill(MARKS[i]));
    heads.forEach((head, i) => {
      const kind = `myo is-${marks[i]}`;
      if (head.getAttribute("class") !== kind) head.setAttribute("class", kind);
    });
    lines.forEach((line, i) => { line.textContent = counts[i]; });
    about.textContent = fill(words.counted, Object.fromEntries(MARKS.map((mark, i) => [mark, counts[i]])));
  };
}

/** Stuck heads by ATP: the stops stand evenly, none at the left, the others by the logarithm. */
function levels(marks, { words, rest, pull, first, last }) {
  const { x, y, inside, text, add } = marks;
  const place = (level) => 1 + ((rest.length - 2) * Math.log(level / first)) / Math.log(last / first);
  for (const [level, label] of [[0, "0"], [0.01, "0.01"], [0.1, "0.1"], [1, "1"], [last, "8"]]) {
    const left = x(level ? place(level) : 0);
    add("line", { class: "axis", x1: left, x2: left, y1: inside.bottom, y2: inside.bottom + 6 });
    text(label, left, inside.bottom + 27, "tick", "middle");
  }
  add("path", { class: "axis-break", d: `M${x(0.5) - 5},${inside.bottom + 7}l5,-14m1,14l5,-14` });
  const at = Array.from(rest, (_, i) => i);
  marks.line(at, pull, "in-pull dashed");
  marks.line(at, rest, "reading");
  const moved = cursor(marks, at, rest, pull);
  const middle = (values) => values.findLastIndex((value) => value > 40);
  text(words.at_rest, x(middle(rest)) - 12, y(40) + 18, "word-reading", "end");
  text(words.in_pull, x(middle(pull)) + 14, y(40) - 4, "word-pull");
  return moved;
}

/** Stuck heads by time, with the while without ATP as a band. */
function course(marks, { words, ms, without, rest, pull }) {
  const { x, y, text } = marks;
  const at = Array.from(ms, (one) => one / 1000);
  const [gone, back] = without.map((one) => one / 1000);
  marks.band(gone, back, words.no_atp);
  marks.line(at, pull, "in-pull dashed");
  marks.line(at, rest, "reading");
  const moved = cursor(marks, at, rest, pull);
  text(words.in_pull, x(gone) + 4, y(100) + 10, "word-pull");
  const half = rest.findIndex((value) => value > 40);
  text(words.at_rest, x(at[half]) + 14, y(40) + 6, "word-reading");
  return moved;
}

function cursor(marks, at, rest, pull) {
  const { x, y, inside } = marks;
  const needle = marks.add("line", { class: "needle", y1: inside.top, y2: inside.bottom });
  const dots = [[pull, marks.dot("pull", 9)], [rest, marks.dot("reading", 9)]];
  return (i) => {
    const left = x(at[i]);
    needle.setAttribute("x1", left);
    needle.setAttribute("x2", left);
    for (const [values, dot] of dots) {
      dot.setAttribute("cx", left);
      dot.setAttribute("cy", y(values[i]));
    }
  };
}

export default { render };
