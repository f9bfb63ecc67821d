// Panel: signs ticked -> the worst that they can mean at any age, and what people with them are told.
// A tick is "yes" or "not sure". Nothing of it is kept, and none of it goes into the address.

import { open, rich } from "../controls.js";
import { assess } from "./triage.js";

const LEVELS = ["call_emergency_now", "same_day", "within_days", "routine_visit"]; // worst first

/** @param {{ model: import("../controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const { words } = panel;
  const boxes = panel.all(".night-back-ticks input");
  const radios = panel.all('[data-control="trouble"] input');
  const [told, ease] = [panel.one(".night-back-told"), panel.one(".night-back-ease")];
  const [line, see] = [panel.one(".night-back-line"), panel.one(".night-back-see")];
  const [engine, signs, ages, tells] = ["engine", "signs", "ages", "told"].map((name) => model.get(name));

  /** The worst that these ticks can mean, and the rules that say so, at any age. */
  function worst(ticked) {
    const given = Object.assign({ main_problem: "back_pain" }, ...ticked.map((name) => signs[name]));
    const all = ticked.includes("child") ? [...ages.adults, ...ages.children] : ages.adults;
    const found = all.map((age) => assess(engine, { ...given, age }));
    const level = LEVELS.find((one) => found.some((each) => each.level === one));
    const fired = new Set(found.flatMap((each) => each.fired));
    const levels = Object.fromEntries(engine.rules.map((rule) => [rule.id, rule.level]));
    return { level, fired: [...fired].filter((id) => levels[id] === level) };
  }
  function show() {
    const ticked = model.get("ticked");
    for (const box of boxes) box.checked = ticked.includes(box.value);
    const { level, fired } = ticked.length ? worst(ticked) : { level: undefined, fired: [] };
    panel.one(".night-back-answer").dataset.level = level ?? "none";
    line.hidden = !level;
    line.dataset.level = level ?? "none";
    see.querySelector("b").textContent = words.levels[level] ?? "";
    panel.one(".night-back-dial").hidden = level !== LEVELS[0];
    see.hidden = level === LEVELS[0];
    told.replaceChildren(...(level ? answer(fired) : [said("open", words.none)]));
    ease.dataset.level = level ?? "none";
    panel.one(".night-back-while").textContent = words.while[level] ?? words.open;
    panel.one(".night-back-body").hidden = level === LEVELS[0];
  }
  function answer(fired) {
    const acts = [...new Set(fired.map((id) => tells[id][0]))];
    const why = [...new Set(fired.map((id) => tells[id][1]).filter(Boolean))];
    return [said("people", words.told), ...acts.map((act) => said("do", act)),
      ...why.slice(0, 1).map((one) => said("why", one)), said("more", words.more)];
  }
  function turn() {
    const trouble = model.get("trouble");
    for (const radio of radios) radio.checked = radio.value === trouble;
    for (const one of panel.all("[data-trouble]")) one.toggleAttribute("data-off", one.dataset.trouble !== trouble);
  }
  function tell(name, value) {
    model.set(name, value);
    model.save_changes();
    if (name === "ticked") show();
    else turn();
  }
  for (const box of boxes) {
    box.addEventListener("change", () =>
      tell("ticked", boxes.filter((one) => one.checked).map((one) => one.value)));
  }
  for (const radio of radios) radio.addEventListener("change", () => tell("trouble", radio.value));
  see.addEventListener("click", () => {
    told.tabIndex = -1;
    told.focus();
    told.scrollIntoView({ block: "center" });
  });
  model.on("change:ticked", show);
  model.on("change:trouble", turn);
  show();
  turn();
  return () => { model.off("change:ticked", show); model.off("change:trouble", turn); };
}

function said(kind, text) {
  const node = document.createElement("p");
  node.className = `night-back-${kind}`;
  rich(node, text, {});
  return node;
}

export default { render };
