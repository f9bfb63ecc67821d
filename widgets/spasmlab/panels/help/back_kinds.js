// Panel: a kind of back pain -> what it is like, how many people have it, its warning signs.
//
// Each card is markup made in Python, one string each; this module shows it and paints the people.

import { people } from "../chart.js";
import { choice, open, put, speaker, tools } from "../controls.js";

/** @param {{ model: import("../controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const cards = model.get("cards"); // kind -> [card, sentence]
  const say = speaker(panel);
  const paint = () => panel.all(".people").forEach(people);
  let shown = model.get("kind");

  function show(kind) {
    if (kind === shown) return;
    shown = kind;
    put(panel.one(".backs-card"), cards[kind][0]);
    say(cards[kind][1]);
    paint();
  }
  paint();
  const unbind = choice(panel, model, "kind", show);
  tools(panel, {
    rows: () => [...panel.one(".tool-table table").rows].map((row) =>
      [...row.cells].map((cell) => cell.textContent)),
    file: panel.words.file,
  });
  return unbind;
}

export default { render };
