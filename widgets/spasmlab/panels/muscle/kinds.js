// Panel: a story -> the kind it is sorted by -> the reply to that choice, and how fast its person is
// told to act. All words came with the page; this shows those that were asked for. Nothing of it
// goes into the address.

import { fill, open } from "../controls.js";

/** @param {{ model: import("../controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const { words } = panel;
  const stories = panel.all("[data-story]");
  const answers = stories.map((one) => one.querySelector(".kinds-answer"));
  const kinds = panel.all(".kinds-choices [data-kind]");
  const placed = panel.all(".kinds-board [data-of]");
  const at = () => Math.max(0, stories.findIndex((one) => one.dataset.story === model.get("story")));

  function tell(name, value) {
    model.set(name, value);
    model.save_changes();
    show();
  }
  function show() {
    const [i, sorted] = [at(), model.get("sorted")];
    const chosen = sorted[stories[i].dataset.story];
    panel.one(".kinds-count").textContent = fill(words.count, { number: i + 1, all: stories.length });
    stories.forEach((one, j) => { one.hidden = i !== j; });
    answers.forEach((one, j) => { one.hidden = i !== j || !chosen; });
    for (const reply of answers[i].querySelectorAll("[data-reply]")) {
      reply.hidden = reply.dataset.reply !== chosen;
    }
    for (const one of kinds) one.setAttribute("aria-pressed", String(one.dataset.kind === chosen));
    for (const way of panel.all("[data-go]")) way.ariaDisabled = String(!stories[i + Number(way.dataset.go)]);
    for (const one of placed) one.hidden = !sorted[one.dataset.of];
    panel.one(".kinds-board").hidden = Object.keys(sorted).length === 0;
  }

  panel.one(".kinds-reply").append(...answers); // without scripts each stands under its story
  for (const one of kinds) {
    one.addEventListener("click", () => {
      const { story } = stories[at()].dataset;
      tell("sorted", { ...model.get("sorted"), [story]: one.dataset.kind });
    });
  }
  for (const way of panel.all("[data-go]")) {
    way.addEventListener("click", () => {
      const next = stories[at() + Number(way.dataset.go)];
      if (next) tell("story", next.dataset.story);
      if (way.ariaDisabled === "true") panel.one('[data-go]:not([aria-disabled="true"])').focus();
    });
  }
  const watched = ["story", "sorted"].map((name) => `change:${name}`);
  for (const name of watched) model.on(name, show);
  show();
  return () => { for (const name of watched) model.off(name, show); };
}

export default { render };
