// Panel: what a test can and cannot tell.
//
// Each card is markup made in Python, one string each, and so is each age's pair of pictures.
// This module paints the people, and changes what is shown. It holds no numbers of its own.

import { people } from "../chart.js";
import { choice, lock, open, put, speaker, tools } from "../controls.js";

/** @param {{ model: import("../controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const { words } = panel;
  const cards = model.get("cards"); // test -> [card, numbers, sentence]
  const ages = model.get("ages"); // age -> [pictures, sentence]
  const say = speaker(panel);
  const shown = { test: model.get("test"), age: model.get("age") };
  const aged = () => panel.one(".exam-ages");

  function paint() {
    for (const node of panel.all(".people")) people(node);
  }
  function tell() {
    say(aged() ? ages[shown.age][1] : cards[shown.test][2]);
  }
  function show(change) {
    const before = { ...shown };
    Object.assign(shown, change);
    if (shown.test === before.test && shown.age === before.age) return;
    if (shown.test !== before.test) {
      put(panel.one(".exam-card"), cards[shown.test][0]);
      put(panel.one(".exam-numbers"), cards[shown.test][1]);
    }
    if (aged()) put(aged(), ages[shown.age][0]);
    panel.one(".exam-age").hidden = !aged();
    paint();
    tell();
  }

  paint();
  const unbind = [
    choice(panel, model, "test", (test) => show({ test })),
    choice(panel, model, "age", (age) => show({ age })),
  ];
  const unlock = lock(panel, model.get("after"));
  tools(panel, {
    rows: () => [...panel.one(".tool-table table").rows].map((row) =>
      [...row.cells].map((cell) => cell.textContent)),
    file: words.file,
  });
  return () => { unbind.forEach((stop) => stop()); unlock(); };
}

export default { render };
