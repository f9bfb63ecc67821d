// Panel: hours, sweat and drink -> the line of blood sodium, water in the body, and what to do.
//
// Python solved every line and wrote what is said at each of its stops; this module looks them up.

import { chart, make } from "../chart.js";
import { choice, fill, lock, open, slider, speaker, tools } from "../controls.js";

const MOVES = ["rises", "falls", "stays"]; // what sodium does is a paragraph of its own
const [LOWEST, HIGHEST] = [114, 164]; // mmol/L, the ends of the drawing

/** @param {{ model: import("../controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const { words } = panel;
  const looked = model.get("looked"); // "drink.sweat.body": { line, low, high, checked, why, stops }
  const hours = model.get("stops");
  const cards = model.get("cards");
  const levels = model.get("levels");
  const chosen = {
    drink: model.get("drink"), sweat: model.get("sweat"), body: model.get("body"), at: undefined,
  };
  const speak = speaker(panel);
  const line = () => looked[`${chosen.drink}.${chosen.sweat}.${chosen.body}`];
  const sentence = (names) => names.map((name) => (MOVES.includes(name) ? "\n" : "")
    + name.split(".").reduce((table, key) => table[key], words)).join(" ");

  const picture = chart(panel.one(".chart"), {
    x: { from: hours[0], to: hours.at(-1), ticks: [0, 1, 2, 3, 4, 5, 6], label: words.axis_x },
    y: { from: LOWEST, to: HIGHEST, ticks: [120, 140, 160], label: words.axis_y },
    title: () => words.chart,
    about: () => words.chart_about,
    heights: () => [onSlide() ? 260 : 400, 320],
  }, (marks) => paint(marks, { words, hours, levels, line: line(),
    dots: model.get("dots")[chosen.drink] }));

  /** A stop's numbers by name; where a line has ended, those of its end. */
  const numbers = (stop) =>
    Object.fromEntries(model.get("names").map((name, i) => [name, stop[i + 4]]));
  function show() {
    if (chosen.at === undefined) return;
    const { stops, why } = line();
    const last = stops.length - 1; // the hours stay as chosen, though a line may end before them
    const at = Math.min(chosen.at, last);
    const [moves, row, water, heading] = stops[at];
    const [band, sign, word, act] = cards[row];
    const times = model.get("times");
    const holes = { ...numbers(stops[at]), ...model.get("fixed"), hours: times[at],
      chosen: times[chosen.at] };
    const head = fill(words[heading], holes);
    picture.move(at);
    speak(sentence(says(words, chosen.drink, moves, chosen.at >= last ? why : "", chosen.at > last)),
      holes, `${head} ${word}. ${act}`);
    for (const one of panel.all("[data-count]")) {
      one.querySelector("b").textContent = holes[one.dataset.count];
    }
    panel.one(".sweat-fill").setAttribute("width", (100 * water).toFixed(1));
    panel.one(".sweat-water-now").textContent = fill(words.water_now, holes);
    const card = panel.one(".band-card");
    card.className = `band-card band-${band}`;
    card.toggleAttribute("data-row", row.includes(":"));
    if (row.includes(":")) card.dataset.row = row;
    card.querySelector(".band-sign").textContent = sign;
    card.querySelector(".sweat-card").textContent = head;
    card.querySelector(".band-word").textContent = word;
    card.querySelector(".band-act").textContent = act;
    panel.all("tbody tr").forEach((row, hour) => {
      const cells = inTable(stops[2 * hour]);
      row.querySelectorAll("td").forEach((cell, i) => { cell.textContent = cells[i]; });
    });
  }
  /** What the table says of a whole hour. */
  function inTable(stop) {
    if (!stop) return ["–", "–", words.ended];
    const holes = numbers(stop);
    return [holes.weight, holes.mid, fill(words.range, holes)];
  }
  function change() { // another line
    picture.redraw();
    let speaks = false;
    for (const test of panel.all(".sweat-tests li")) {
      const now = test.dataset.drink === chosen.drink;
      test.classList.toggle("is-now", now);
      speaks ||= now;
    }
    panel.one(".sweat-untested").hidden = speaks;
    const pounds = Number(chosen.body) * 2.20462;
    panel.one(".sweat-body summary").textContent =
      fill(words.body, { kg: chosen.body, lb: pounds.toFixed(0) });
    show();
  }

  const page = document.querySelector("a.help"); // of the frame around instant and live pages
  if (page) {
    panel.one(".sweat-help").replaceWith(Object.assign(document.createElement("a"),
      { href: page.href, className: "sweat-help", textContent: words.help_page }));
  }
  const pick = (name) => (value) => { chosen[name] = value; change(); };
  const unbind = [
    ...["drink", "sweat", "body"].map((name) => choice(panel, model, name, pick(name))),
    slider(panel, model, "hours", { stops: hours, digits: 1, show: (i) => {
      chosen.at = i;
      show();
    } }),
  ];
  tools(panel, {
    sound: () => [line().line, [Math.min(1, chosen.at / (line().line.length - 1))]],
    rows: () => file(words, hours, looked, numbers),
    file: "sweat-lab.csv",
  });
  const unlock = lock(panel, model.get("after"));
  return () => { unbind.forEach((stop) => stop()); unlock(); picture.close(); };
}

