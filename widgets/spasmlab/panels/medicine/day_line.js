// Panel: doses on a line of hours -> the level, the sum of the last 24 hours, or a refusal.
//
// One dose's curves come from Python; this module moves and adds them, and holds the doses against
// the label's two numbers. What is placed stands in this page's memory alone.

import { chart, make } from "../chart.js";
import { choice, fill, lock, open, slider, speaker, tools } from "../controls.js";

const [DAY, FINE] = [48, 2]; // stops in 24 h; points of a curve a stop
const TICKS = [0, 12, 24, 36, 48, 60, 72]; // stops: every six hours

/** @param {{ model: import("../controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const { words } = panel;
  const stops = model.get("stops");
  const clocks = model.get("clocks");
  const products = model.get("products"); // id -> { medicine, mg, name }
  const known = model.get("medicines"); // id -> { interval, limit, dose, at, ... }
  const all = panel.floats("curves");
  const length = FINE * (stops.length - 1) + 1;
  const say = speaker(panel);
  let doses = []; // { at, mg, name } in the order of placing
  let at = 0;
  let product = model.get("product");
  let asleep = true;
  const medicine = () => known[products[product].medicine];

  /** The level at each point of a curve: 0 the usual half-life, 1 the shortest, 2 the longest. */
  function level(which) {
    const one = all.subarray(length * (3 * medicine().at + which));
    return Float64Array.from({ length }, (_, i) => doses.reduce((sum, dose) => (
      i < FINE * dose.at ? sum : sum + (dose.mg / medicine().dose) * one[i - FINE * dose.at]), 0));
  }
  const told = (stop) => sum(doses, stop);
  const place = (stop) => ({ at: stop, mg: products[product].mg, name: products[product].name });
  const rule = (stop) => broken([...doses, place(stop)], medicine());
  const next = (from) => stops.findIndex((_, stop) => stop >= from && !rule(stop));

  const axis = { from: 0, to: medicine().highest, ticks: [], label: words.axis_y };
  const picture = chart(panel.one(".chart"), {
    x: { from: 0, to: stops.length - 1, ticks: [], label: "" },
    y: axis,
    title: () => fill(words.caption, { name: medicine().name }),
    about: () => words.chart_about,
    heights: [350, 380],
  }, (marks) => paint(marks, { words, clocks, doses, medicine: medicine(), length,
    lines: [0, 1, 2].map(level), shut: stops.map((_, stop) => Boolean(rule(stop))) }));

  function show(sentence, holes = {}) {
    const { limit } = medicine();
    const total = told(at);
    panel.one(".day-total").textContent = fill(words.of, { total, limit });
    panel.one(".day-fill").setAttribute("width", ((1000 * total) / limit).toFixed(1));
    for (const one of panel.all(".day-back, .day-clear")) one.ariaDisabled = String(doses.length === 0);
    picture.redraw();
    picture.move(at);
    say(sentence ?? (doses.length ? words.look : words.empty), {
      clock: clocks[at], total, limit, hours: medicine().interval, dose: medicine().dose,
      level: Math.round(100 * level(0)[FINE * at]), ...holes,
    });
  }
  function tell(sentence, holes) {
    panel.one(".panel-say").classList.toggle("is-refused", sentence === words.refused_interval
      || sentence === words.refused_limit);
    show(sentence, holes);
  }
  /** Place a dose, or say why not and from when on the line allows it. */
  function put() {
    const why = rule(at);
    if (!why) doses = [...doses, place(at)];
    const free = next(at);
    const then = free < 0 ? words.never : fill(words.then, { next: clocks[free] });
    table();
    if (!why) tell(words.placed, { then });
    else if (why === "interval") tell(words.refused_interval, { then });
    else tell(words.refused_limit, { then, most: most([...doses, place(at)]) });
  }
  function keep(some) {
    doses = some;
    table();
    tell();
  }
  function table() {
    const rows = [...doses].sort((a, b) => a.at - b.at)
      .map((dose) => [clocks[dose.at], dose.name, dose.mg, told(dose.at)]);
    panel.one("tbody").replaceChildren(...(rows.length ? rows : [[words.none, "–", "–", "–"]])
      .map((row) => line(row)));
  }
  function pick(wanted) {
    if (wanted === product && !asleep) return; // the address tells it a second time
    const other = products[wanted].medicine !== products[product].medicine;
    const lost = other && doses.length > 0;
    product = wanted;
    if (other) doses = [];
    axis.to = medicine().highest; // the chart reads it when it is drawn again
    name(panel, words, medicine());
    table();
    if (!asleep) tell(lost ? words.emptied : undefined);
  }

  panel.one(".day-place").addEventListener("click", put);
  panel.one(".day-back").addEventListener("click", () => {
    keep(doses.slice(0, -1));
    if (!doses.length) panel.one(".day-place").focus();
  });
  panel.one(".day-clear").addEventListener("click", () => {
    keep([]);
    panel.one(".day-place").focus();
  });
  const unbind = [
    choice(panel, model, "product", pick),
    slider(panel, model, "time", { stops, text: (i) => clocks[i], kept: (i) => String(stops[i]),
      show: (i) => { at = i; if (!asleep) tell(); } }),
  ];
  asleep = false;
  tell();
  tools(panel, {
    sound: () => [level(0), [at / (stops.length - 1)]],
    rows: () => [[words.head_time, words.head_sum, words.file_level],
      ...stops.map((_, stop) => [clocks[stop], told(stop), level(0)[FINE * stop].toFixed(3)])],
    file: words.file,
  });
  const unlock = lock(panel, model.get("after"));
  return () => { unbind.forEach((stop) => stop()); unlock(); picture.close(); };
}

