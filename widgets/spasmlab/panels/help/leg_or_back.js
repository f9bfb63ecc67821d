// Panel: a place of the body -> what is usual there, what differs, what must not be missed.
//
// Each card is markup made in Python. A press on the drawing is a press on the name beside it. Where
// it hurts stays in this page's memory alone: no link holds it.

import { lock, open, put, speaker, tools, verdict } from "../controls.js";

const ASKED = "calf"; // the place that the guess before the panel is about

/** @param {{ model: import("../controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const cards = model.get("cards"); // place -> [card, sentence]
  const radios = panel.all('[data-control="place"] input');
  const say = speaker(panel);
  const answer = verdict(panel, model);
  let shown = ASKED;

  function show(place) {
    for (const one of radios) one.checked = one.value === place;
    for (const one of panel.all(".body-place")) one.classList.toggle("is-open", one.dataset.place === place);
    if (place !== shown) {
      shown = place;
      put(panel.one(".body-card"), cards[place][0]);
      say(cards[place][1]);
    }
    answer(shown === ASKED);
  }
  for (const radio of radios) radio.addEventListener("change", () => show(radio.value));
  for (const spot of panel.all(".body-place")) {
    spot.addEventListener("click", () => show(spot.dataset.place));
  }
  show(ASKED);
  const unlock = lock(panel, model.get("after"), () => answer(shown === ASKED));
  tools(panel, {
    rows: () => [...panel.one(".tool-table table").rows].map((row) =>
      [...row.cells].map((cell) => cell.innerText)),
    file: panel.words.file,
  });
  return unlock;
}

export default { render };
