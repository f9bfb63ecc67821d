// Panel: a gate of skin safety; behind it a pack, minutes and fat -> the change at each depth.
//
// Python solved every course and wrote every sentence; this module looks them up. The gate's answer
// is kept nowhere: not in the address, which a link could carry away. Only "none" opens it.

import { chart, make } from "../chart.js";
import { choice, open, rich, slider, speaker, tools } from "../controls.js";

const [LOWEST, HIGHEST] = [-34, 12]; // °C, the ends of the drawing

/** @param {{ model: import("../controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const { words } = panel;
  const [stops, packs, fats, centimetres, muscle] =
    ["stops", "packs", "fats", "centimetres", "muscle"].map((name) => model.get(name));
  const [says, cells, cards, found, bands] =
    ["says", "cells", "cards", "found", "bands"].map((name) => model.get(name));
  const change = panel.floats("change"); // pack, fat, flow, stop, depth
  const chosen = { pack: model.get("pack"), fat: model.get("fat"), at: undefined };
  const speak = speaker(panel);
  const name = () => `${chosen.pack}.${chosen.fat}`;
  const course = (flow, at) => {
    const place = (packs.indexOf(chosen.pack) * fats.length + fats.indexOf(chosen.fat)) * 2 + flow;
    const start = (place * stops.length + at) * centimetres.length;
    return change.subarray(start, start + centimetres.length);
  };
  const [gate, stop, inside] = [".packs-gate", ".packs-stop", ".packs-open"].map(panel.one);

  const picture = chart(panel.one(".chart"), {
    x: { from: 0, to: centimetres.at(-1), ticks: [0, 1, 2, 3, 4], label: words.axis_x },
    y: { from: LOWEST, to: HIGHEST, ticks: [-30, -20, -10, 0, 10], label: words.axis_y },
    title: () => words.chart,
    about: () => words.chart_about,
    heights: [420, 330],
  }, (marks) => paint(marks, { words, centimetres, begins: muscle[fats.indexOf(chosen.fat)],
    dots: (at) => found[name()][at].dots, course }));

  function show() {
    const { at } = chosen;
    if (at === undefined) return;
    const [sentence, holes] = says[name()][at];
    const said = words.cards[cards[chosen.pack][at]];
    picture.move(at);
    speak(words[sentence], { minutes: stops[at], ...holes }, `${said.word} ${said.act}`);
    card(cards[chosen.pack][at], said);
    measured(found[name()][at]);
    table();
  }
  function card(which, { word, act }) {
    const [band, sign, rows] = bands[which];
    const node = panel.one(".band-card");
    node.className = `band-card band-${band}`;
    node.dataset.row = rows;
    node.querySelector(".band-sign").textContent = sign;
    node.querySelector(".band-word").textContent = word;
    node.querySelector(".band-act").textContent = act;
  }
  function measured({ text, rows }) {
    const node = panel.one(".packs-found span");
    rich(node, text, {});
    if (rows) node.dataset.row = rows;
    else delete node.dataset.row;
  }
  function table() {
    panel.one("caption").textContent = words.table.replace("{pack}", words.packs[chosen.pack])
      .replace("{fat}", words.fats[chosen.fat].toLowerCase());
    panel.all(".tool-table tbody tr").forEach((row, at) => {
      row.querySelectorAll("td").forEach((cell, i) => { cell.textContent = cells[name()][at][i]; });
    });
  }
  function pass() { // what the gate's answer opens
    const answer = model.get("gate");
    gate.hidden = answer !== "";
    stop.hidden = answer !== "yes" && answer !== "unsure";
    inside.hidden = answer !== "none";
    if (!inside.hidden) picture.redraw();
  }
  function answer(given) {
    model.set("gate", given);
    model.save_changes();
    pass();
    const next = given === "" ? gate.querySelector("button") : given === "none"
      ? inside.querySelector("select") : stop;
    next.focus({ preventScroll: true });
    panel.root.scrollIntoView({ block: "nearest" });
  }

  for (const button of panel.all("[data-answer]")) {
    button.addEventListener("click", () => answer(button.dataset.answer));
  }
  model.on("change:gate", pass);
  pass();
  const pick = (which) => (value) => { chosen[which] = value; picture.redraw(); show(); };
  const unbind = [
    ...["pack", "fat"].map((which) => choice(panel, model, which, pick(which))),
    slider(panel, model, "minutes", { stops, digits: 0, show: (i) => { chosen.at = i; show(); } }),
  ];
  tools(panel, {
    sound: () => [Array.from(course(1, chosen.at)), []],
    rows: () => file(words, { packs, fats, muscle, stops, centimetres, change }),
    file: words.file,
  });
  return () => {
    unbind.forEach((end) => end());
    model.off("change:gate", pass);
    picture.close();
  };
}

function paint(marks, { words, centimetres, begins, dots, course }) {
  const { x, y, inside, add, text, svg, small } = marks;
  const layer = (from, to, kind) => add("rect", { class: kind, x: x(from), y: inside.top,
    width: x(to) - x(from), height: inside.bottom - inside.top });
  layer(0, 0.15, "packs-skin");
  layer(0.15, begins, "packs-fat");
  layer(begins, centimetres.at(-1), "packs-muscle");
  const foot = inside.bottom - 12;
  if (x(begins) - x(0.15) > 40) text(words.fat_word, x((0.15 + begins) / 2), foot, "word-layer", "middle");
  text(words.muscle_word, x((begins + centimetres.at(-1)) / 2), foot, "word-layer", "middle");
  add("line", { class: "packs-before", x1: inside.left, x2: inside.right, y1: y(0), y2: y(0) });
  text(words.before, inside.right - 4, y(0) - 9, "word-layer", "end");
  const band = add("polygon", { class: "packs-band" });
  const edges = [0, 1].map(() => add("polyline", { class: "mark-line packs-edge" }));
  const mark = add("line", { class: "packs-at" });
  const stars = make("g", {}, svg);
  const points = (at, flow) => Array.from(course(flow, at), (value, i) =>
    `${x(centimetres[i]).toFixed(1)},${y(value).toFixed(1)}`);
  return (at) => {
    const [without, whole] = [points(at, 0), points(at, 1)];
    band.setAttribute("points", [...without, ...whole.toReversed()].join(" "));
    edges[0].setAttribute("points", without.join(" "));
    edges[1].setAttribute("points", whole.join(" "));
    const deep = begins + 1;
    const i = Math.round(deep / (centimetres[1] - centimetres[0]));
    const ends = [0, 1].map((flow) => y(course(flow, at)[i]));
    for (const [end, value] of Object.entries({ x1: x(deep), x2: x(deep),
      y1: Math.min(...ends) - 7, y2: Math.max(...ends) + 7 })) mark.setAttribute(end, value);
    stars.replaceChildren();
    dots(at).forEach((dot, k) => {
      const [left, top] = [x(dot.cm), y(dot.change)];
      make("path", { class: "packs-dot", d: `M${left} ${top - 9}l9 9l-9 9l-9 -9z` }, stars);
      if (k) return;
      const word = make("text", { x: left + (small ? 13 : 16), y: top + (dot.change < 0 ? 20 : -10),
        class: "word-reading" }, stars);
      word.textContent = words.measured;
    });
  };
}

/** Every course at every depth, as numbers. */
function file(words, { packs, fats, muscle, stops, centimetres, change }) {
  const rows = [];
  const at = (...places) => change[places.reduce((sum, [i, size]) => sum * size + i, 0)];
  packs.forEach((pack, p) => fats.forEach((fat, f) => stops.forEach((minutes, s) =>
    centimetres.forEach((cm, d) => {
      const value = (flow) => at([p, packs.length], [f, fats.length], [flow, 2],
        [s, stops.length], [d, centimetres.length]).toFixed(2);
      rows.push([words.packs[pack], (10 * muscle[f] - 1.5).toFixed(1), minutes, (10 * cm).toFixed(0),
        value(1), value(0)]);
    }))));
  return [[words.head_pack, words.head_fat, words.head_minutes, words.head_depth, words.head_low,
    words.head_high], ...rows];
}

export default { render };
