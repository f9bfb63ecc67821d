// Panel: a plan that fills its printed page as it is chosen.
//
// The page stands whole in the markup: this module shows the lines that were picked, draws the code
// that opens the same plan elsewhere, and prints. What is picked lives in the fragment; the nights
// live in diary.js and nowhere else.

import { choice, open, reached, speaker, state, tools } from "../controls.js";
import { diary } from "./diary.js";
import { picture, qr } from "./qr.js";

const MOST = 3; // as plan.py has it
const TOLD = 2; // of what matters, as plan_sheet.py has it
const ORDER = "matters.order"; // where lesson 9 keeps it

/** @param {{ model: import("../controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const { words } = panel;
  const sheet = panel.one(".plan-sheet");
  const speak = speaker(panel);
  const chosen = { place: model.get("place"), habits: [], questions: [], large: false, both: false };
  let drawing;

  function show() {
    for (const one of sheet.querySelectorAll("[data-place]")) one.hidden = one.dataset.place !== chosen.place;
    for (const name of ["habits", "questions"]) {
      for (const line of sheet.querySelectorAll(`.sheet-${name} [data-pick]`)) {
        line.hidden = !chosen[name].includes(line.dataset.pick);
      }
    }
    sheet.classList.toggle("is-large", chosen.large);
    sheet.classList.toggle("has-both", chosen.both);
    speak(words.filled, {
      place: words.place_names[chosen.place],
      habits: counted("habits", words.habit_counts),
      questions: counted("questions", words.question_counts),
    });
    clearTimeout(drawing);
    drawing = setTimeout(draw); // once the change is painted
  }
  const counted = (name, counts) => counts[chosen[name].length - 1] ?? words[`no_${name}`];

  /** The code, where a phone could follow it; where not, the page says so. */
  function draw() {
    clearTimeout(drawing);
    const address = elsewhere(panel.key, chosen);
    const code = address && qr(address);
    const box = panel.one(".sheet-code");
    box.replaceChildren(...(code ? [picture(code, words.sheet.code_name)] : []));
    box.hidden = panel.one(".sheet-scan").hidden = !code;
    panel.one(".sheet-unreached").hidden = Boolean(code);
    panel.one(".plan-unreached").hidden = Boolean(code);
  }
  function change(name, value, told) {
    chosen[name] = value;
    model.set(name, value);
    model.save_changes();
    state.set(`${panel.key}.${name}`, told);
    show();
  }

  const unbind = [
    choice(panel, model, "place", (place) => { chosen.place = place; show(); }),
    ...["habits", "questions"].map(ticks),
    ...["large", "both"].map(press),
  ];

  /** Say what matters most, where lesson 9 was told. */
  function matters(told) {
    const line = sheet.querySelector(".sheet-matters");
    const cards = [...line.querySelectorAll("[data-card]")];
    const wanted = (told ?? model.get("matters")).split(".").slice(0, TOLD)
      .map((name) => cards.find((card) => card.dataset.card === name)).filter(Boolean);
    for (const card of cards) card.hidden = !wanted.includes(card);
    line.append(...wanted);
    line.hidden = !wanted.length;
  }
  const unwatch = state.watch(ORDER, matters);
  matters(state.get(ORDER));

  /** Bind boxes of which a few may be ticked. */
  function ticks(name) {
    const boxes = panel.all(`[data-control="${name}"] input`);
    const among = (ids) => boxes.map((box) => box.value).filter((id) => ids.includes(id)).slice(0, MOST);
    const pick = (ids) => {
      chosen[name] = among(ids);
      for (const box of boxes) box.checked = chosen[name].includes(box.value);
      show();
    };
    for (const box of boxes) {
      box.addEventListener("change", () => {
        const ids = boxes.filter((one) => one.checked).map((one) => one.value);
        if (ids.length > MOST) {
          box.checked = false;
          speak(words.full);
        } else change(name, ids, ids.join(".") || undefined);
      });
    }
    const linked = (told) => pick(told === undefined ? model.get(name) : told.split(/[.-]/));
    const fold = boxes[0].closest("details");
    return bind(name, linked, () => { if (chosen[name].length) fold.open = true; });
  }

  /** Bind a button that stays pressed. */
  function press(name) {
    const button = panel.one(`[data-switch="${name}"]`);
    const set = (on) => {
      chosen[name] = on;
      button.setAttribute("aria-pressed", String(on));
      show();
    };
    button.addEventListener("click", () => {
      change(name, !chosen[name], chosen[name] ? undefined : "1");
      set(chosen[name]);
    });
    return bind(name, (told) => set(told === undefined ? model.get(name) : told === "1"));
  }

  function bind(name, linked, started = () => {}) {
    const key = `${panel.key}.${name}`;
    const fromPython = () => linked(undefined);
    model.on(`change:${name}`, fromPython);
    const unwatch = state.watch(key, (told) => linked(told));
    linked(state.get(key));
    started();
    return () => { model.off(`change:${name}`, fromPython); unwatch(); };
  }

  diary(panel);
  panel.one(".plan-go").addEventListener("click", () => { draw(); print(); });
  tools(panel, { rows: () => table(panel), file: words.table.file });
  return () => { clearTimeout(drawing); unwatch(); unbind.forEach((stop) => stop()); };
}

/** The address of this plan for another device, or undefined where none could reach it. */
function elsewhere(key, chosen) {
  const page = reached();
  if (page === undefined) return undefined;
  const picked = Object.entries({
    place: chosen.place,
    habits: chosen.habits.join("."),
    questions: chosen.questions.join("."),
    large: chosen.large ? "1" : "",
    both: chosen.both ? "1" : "",
  }).filter(([, value]) => value);
  const matters = state.get(ORDER)?.split(".").slice(0, TOLD).join(".");
  const fragment = [...picked.map(([name, value]) => `${key}.${name}=${value}`),
    ...(matters ? [`${ORDER}=${matters}`] : [])].join("&");
  return `${page}#${fragment}`;
}

const table = (panel) => panel.all(".table-box tr").map((row) =>
  [...row.cells].map((cell) => cell.textContent));

export default { render };
