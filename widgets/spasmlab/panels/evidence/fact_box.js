// Panel: one option's help and harm in one frame.
//
// The first card came with the page; the others are markup made in Python too, one string each.
// This module paints the people, and changes the card. It holds no numbers of its own.

import { people } from "../chart.js";
import { choice, lock, open, put, speaker, tools } from "../controls.js";

/** @param {{ model: import("../controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const cards = model.get("cards"); // id -> [card, sentence, table]
  const say = speaker(panel);
  const table = panel.one(".tool-table .table-box");
  let shown = model.get("box");

  function paint() {
    for (const node of panel.all(".people")) people(node);
  }
  function show(name) {
    if (name === shown) return;
    shown = name;
    const [card, sentence, rows] = cards[name];
    put(panel.one(".fact-card"), card);
    put(table, rows);
    paint();
    say(sentence);
  }

  paint();
  const unbind = Object.keys(cards).length > 1 ? choice(panel, model, "box", show) : () => {};
  const unlock = lock(panel, model.get("after"));
  tools(panel, {
    rows: () => [...panel.one(".fact-rows table").rows].map((row) =>
      [...row.cells].map((cell) => cell.textContent)),
    file: "help-and-harm.csv",
  });
  return () => { unbind(); unlock(); };
}

export default { render };
