// Panel: boxes to tick -> the pairs that need a question first, worst first.
//
// Python worked out every check that these names can fill. This module shows those whose names are
// all ticked, and keeps the ticks in this page's memory alone.

import { fill, open, put, speaker, tools } from "../controls.js";

/** @param {{ model: import("../controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const { words } = panel;
  const checks = model.get("checks"); // [{ row, things, said }], worst first
  const rows = model.get("rows"); // id -> { severity, word, effect, action, source }
  const boxes = panel.all('input[type="checkbox"]');
  const say = speaker(panel);

  function show() {
    const held = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const found = checks.filter(({ things }) => things.every((thing) => held.has(thing)));
    const pairs = gather(found);
    panel.one(".together-list").replaceChildren(...[...pairs].map(([pair, some]) => card(pair, some)));
    panel.one(".together-after").hidden = found.length === 0;
    if (held.size === 0) say(words.empty);
    else if (found.length === 0) say(words.none_found);
    else if (pairs.size === 1) say(`**${words.one_found}**`);
    else say(`**${words.some_found}**`, { number: pairs.size });
    for (const group of panel.all(".together-group")) {
      const count = group.querySelectorAll("input:checked").length;
      group.querySelector("summary").dataset.count = count ? fill(words.ticked, { n: count }) : "";
    }
  }
  /** One pair, worst first: what each row on it says. */
  function card(pair, some) {
    const node = document.createElement("li");
    node.className = `is-${rows[some[0].row].severity}`;
    node.dataset.row = [...new Set(some.flatMap(({ row, things }) =>
      [`interactions:${row}`, ...things.map((one) => `substances:${one}`)]))].join(" ");
    node.append(line("pair", pair), ...some.flatMap(({ row }) => told(rows[row])));
    return node;
  }
  function told({ word, effect, action, source }) {
    const cited = line("source", "");
    put(cited, source);
    return [line("word", word), line("effect", effect), line("do", action), cited];
  }

  for (const box of boxes) box.addEventListener("change", show);
  show();
  tools(panel, {
    rows: () => [...panel.one(".tool-table table").rows].map((one) =>
      [...one.cells].map((cell) => cell.textContent)),
    file: words.file,
  });
}

/** Checks by the pair that they name, in the order in which each pair first comes. */
function gather(checks) {
  const pairs = new Map();
  for (const check of checks) {
    const pair = check.said.join(" + ");
    pairs.set(pair, [...(pairs.get(pair) ?? []), check]);
  }
  return pairs;
}

function line(kind, text) {
  const node = document.createElement("p");
  node.className = `together-${kind}`;
  node.textContent = text;
  return node;
}

export default { render };