/** Milligrams of the 24 hours that end at a stop; a dose a day old counts no more. */
const sum = (doses, stop) => doses.filter((dose) => dose.at <= stop && dose.at > stop - DAY)
  .reduce((total, dose) => total + dose.mg, 0);

/** The most that any 24 hours hold: some such day ends with a dose. */
const most = (doses) => Math.max(...doses.map((dose) => sum(doses, dose.at)));

/** The rule of the label that doses break, in any order: "interval", "limit" or "". */
function broken(doses, { interval, limit }) {
  const times = doses.map((dose) => dose.at).sort((a, b) => a - b);
  if (times.some((time, i) => i > 0 && time - times[i - 1] < 2 * interval)) return "interval";
  return most(doses) > limit ? "limit" : "";
}

/** Bring what is said of a medicine up to date: its rules, who asks first, its rows. */
function name(panel, words, one) {
  panel.one(".chart-caption").textContent = fill(words.caption, { name: one.name });
  panel.one(".day-rules").dataset.row = one.rows;
  panel.one(".day-rules").textContent =
    fill(words.rules, { hours: one.interval, limit: one.limit, days: one.days });
  panel.one(".day-first").dataset.row = one.row;
  panel.one(".day-twice").dataset.row = one.twice_row;
  for (const [part, text] of Object.entries({ "name b": one.name, avoid: one.avoid,
    twice: one.twice, ask: one.ask, warning: one.warning })) {
    panel.one(`.day-${part}`).textContent = text;
  }
}

function line(cells) {
  const row = document.createElement("tr");
  row.append(...cells.map((text, i) => {
    const cell = document.createElement(i ? "td" : "th");
    cell.textContent = text;
    if (!i) cell.scope = "row";
    return cell;
  }));
  return row;
}

/** The runs of true values: first and last place of each. */
const spans = (flags) => flags.flatMap((flag, i) => (flag && !flags[i - 1]
  ? [[i, (flags.indexOf(false, i) + 1 || flags.length + 1) - 2]] : []));

function paint(marks, { words, clocks, doses, medicine, length, lines, shut }) {
  const { x, y, inside, svg, add, text, small } = marks;
  const day = make("g", {}, svg); // the last 24 hours: moves with the needle
  const pale = make("rect", { class: "day-window", y: inside.top,
    height: inside.bottom - inside.top }, day);
  const point = (i) => x(i / FINE).toFixed(1);
  const [usual, short, long] = lines;
  if (doses.length) {
    const edge = [...Array(length).keys()];
    add("polygon", { class: "day-range", points: [
      ...edge.map((i) => `${point(i)},${y(Math.max(short[i], long[i], usual[i])).toFixed(1)}`),
      ...edge.reverse().map((i) => `${point(i)},${y(Math.min(short[i], long[i], usual[i])).toFixed(1)}`),
    ].join(" ") });
  }
  add("line", { class: "day-one", x1: inside.left, x2: inside.right, y1: y(1), y2: y(1) });
  text(fill(small ? words.top_small : words.top_of_one, { dose: medicine.dose }), inside.right - 4, y(1) - 8, "word-aside", "end");
  marks.line(Array.from(usual, (_, i) => i / FINE), usual, "reading");
  for (const [from, to] of spans(shut)) {
    add("rect", { class: "day-shut", x: x(Math.max(0, from - 0.5)), y: inside.bottom + 6, height: 26,
      width: x(Math.min(shut.length - 1, to + 0.5)) - x(Math.max(0, from - 0.5)) });
  }
  for (const stop of TICKS) {
    add("line", { class: "axis", x1: x(stop), x2: x(stop), y1: inside.bottom, y2: inside.bottom + 6 });
  }
  TICKS.forEach((stop, i) => {
    if (small && i % 3) return; // a phone, and a talk, have room for three
    text(words.ticks[i], x(stop), inside.bottom + 54, i % 3 ? "tick tick-more" : "tick",
      i === TICKS.length - 1 ? "end" : "middle");
  });
  for (const dose of doses) {
    add("rect", { class: "day-pill", x: x(dose.at) - 6, y: inside.bottom + 7, width: 12, height: 24, rx: 6 });
  }
  const needle = make("line", { class: "needle", y1: inside.top, y2: inside.bottom + 32 }, svg);
  const word = text(words.window, 0, inside.top + 18, "mark-band-word");
  const dot = make("circle", { class: "mark-dot", r: 9 }, svg);
  return (stop) => {
    const [from, to] = [x(Math.max(0, stop - DAY)), x(stop)];
    pale.setAttribute("x", from);
    pale.setAttribute("width", to - from);
    word.setAttribute("x", from + 6);
    word.textContent = to - from > 120 ? words.window : "";
    needle.setAttribute("x1", to);
    needle.setAttribute("x2", to);
    dot.setAttribute("cx", to);
    dot.setAttribute("cy", y(usual[FINE * stop]));
  };
}

export default { render };
