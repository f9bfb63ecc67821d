// Panel: nerve pulses a second -> puffs of calcium and the pull, with a cursor that can be played.
//
// A trace a rate arrives as float32; this module draws them and looks values up. The drawing shows
// the cursor's moment: it counts calcium and pull out of as many latches as it has.

import { chart, make, number } from "../chart.js";
import { fill, lock, open, slider, speaker, tools } from "../controls.js";
import { playback } from "./playback.js";

const SECONDS = 8; // that playing takes: some five times slower than the muscle
const STILL = 4; // steps that a still moves on, where motion is not wanted: a tenth of a second

/** @param {{ model: import("../controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const { words } = panel;
  const [rates, ms, calcium, pull] = ["rates", "ms", "calcium", "pull"].map(panel.floats);
  const says = model.get("says");
  const train = model.get("train_ms");
  const say = speaker(panel);
  const draw = drawing(panel, words);
  let stop = 0; // which rate

  const course = (table) => table.subarray(stop * ms.length, (stop + 1) * ms.length);
  const top = () => number(Math.max(...course(pull)));
  const pulses = () => Array.from({ length: Math.round((rates[stop] * train) / 1000) },
    (_, i) => (i * 1000) / rates[stop]);
  const text = (i) => number(ms[i] / 1000, 2);
  const told = (i) => fill(words.told, { at: text(i), calcium: number(course(calcium)[i], 1),
    pull: number(course(pull)[i]), state: words[draw.state(course(calcium)[i], course(pull)[i])] });

  const picture = chart(panel.one(".chart"), {
    x: { from: ms[0], to: ms.at(-1), ticks: [], label: words.axis_x },
    y: { from: 0, to: 1 },
    heights: [500, 380],
    title: () => words.chart,
    about: () => fill(words.chart_about, { rate: number(rates[stop]), pull: top(),
      calcium: number(Math.max(...course(calcium)), 1) }),
  }, (marks) => paint(marks, { words, ms, pulses: pulses(), calcium: course(calcium), pull: course(pull) }));

  const moment = playback(panel, model, {
    ms, stride: model.get("stride"), seconds: SECONDS, still: STILL, text, told,
    show(i) {
      picture.move(i);
      draw.show(course(calcium)[i], course(pull)[i]);
    },
  });
  const unbind = slider(panel, model, "rate", { stops: rates, digits: 0, show(i) {
    stop = i;
    picture.redraw();
    moment.redraw();
    say(`${words[says[i]]} ${words.lets_go}`, { rate: number(rates[i]), pull: top() });
  } });
  const unlock = lock(panel, model.get("after"), moment.pause);
  tools(panel, {
    sound: () => [[...course(pull)], pulses().map((at) => (at - ms[0]) / (ms.at(-1) - ms[0]))],
    rows: () => [
      [words.file_ms, words.file_calcium, words.file_pull, words.head_rate],
      ...Array.from(ms, (at, i) => [number(at).replace("−", "-"), course(calcium)[i].toFixed(4),
        (course(pull)[i] / 100).toFixed(4), number(rates[stop])]),
    ],
    file: "calcium-and-pull.csv",
  });
  return () => { unbind(); unlock(); moment.close(); picture.close(); };
}

/** The pulses, the calcium and the pull under each other, on one axis of time, with one cursor. */
function paint(marks, { words, ms, pulses, calcium, pull }) {
  const { x, inside, small, text, add } = marks;
  const room = inside.bottom - inside.top;
  const upper = plot(inside.top + room * 0.17, inside.top + room * 0.47, 1.3);
  const lower = plot(inside.top + room * 0.64, inside.bottom, 100);
  const word = small ? 14 : 16;
  for (const [at, ticks] of [[upper, [0, 1]], [lower, [0, 50, 100]]]) {
    for (const value of ticks) {
      add("line", { class: "grid", x1: inside.left, x2: inside.right, y1: at(value), y2: at(value) });
      text(number(value), inside.left - 10, at(value) + 6, "tick", "end");
    }
  }
  for (const second of [0, 0.5, 1, 1.5]) {
    const left = x(1000 * second);
    add("line", { class: "axis", x1: left, x2: left, y1: inside.bottom, y2: inside.bottom + 6 });
    text(number(second, second % 1 ? 1 : 0), left, inside.bottom + 27, "tick", "middle");
  }
  const apart = pulses.length > 1 ? x(pulses[1]) - x(pulses[0]) : 100;
  for (const at of pulses) {
    add("line", { class: "pulse", x1: x(at), x2: x(at), y1: inside.top - 12, y2: inside.top + 8,
      "stroke-width": Math.min(3, apart / 2.2).toFixed(1) });
  }
  const line = (values, at, kind) => make("polyline", { class: `mark-line ${kind}`, points: Array.from(
    values, (value, i) => `${x(ms[i]).toFixed(1)},${at(value).toFixed(1)}`).join(" ") }, marks.svg);
  line(calcium, upper, "ion-ca");
  line(pull, lower, "reading");
  const names = [upper(1.3) - word + 4, lower(100) - word]; // where words stand, no line goes
  const needle = add("line", { class: "needle", y1: inside.top - 12, y2: inside.bottom,
    "stroke-dasharray": broken(inside.top - 12, names) });
  const dots = [[calcium, upper, "ca"], [pull, lower, "reading"]]
    .map(([values, at, kind]) => [values, at, marks.dot(kind, small ? 8 : 9)]);
  text(words.pulses, inside.left, inside.top - 22, "word-reading"); // words last: no line hides them
  text(small ? words.calcium_short : words.calcium_axis, inside.left, names[0], "word-ca");
  text(words.pull_axis, inside.left, names[1], "word-reading");
  return (i) => {
    const left = x(ms[i]);
    needle.setAttribute("x1", left);
    needle.setAttribute("x2", left);
    for (const [values, at, dot] of dots) {
      dot.setAttribute("cx", left);
      dot.setAttribute("cy", at(values[i]));
    }
  };
}

/** Dashes of a line from `top` down that leave out a line of letters above each of these heights. */
const broken = (top, baselines) => [...baselines.flatMap((baseline, i) => [
  baseline - 18 - (i ? baselines[i - 1] + 7 : top), 25]), 1000, 0].join(" ");

/** A scale from 0 to `most` over the pixels from `top` to `bottom`. */
const plot = (top, bottom, most) => (value) => bottom - (value / most) * (bottom - top);

/** The drawing: each place has its turn, and opens for a dot of calcium or for a head that grabs. */
function drawing(panel, words) {
  const places = panel.all(".latch-drawing .place")
    .sort((one, other) => one.dataset.turn - other.dataset.turn);
  const said = panel.one(".latch-state");
  const of = (share) => Math.floor(places.length * share + 0.5);
  const state = (calcium, pull) => (of(pull / 100) ? (of(calcium) ? "grabbing" : "letting_go")
    : of(calcium) ? "opening" : "shut");
  const light = (node, on) => node.classList.toggle("is-on", on);
  return {
    state,
    show(calcium, pull) {
      const [dots, heads] = [of(calcium), of(pull / 100)];
      places.forEach((place, turn) => {
        light(place, turn < Math.max(dots, heads));
        light(place.querySelector(".head"), turn < heads);
        light(place.querySelector(".calcium"), turn < dots);
      });
      const now = words[state(calcium, pull)];
      if (said.textContent !== now) said.textContent = now;
    },
  };
}

export default { render };
