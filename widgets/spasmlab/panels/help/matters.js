// Panel: five cards put in order by buttons. The order lies in the page's address as matters.order,
// ids joined by dots, and nowhere else.

import { open, rich, state } from "../controls.js";

/** @param {{ model: import("../controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const { words } = panel;
  const list = panel.one(".matters-cards");
  const start = model.get("order");
  const cards = () => [...list.children];
  const order = () => cards().map((card) => card.dataset.card);
  const nameOf = (card) => words.cards[card].name;

  function settle() {
    const all = cards();
    all.forEach((card, at) => {
      card.querySelector('[data-way="up"]').setAttribute("aria-disabled", String(at === 0));
      card.querySelector('[data-way="down"]').setAttribute("aria-disabled", String(at === all.length - 1));
    });
  }
  function take(value) { // a link may hold anything: what is unknown is left, what is missing stays
    const wanted = (value ?? start).split(".");
    const rank = (name) => (wanted.includes(name) ? wanted.indexOf(name) : wanted.length + start.split(".").indexOf(name));
    list.append(...cards().sort((one, other) => rank(one.dataset.card) - rank(other.dataset.card)));
    settle();
    rich(panel.one(".matters-said"), words.said, { first: nameOf(order()[0]) });
  }
  list.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    const card = button.closest("li");
    if (button.dataset.way === "up") card.previousElementSibling.before(card);
    else card.nextElementSibling.after(card);
    settle();
    button.focus(); // moving a card takes the focus from its button
    const [names, place] = [order(), order().indexOf(card.dataset.card) + 1];
    rich(panel.one(".matters-said"), words.moved, {
      card: nameOf(card.dataset.card), place, count: names.length, first: nameOf(names[0]),
    });
    state.set("matters.order", names.join("."));
    model.set("order", names.join("."));
    model.save_changes();
  });
  const told = (value) => { if (value !== order().join(".")) take(value); };
  const fromPython = () => told(model.get("order"));
  model.on("change:order", fromPython);
  const unwatch = state.watch("matters.order", told);
  take(state.get("matters.order"));
  return () => { model.off("change:order", fromPython); unwatch(); };
}

export default { render };
