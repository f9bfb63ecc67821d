// Panel: a story -> the tier it is sorted into -> what people with it are told; then a sign added to
// it -> what they are told now. The rules came with the page; no answer goes into the address.

import { fill, open, rich } from "../controls.js";
import { assess, NOT_ENOUGH } from "./triage.js";

const ANSWERS = { yes: true, unsure: "unsure", open: null };
const TIERS = ["visit", "today", "emergency"]; // from the least urgent

/** @param {{ model: import("../controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const { words } = panel;
  const stories = panel.all("[data-story]");
  const answers = stories.map((one) => one.querySelector(".sorter-answer"));
  const tiers = panel.all(".sorter-tiers [data-tier]");
  const [reply, form, now] = [".sorter-reply", ".sorter-if form", ".sorter-now"].map(panel.one);
  const at = () => Math.max(0, stories.findIndex((one) => one.dataset.story === model.get("story")));

  function tell(name, value) {
    model.set(name, value);
    model.save_changes();
    show();
  }
  function show() {
    const [i, tier] = [at(), model.get("sorted")];
    panel.one(".sorter-count").textContent = fill(words.count, { number: i + 1, all: stories.length });
    stories.forEach((one, j) => {
      one.hidden = i !== j;
      answers[j].hidden = i !== j || !tier;
    });
    for (const one of tiers) one.setAttribute("aria-pressed", String(one.dataset.tier === tier));
    for (const way of panel.all("[data-go]")) way.ariaDisabled = String(!stories[i + Number(way.dataset.go)]);
    panel.one(".sorter-if").hidden = !tier;
    answer(tier, answers[i].dataset.tier);
    whatIf();
  }
  function answer(tier, right) {
    const by = TIERS.indexOf(right) - TIERS.indexOf(tier);
    const said = by === 0 ? words.right : by > 0 ? words.worse : words.milder;
    reply.textContent = tier ? said : "";
    reply.className = `sorter-reply ${tier ? (by === 0 ? "is-right" : "is-wrong") : ""}`;
  }
  function whatIf() {
    const added = model.get("added");
    const list = Object.entries(added).map(([sign, said]) => chip(sign, said));
    panel.one(".sorter-added").replaceChildren(...list);
    now.hidden = list.length === 0;
    if (list.length) outcome(added);
  }
  function outcome(added) {
    const facts = model.get("cases")[stories[at()].dataset.story];
    const open = Object.entries(added).filter(([sign]) => facts[sign] !== true); // what is so stays so
    const more = Object.fromEntries(open.map(([sign, said]) => [sign, ANSWERS[said]]));
    const [before, after] = [facts, { ...facts, ...more }].map((one) => assess(model.get("engine"), one));
    now.dataset.level = after.level;
    const gate = Object.entries(added).some(([sign, said]) => said === "unsure" && model.get("engine").facts[sign].alarm);
    now.replaceChildren(
      line(words.now, { level: words.levels[after.level] }),
      line(before.level === after.level ? words.same : words.was, { level: words.levels[before.level] }),
      ...(gate ? [line(words.gate)] : []), ...(after.level === NOT_ENOUGH ? [line(words.open)] : []),
      ...(after.level === "self_care" ? [line(words.look_again)] : []),
      reasons(after.fired),
    );
  }
  function reasons(fired) {
    const list = document.createElement("ul");
    list.append(...fired.map((id) => {
      const item = document.createElement("li");
      item.dataset.row = `warning_signs:${id}`;
      item.textContent = model.get("signs")[id];
      return item;
    }));
    return list;
  }
  function chip(sign, said) {
    const [item, button] = [document.createElement("li"), document.createElement("button")];
    const asked = form.querySelector(`option[value="${sign}"]`).textContent;
    Object.assign(button, { type: "button", textContent: "×" });
    button.setAttribute("aria-label", fill(words.remove, { sign: asked }));
    button.addEventListener("click", () => {
      const { [sign]: gone, ...rest } = model.get("added");
      tell("added", rest);
      form.querySelector("select").focus();
    });
    item.append(line("{asked} **{said}**", { asked, said: words.answers[said] }), button);
    return item;
  }
  reply.after(...answers); // without scripts each stands under its story
  for (const one of tiers) one.addEventListener("click", () => tell("sorted", one.dataset.tier));
  for (const way of panel.all("[data-go]")) {
    way.addEventListener("click", () => {
      const next = stories[at() + Number(way.dataset.go)];
      if (!next) return;
      model.set("sorted", "");
      model.set("added", {});
      tell("story", next.dataset.story);
      if (way.ariaDisabled === "true") panel.one('[data-go]:not([aria-disabled="true"])')?.focus();
    });
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const sign = form.querySelector("select").value;
    tell("added", { ...model.get("added"), [sign]: form.querySelector("input:checked").value });
  });
  const watched = ["story", "sorted", "added"].map((name) => `change:${name}`);
  for (const name of watched) model.on(name, show);
  show();
  return () => { for (const name of watched) model.off(name, show); };
}

function line(sentence, holes = {}) {
  const node = document.createElement("p");
  rich(node, sentence, holes);
  return node;
}

export default { render };