/** Whether the panel stands on a slide, low and wide; on a phone a talk is drawn as the page is. */
const onSlide = () => document.documentElement.dataset.talk !== undefined && innerWidth > 900;

/** The sentences of a stop: what was done, what sodium did, what that means. */
function says(words, drink, moves, why, past) {
  if (moves === "begin") return ["begin"];
  return [...(past ? ["past"] : []), `done.${drink}`, moves, ...(why ? [`ends.${why}`] : []),
    ...(drink in words.meant ? [`meant.${drink}`] : [])];
}

function paint(marks, { words, hours, levels, line, dots }) {
  const { x, y, inside, svg, add, text, span, limit, small } = marks;
  span(...levels.usual, "sweat-usual");
  text(words.usual, inside.right - 6, y(levels.usual[1]) + 18, "mark-band-word", "end");
  limit(levels.emergency, words.emergency);
  const until = line.line.length;
  const there = hours.slice(0, until);
  const edge = [...there.map((hour, i) => [hour, line.high[i]]),
    ...there.map((hour, i) => [hour, line.low[i]]).reverse()];
  add("polygon", { class: "sweat-range",
    points: edge.map(([hour, level]) => `${x(hour).toFixed(1)},${y(level).toFixed(1)}`).join(" ") });
  const solid = line.checked + 1;
  marks.line(there.slice(0, solid), line.line, "reading");
  if (solid < until) {
    marks.line(there.slice(solid - 1), line.line.slice(solid - 1), "reading dashed");
    text(words.unchecked, inside.right - 6, inside.bottom - 12, "word-aside", "end");
  }
  if (line.why) {
    add("line", { class: "sweat-end", x1: x(there.at(-1)), x2: x(there.at(-1)),
      y1: y(line.line.at(-1)) - 16, y2: y(line.line.at(-1)) + 16 });
  }
  const dot = make("circle", { class: "mark-dot", r: 10 }, svg);
  const tag = add("g", { class: "tag" });
  make("rect", { width: 66, height: 32, rx: 10 }, tag);
  const figure = make("text", { x: 33, y: 22, "text-anchor": "middle" }, tag);
  for (const dot of dots) {
    const [left, top] = [x(dot.hours), y(dot.value)];
    add("path", { class: "sweat-dot", d: `M${left} ${top - 10}l10 10l-10 10l-10 -10z` });
  }
  if (dots.length) {
    const left = inside.left + (small ? 20 : 26);
    add("path", { class: "sweat-dot", d: `M${left} ${inside.top + 8}l9 9l-9 9l-9 -9z` });
    text(words.measured, left + 16, inside.top + 23, "word-aside");
  }
  return (stop) => {
    const i = Math.min(stop, until - 1); // another line may have ended before this stop
    const [left, top] = [x(hours[i]), y(line.line[i])];
    dot.setAttribute("cx", left);
    dot.setAttribute("cy", top);
    const across = Math.min(inside.right - 66, Math.max(inside.left, left - 33));
    tag.setAttribute("transform", `translate(${across},${top - 52})`);
    figure.textContent = line.line[i].toFixed(0);
  };
}

/** Every line at every stop that it reaches, as numbers. */
function file(words, hours, looked, numbers) {
  const lines = Object.entries(looked).flatMap(([name, { line, low, high, stops }]) => {
    const [drink, sweat, body] = name.split(".");
    return line.map((level, i) => [words.drinks[drink], words[sweat], body, hours[i],
      numbers(stops[i]).weight, level, low[i], high[i]]);
  });
  return [[words.file_drink, words.file_sweat, words.file_body, words.head_hours, words.head_weight,
    words.head_sodium, words.file_low, words.file_high], ...lines];
}

export default { render };
