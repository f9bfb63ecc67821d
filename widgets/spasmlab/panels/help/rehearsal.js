// Panel: three questions for a visit, picked here and carried to the plan.
//
// They lie under plan.questions in the page's address, ids joined by dots, and nowhere else.

import { open, rich, state } from "../controls.js";

const KEY = "plan.questions";
const MOST = 3;

/** @param {{ model: import("../controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const { words } = panel;
  const asked = model.get("asked"); // id -> question
  const boxes = panel.all('[data-control="questions"] input');
  const picked = () => boxes.filter((box) => box.checked).map((box) => box.value);

  function show() {
    const mine = picked();
    panel.one(".visit-mine").replaceChildren(...mine.map((name) => {
      const line = document.createElement("li");
      line.textContent = asked[name];
      return line;
    }));
    rich(panel.one(".visit-said"), words[`picked_${mine.length}`], {});
  }
  function keep() {
    state.set(KEY, picked().join(".") || undefined);
    model.set("questions", picked().join("."));
    model.save_changes();
  }
  function take(value) { // a link may hold anything: what is unknown, or too much, is left
    const wanted = (value ?? "").split(".");
    const known = boxes.map((box) => box.value).filter((name) => wanted.includes(name)).slice(0, MOST);
    for (const box of boxes) box.checked = known.includes(box.value);
    show();
  }
  for (const box of boxes) {
    box.addEventListener("change", () => {
      if (picked().length > MOST) {
        box.checked = false;
        rich(panel.one(".visit-said"), words.full, {});
        return;
      }
      show();
      keep();
    });
  }
  const host = document.documentElement.dataset.spasmlab; // only a built page lies beside the plan's
  panel.one(".visit-plan").hidden = host === undefined || host === "live";
  const fromPython = () => take(model.get("questions"));
  model.on("change:questions", fromPython);
  const unwatch = state.watch(KEY, take);
  take(state.get(KEY) ?? model.get("questions"));
  return () => { model.off("change:questions", fromPython); unwatch(); };
}

export default { render };
