// Panel: two conditions that feel alike, side by side.
//
// The texts come from Python, the warning signs as markup. This module changes the two columns; the
// list of what cannot wait is in the page, and nothing here ever touches it.

import { choice, open, put, speaker, state, tools } from "../controls.js";

const USUAL = ["night_leg_cramp", "blood_clot"];

/** @param {{ model: import("../controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const { words } = panel;
  const cards = model.get("cards"); // id -> { name, texts, signs, source, told, at }
  const chosen = { one: undefined, other: undefined };
  const say = speaker(panel);

  function column(side) {
    const card = cards[chosen[side]];
    panel.one(`thead [data-side="${side}"] .alike-name`).textContent = card.name;
    for (const cell of panel.all(`tbody [data-side="${side}"]`)) {
      const { field } = cell.parentElement.dataset;
      cell.dataset.row = `differential:${chosen[side]}`;
      if (field in card.texts) cell.textContent = card.texts[field];
      else put(cell, card[field]);
    }
  }
  function tell() {
    const [one, other] = [cards[chosen.one], cards[chosen.other]];
    const urgent = one.at < other.at ? one : other;
    say(`${words.reading} ${urgent.told}`, { one: one.name, other: other.name });
  }
  /** The same one twice is no comparison: the other side takes what this side held. */
  function apart(side, id) {
    const rest = side === "one" ? "other" : "one";
    if (id !== chosen[rest]) return;
    chosen[rest] = chosen[side] ?? USUAL.find((name) => name !== id);
    panel.one(`[data-control="${rest}"] select`).value = chosen[rest];
    state.set(`${panel.key}.${rest}`, chosen[rest]);
    model.set(rest, chosen[rest]);
    model.save_changes();
    column(rest);
  }
  const show = (side) => (id) => {
    if (id === chosen[side]) return;
    apart(side, id);
    chosen[side] = id;
    column(side);
    if (chosen.one && chosen.other) tell();
  };

  // It is a stop for the keyboard where it scrolls, and nowhere else.
  const box = panel.one(".alike-box");
  const sized = new ResizeObserver(() => { box.tabIndex = box.scrollWidth > box.clientWidth ? 0 : -1; });
  sized.observe(box);
  const unbind = ["one", "other"].map((side) => choice(panel, model, side, show(side)));
  tools(panel, {
    rows: () => [...panel.one(".tool-table table").rows].map((row) =>
      [...row.cells].map((cell) => cell.textContent)),
    file: words.file,
  });
  return () => {
    sized.disconnect();
    unbind.forEach((stop) => stop());
  };
}

export default { render };
