// Panel: a question with choices. As a guess it is kept for the panel below and answered there; as
// a check it replies to the choice that was made, right or wrong, and never blocks the reader. A
// small guess replies as soon as a choice is made.

import { open, state } from "./controls.js";

/** @param {{ model: import("./controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const { words } = panel;
  const key = `${panel.key}.choice`;
  const radios = panel.all('input[type="radio"]');
  const reply = panel.one(".reply");
  const chosen = () => radios.find((radio) => radio.checked)?.value;

  function tell(text, kind = "") {
    reply.textContent = text;
    reply.className = `reply ${kind}`;
  }
  function keep(value) {
    state.set(key, value);
    model.set("choice", value ?? "");
    model.save_changes();
  }
  function answer(value) {
    if (value === undefined) return tell(words.choose);
    const { reply: why, right, row } = model.get("choices")[Number(value)];
    if (row) reply.dataset.row = row;
    else delete reply.dataset.row;
    return tell(`${right ? words.right : words.wrong} ${why}`, right ? "is-right" : "is-wrong");
  }
  function show(wanted) { // a link may hold anything
    const known = wanted === "skipped" || radios.some((radio) => radio.value === wanted);
    const value = known ? wanted : undefined;
    for (const radio of radios) radio.checked = radio.value === value;
    panel.one(".guess-skip")?.classList.toggle("done", Boolean(value));
    if (value === undefined) tell("");
    else if (value === "skipped") tell(words.skipped);
    else if (model.get("kind") === "predict") tell(words.noted);
    else answer(value);
  }

  if (model.get("kind") !== "quiz") {
    for (const radio of radios) radio.addEventListener("change", () => keep(radio.value));
    panel.one(".guess-skip")?.addEventListener("click", () => keep("skipped"));
  } else {
    for (const radio of radios) radio.addEventListener("change", () => tell(""));
    panel.one("form").addEventListener("submit", (event) => {
      event.preventDefault();
      if (chosen() === undefined) answer(undefined);
      else if (state.get(key) === chosen()) answer(chosen());
      else keep(chosen());
    });
  }
  const fromPython = () => show(model.get("choice") || undefined);
  model.on("change:choice", fromPython);
  const unwatch = state.watch(key, show);
  show(state.get(key) ?? (model.get("choice") || undefined));
  return () => { model.off("change:choice", fromPython); unwatch(); };
}

export default { render };
