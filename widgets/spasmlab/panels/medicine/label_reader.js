// Panel: turn made-up products round, and pick the two that hold the same medicine.

import { choice, open, rich } from "../controls.js";

const ROW = "interactions:apap_dup";

/** @param {{ model: import("../controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const { words } = panel;
  const reply = panel.one(".label-reply");
  let shelf;
  let picked = [];
  const on = () => panel.one(`[data-shelf="${shelf}"]`);

  function show() {
    for (const box of panel.all(".label-pick input")) {
      box.checked = picked.includes(box.value);
      box.closest("[data-product]").classList.toggle("is-on", box.checked);
    }
    reply.classList.remove("is-right", "is-wrong");
    delete reply.dataset.row;
    if (picked.length < 2) return rich(reply, picked.length ? words.one : words.none, {});
    const order = [...on().children].map((one) => one.dataset.product)
      .filter((one) => picked.includes(one));
    const right = model.get("doubled")[shelf].every((one) => picked.includes(one));
    for (const one of picked) turn(on().querySelector(`[data-product="${one}"]`), true);
    reply.classList.add(right ? "is-right" : "is-wrong");
    reply.dataset.row = ROW;
    return rich(reply, words.replies[shelf][order.join("_")], {});
  }
  function turn(product, back) {
    const button = product.querySelector(".label-turn");
    product.classList.toggle("is-turned", back);
    button.setAttribute("aria-expanded", String(back));
    button.textContent = back ? words.back : words.turn;
  }

  for (const product of panel.all("[data-product]")) {
    turn(product, false);
    product.querySelector(".label-turn").addEventListener("click", () =>
      turn(product, !product.classList.contains("is-turned")));
    const box = product.querySelector(".label-pick input");
    box.addEventListener("change", () => { // two at most: a third takes the place of the first
      picked = picked.filter((one) => one !== box.value);
      if (box.checked) picked = [...picked.slice(-1), box.value];
      show();
    });
  }
  const unbind = choice(panel, model, "shelf", (wanted) => {
    if (wanted === shelf) return;
    shelf = wanted;
    picked = [];
    for (const one of panel.all("[data-shelf]")) one.hidden = one.dataset.shelf !== shelf;
    show();
  });
  return () => unbind();
}

export default { render };
