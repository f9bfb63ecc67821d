// Panel: a step after back surgery -> how it was tested, its help and its harm.
//
// Each card is markup made in Python, one string each; this module shows it and paints the people.

import { people } from "../chart.js";
import { choice, open, put, speaker, tools } from "../controls.js";

/** @param {{ model: import("../controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const cards = model.get("cards"); // step -> [card, sentence]
  const say = speaker(panel);
  const paint = () => panel.all(".people").forEach(people);
  let shown = model.get("step");

  function show(step) {
    if (step === shown) return;
    shown = step;
    const [card, sentence] = cards[step];
    put(panel.one(".ladder-card"), card);
    say(sentence);
    paint();
  }
  paint();
  const unbind = choice(panel, model, "step", show);
  tools(panel, {
    rows: () => [...panel.one(".tool-table table").rows].map((row) =>
      [...row.cells].map((cell) => cell.textContent)),
    file: panel.words.file,
  });
  return unbind;
}

export default { render };
