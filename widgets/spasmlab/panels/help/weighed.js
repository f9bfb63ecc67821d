// Panel: a sheet of what matters to one reader. It reads the order of the cards and the options that
// stand side by side where their panels keep them, in the page's address; the change and the
// questions that are picked here lie there too, under the plan's keys, and nowhere else.

import { open, put, rich, state } from "../controls.js";

const MOST = 3;
const [ORDER, HABITS, QUESTIONS] = ["matters.order", "plan.habits", "plan.questions"];

/** @param {{ model: import("../controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const { words } = panel;
  const [lines, places, asked, changes] = ["lines", "places", "asked", "changes"]
    .map((name) => model.get(name));
  const said = panel.one(".weighed-said");
  const radios = panel.all('[data-control="change"] input');
  const boxes = panel.all('[data-control="questions"] input');
  const list = (value) => (value ?? "").split(/[.-]/).filter(Boolean);

  function order(value) {
    const sheet = panel.one(".weighed-order");
    const wanted = list(value ?? model.get("order"));
    const rank = (card) => (wanted.includes(card.dataset.card) ? wanted.indexOf(card.dataset.card) : MOST * 9);
    sheet.append(...[...sheet.children].sort((one, other) => rank(one) - rank(other)));
  }
  function options() {
    const chosen = Object.entries(places).map(([place, start]) => {
      const told = state.get(`compare.${place}`);
      return told in lines || told === "none" ? told : start;
    });
    const shown = [...new Set(chosen)].filter((name) => name in lines);
    panel.all(".weighed-options > section").forEach((box, k) => {
      box.hidden = !shown[k];
      put(box, lines[shown[k]] ?? "");
    });
  }
  function change(value) {
    const known = radios.map((radio) => radio.value);
    const wanted = list(value).find((name) => known.includes(name)) ?? "none";
    for (const radio of radios) radio.checked = radio.value === wanted;
    rich(panel.one(".weighed-change"), changes[wanted] ?? words.undecided, {});
  }
  const picked = () => boxes.filter((box) => box.checked).map((box) => box.value);
  function questions(value) { // a link may hold anything: what is unknown, or too much, is left
    const wanted = list(value ?? model.get("questions"));
    const known = boxes.map((box) => box.value).filter((name) => wanted.includes(name)).slice(0, MOST);
    for (const box of boxes) box.checked = known.includes(box.value);
    write();
  }
  function write() {
    const mine = picked().map((name) => asked[name]);
    panel.one(".weighed-mine").replaceChildren(...(mine.length ? mine : [words.no_question]).map((text) => {
      const line = document.createElement("li");
      line.textContent = text;
      return line;
    }));
  }
  /** Keep what another page may have put beside ours. */
  const others = (key, ours) => list(state.get(key)).filter((name) => !ours.includes(name));
  function keep(name, value) {
    model.set(name, value);
    model.save_changes();
    rich(said, words.filled, {});
  }

  for (const radio of radios) {
    radio.addEventListener("change", () => {
      const mine = radio.value === "none" ? [] : [radio.value];
      const rest = others(HABITS, radios.map((one) => one.value)).slice(0, MOST - mine.length);
      state.set(HABITS, [...mine, ...rest].join(".") || undefined);
      change(radio.value);
      keep("change", radio.value);
    });
  }
  for (const box of boxes) {
    box.addEventListener("change", () => {
      const ours = boxes.map((one) => one.value);
      if (picked().length + others(QUESTIONS, ours).length > MOST) {
        box.checked = false;
        rich(said, words.full, {});
        return;
      }
      state.set(QUESTIONS, [...picked(), ...others(QUESTIONS, ours)].join(".") || undefined);
      write();
      keep("questions", picked().join("."));
    });
  }
  const { dataset } = document.documentElement;
  panel.one(".weighed-print").addEventListener("click", () => {
    dataset.printing = "weighed"; // the sheet, and not the lesson around it
    addEventListener("afterprint", () => { delete dataset.printing; }, { once: true });
    print();
  });
  panel.one(".weighed-plan").hidden = dataset.spasmlab === undefined || dataset.spasmlab === "live";

  const unwatch = [
    state.watch(ORDER, order), state.watch(HABITS, change), state.watch(QUESTIONS, questions),
    ...Object.keys(places).map((place) => state.watch(`compare.${place}`, options)),
  ];
  order(state.get(ORDER));
  options();
  change(state.get(HABITS) ?? model.get("change"));
  questions(state.get(QUESTIONS));
  return () => unwatch.forEach((stop) => stop());
}

export default { render };
