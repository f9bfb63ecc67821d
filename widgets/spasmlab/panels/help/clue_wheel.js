// Panel: clues ticked, a group at a time -> what cannot wait first, then what to talk over.
//
// The rules came with the page, and say here what safety/clues.py says: the worst that each ticked
// clue can bring, at any age and with any main problem. Ticks stay in this page's memory alone.

import { fill, open, put, speaker, tools } from "../controls.js";
import { assess } from "./triage.js";

const NOW = ["emergency", "today"];

/** @param {{ model: import("../controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const { words } = panel;
  const [clues, engine] = [model.get("clues"), model.get("engine")];
  const boxes = panel.all('input[type="checkbox"]');
  const radios = panel.all('[data-control="group"] input');
  const say = speaker(panel);

  function turn(group) {
    for (const one of radios) one.checked = one.value === group;
    for (const one of panel.all(".clue-group")) one.hidden = one.dataset.group !== group;
    for (const one of panel.all(".wheel [data-group]")) one.classList.toggle("is-open", one.dataset.group === group);
  }
  function show() {
    const ticked = boxes.filter((box) => box.checked).map((box) => box.value);
    const found = soonest(engine, clues, ticked);
    const danger = found.filter(({ rule }) => NOW.includes(engine.tiers[rule]));
    const cards = ticked.filter((name) => clues[name].card);
    panel.one(".clue-danger").hidden = danger.length === 0;
    panel.one(".clue-danger ul").replaceChildren(...[...together(danger)].map(sign));
    panel.one(".clue-head").hidden = cards.length === 0;
    panel.one(".clue-list").replaceChildren(...cards.map((name) => card(name, found)));
    panel.one(".clue-after").hidden = ticked.length === 0;
    if (danger.length) say(words.danger, { action: engine.actions[danger[0].rule] });
    else if (cards.length === 0) say(words.empty);
    else if (cards.length === 1) say(words.one);
    else say(words.some, { n: cards.length });
    count(ticked);
  }
  /** What people with these signs are told to do, once, and under it the signs. */
  function sign([action, some]) {
    const item = document.createElement("li");
    item.className = `is-${engine.tiers[some[0].rule]}`;
    item.dataset.row = some.map(({ rule }) => `warning_signs:${rule}`).join(" ");
    const names = document.createElement("ul");
    names.append(...some.map(({ name }) => line("li", clues[name].name)));
    item.append(line("p", action), names);
    return item;
  }
  const together = (danger) => danger.reduce((found, one) => {
    const action = engine.actions[one.rule];
    return found.set(action, [...(found.get(action) ?? []), one]);
  }, new Map());
  function card(name, found) {
    const item = document.createElement("li");
    put(item, clues[name].card);
    const soon = found.find((one) => one.name === name);
    item.dataset.row = clues[name].rows + (soon ? ` warning_signs:${soon.rule}` : "");
    const told = item.querySelector(".clue-soon");
    told.hidden = !soon || NOW.includes(engine.tiers[soon.rule]); // above, it is told already
    told.textContent = soon ? engine.actions[soon.rule] : "";
    return item;
  }
  function count(ticked) {
    panel.one(".wheel-count").textContent = String(ticked.length);
    for (const radio of radios) {
      const n = panel.all(`.clue-group[data-group="${radio.value}"] input:checked`).length;
      radio.closest("label").querySelector("small").textContent = n ? fill(words.ticked, { n }) : "";
      panel.one(`.wheel [data-group="${radio.value}"]`).classList.toggle("is-ticked", n > 0);
    }
  }

  for (const radio of radios) radio.addEventListener("change", () => turn(radio.value));
  for (const part of panel.all(".wheel [data-group]")) {
    part.addEventListener("click", () => turn(part.dataset.group));
  }
  for (const box of boxes) box.addEventListener("change", show);
  turn(radios[0].value); // a browser may bring back what was chosen before a reload
  show();
  tools(panel, {
    rows: () => [...panel.one(".tool-table table").rows].map((one) =>
      [...one.cells].map((cell) => cell.textContent)),
    file: words.file,
  });
}

/** Each ticked clue that a rule knows, worst first, and the worst rule that it can bring. */
export function soonest(engine, clues, ticked) {
  const given = Object.assign({}, ...ticked.map((name) => clues[name].facts));
  const meds = [...new Set(ticked.flatMap((name) => clues[name].meds))];
  const fired = new Set(engine.ages.flatMap((age) => engine.problems.flatMap((main_problem) =>
    assess(engine, { age, main_problem, ...given, meds }).fired)));
  const order = engine.rules.map(({ id }) => id).filter((id) => fired.has(id)); // worst first
  const level = (id) => engine.rules.find((rule) => rule.id === id).level;
  const levels = [...new Set(engine.rules.map((rule) => rule.level))];
  return Object.keys(clues).filter((name) => ticked.includes(name))
    .map((name) => ({ name, rule: order.find((id) =>
      engine.asked[id].some((fact) => clues[name].asks.includes(fact))) }))
    .filter(({ rule }) => rule)
    .sort((one, other) => levels.indexOf(level(one.rule)) - levels.indexOf(level(other.rule)));
}

function line(kind, text) {
  const node = document.createElement(kind);
  node.textContent = text;
  return node;
}

export default { render };
