// Three rows over one axis of time: what is done to a calf, its nerve signals, how hard it pulls.

import { chart } from "../chart.js";

const ROWS = [["doing", 0.16], ["hz", 0.46], ["force", 0.38]]; // and their shares of the height
const TOP = { hz: 60, force: 1 }; // of a row, 1/s and F0
const TICKS = { hz: [0, 50], force: [0, 0.5, 1] };

/**
 * Draw the rows in `box`; `show` takes what they hold, `about` says it to those who cannot see.
 *
 * A view is { seconds, length, force, hz, effort, now }: arrays of one length, and the time at
 * which they are cut off, or nothing.
 */
export function lanes(box, { words, x, span, about }) {
  const drawn = chart(box, { x, y: { from: 0, to: 1 }, title: () => words.chart, about },
    (marks) => paint(marks, words, span));
  return { show: drawn.move, close: drawn.close };
}

function paint(marks, words, span) {
  const row = rows(marks);
  const { left, right } = marks.inside;
  const flat = (kind, y) => marks.add("line", { class: kind, x1: left, x2: right, y1: y, y2: y });
  const draw = (kind) => marks.add("path", { class: kind });
  for (const [name] of ROWS) {
    const { head, bottom } = row[name];
    marks.text(words[`row_${name}`], left, head, "lane-word");
    for (const value of TICKS[name] ?? []) {
      const y = at(row[name], value / TOP[name]);
      flat("grid", y);
      marks.text(String(name === "force" ? 100 * value : value), left - 8, y + 6, "tick", "end");
    }
    flat(name === "doing" ? "grid" : "axis", bottom);
  }
  const parts = { effort: draw("lane-effort"), toes: draw("lane-toes"), area: draw("lane-area"),
    hz: draw("lane-line lane-hz"), force: draw("lane-line lane-force"),
    now: marks.add("line", { class: "lane-now", y1: row.doing.top, y2: marks.inside.bottom }) };
  const word = (text) => marks.text(text, 0, row.doing.top + (marks.small ? 15 : 22), "lane-mark", "middle");
  const said = { effort: word(words.mark_tense), toes: word(words.mark_toes) };
  return (view) => {
    const stops = view.seconds.map(marks.x);
    const line = (name, values) => path(stops, values, (value) => at(row[name], value));
    const shares = view.length.map((length) => (length - span[0]) / (span[1] - span[0]));
    const hz = line("hz", view.hz.map((value) => value / TOP.hz));
    parts.hz.setAttribute("d", hz);
    parts.area.setAttribute("d", filled(hz, stops, row.hz));
    parts.force.setAttribute("d", line("force", view.force));
    parts.toes.setAttribute("d", filled(line("doing", shares), stops, row.doing));
    parts.effort.setAttribute("d", blocks(stops, view.effort, row.doing));
    label(said.effort, stops, view.effort);
    label(said.toes, stops, shares);
    parts.now.setAttribute("visibility", view.now === undefined ? "hidden" : "visible");
    if (view.now !== undefined) for (const end of ["x1", "x2"]) parts.now.setAttribute(end, marks.x(view.now));
  };
}

/** Where each row stands: its words, its top, its bottom. */
function rows({ inside, small }) {
  const [head, gap] = small ? [24, 8] : [34, 12];
  const high = inside.bottom - 6 - ROWS.length * (head + gap);
  let y = 0;
  return Object.fromEntries(ROWS.map(([name, share], i) => {
    const top = y + head + gap;
    const bottom = i === ROWS.length - 1 ? inside.bottom : top + share * high;
    y = bottom;
    return [name, { head: top - gap + 1, top, bottom }];
  }));
}

const at = ({ top, bottom }, share) => bottom - Math.min(1.04, Math.max(0, share)) * (bottom - top);

const tenth = (value) => Math.round(10 * value) / 10;

const path = (stops, values, y) => Array.from(stops, (x, i) =>
  `${i ? "L" : "M"}${tenth(x)} ${tenth(y(values[i]))}`).join("");

const filled = (line, stops, { bottom }) => (stops.length
  ? `${line}L${stops.at(-1).toFixed(1)} ${bottom}L${stops[0].toFixed(1)} ${bottom}Z` : "");

/** A block for each while that an effort lasts. */
function blocks(stops, effort, { top, bottom }) {
  return runs(effort).map(([from, to]) =>
    `M${stops[from].toFixed(1)} ${top}H${stops[to].toFixed(1)}V${bottom}H${stops[from].toFixed(1)}Z`).join("");
}

/** The first and last place of each stretch of values above nought. */
function runs(values) {
  const found = [];
  values.forEach((value, i) => {
    if (value <= 0) return;
    if (i && values[i - 1] > 0) found.at(-1)[1] = i;
    else found.push([i, i]);
  });
  return found;
}

/** Set a word in the middle of the last stretch, or after one too short for it; away without one. */
function label(node, stops, values) {
  const last = runs(values).at(-1);
  node.setAttribute("visibility", last ? "visible" : "hidden");
  if (!last) return;
  const [from, to] = last.map((at) => stops[at]);
  const fits = to - from > node.getComputedTextLength() + 12;
  node.setAttribute("text-anchor", fits ? "middle" : "start");
  node.setAttribute("x", fits ? (from + to) / 2 : to + 6);
}
