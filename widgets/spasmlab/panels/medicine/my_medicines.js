// Panel: kinds of medicine ticked -> a card for each, the most urgent first, then the strongest.
//
// The cards are markup made in Python, in that order. Ticks stay in this page's memory alone.

import { fill, open, put, speaker, tools } from "../controls.js";

/** @param {{ model: import("../controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const { words } = panel;
  const cards = model.get("cards"); // [{ id, row, urgency, html }], as they are shown
  const boxes = panel.all('input[type="checkbox"]');
  const say = speaker(panel);

  function show() {
    const held = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const found = cards.filter(({ id }) => held.has(id));
    panel.one(".med-list").replaceChildren(...found.map(card));
    const told = found.length === 1 ? words.one : words.some;
    const urgent = found.some(({ urgency }) => urgency !== "ask");
    if (found.length === 0) say(words.empty);
    else say(urgent ? `${words.urgent} ${told}` : told, { n: found.length });
    for (const group of panel.all(".med-group")) {
      const count = group.querySelectorAll("input:checked").length;
      group.querySelector("summary").dataset.count = count ? fill(words.ticked, { n: count }) : "";
    }
  }
  function card({ row, urgency, html }) {
    const item = document.createElement("li");
    item.dataset.urgency = urgency;
    item.dataset.row = row;
    put(item, html);
    return item;
  }

  for (const box of boxes) box.addEventListener("change", show);
  show();
  tools(panel, {
    rows: () => [...panel.one(".tool-table table").rows].map((one) =>
      [...one.cells].map((cell) => cell.textContent)),
    file: words.file,
  });
}

export default { render };
