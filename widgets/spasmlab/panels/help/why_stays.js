// Panel: a cause of pain after back surgery -> where it sits, what it is like, how sure anybody is.
//
// Each card is markup made in Python, one string each; this module shows it and marks the picture.

import { choice, open, put, speaker, tools } from "../controls.js";

/** @param {{ model: import("../controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const cards = model.get("cards"); // cause -> [card, sentence, what the picture shows]
  const picture = panel.one(".spine");
  const say = speaker(panel);
  let shown = model.get("cause");

  function show(cause) {
    if (cause === shown) return;
    shown = cause;
    const [card, sentence, shows] = cards[cause];
    put(panel.one(".stays-card"), card);
    picture.dataset.cause = cause;
    picture.setAttribute("aria-label", shows);
    say(sentence);
  }
  const unbind = choice(panel, model, "cause", show);
  tools(panel, {
    rows: () => [...panel.one(".tool-table table").rows].map((row) =>
      [...row.cells].map((cell) => cell.textContent)),
    file: panel.words.file,
  });
  return unbind;
}

export default { render };
