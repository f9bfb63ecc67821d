// Panel: several options' differences of one outcome on one ruler.
//
// The ruler is markup made in Python; this module says the chosen row's sentence.

import { choice, open, speaker, tools } from "../controls.js";

/** @param {{ model: import("../controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const sentences = model.get("sentences");
  const say = speaker(panel);
  const unbind = choice(panel, model, "row", (name) => say(sentences[name]));
  tools(panel, {
    rows: () => [...panel.one(".fact-rows table").rows].map((row) =>
      [...row.cells].map((cell) => cell.textContent)),
    file: "one-ruler.csv",
  });
  return unbind;
}

export default { render };
