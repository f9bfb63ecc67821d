// What an instant page does: it wakes the islands, keeps the voice and the place, opens the talk.
// No kernel, no widget manager: a panel's state and its model's answers came with the page.

import { state } from "./controls.js";

/** The front end that anywidget's modules expect, over a plain object. */
class Island {
  #traits = {};
  #listeners = new Map();

  constructor(traits) {
    for (const [name, value] of Object.entries(traits)) {
      this.#traits[name] = value?.base64 === undefined ? value : bytes(value.base64);
    }
  }
  get(name) { return this.#traits[name]; }
  set(name, value) {
    this.#traits[name] = value;
    for (const listener of this.#listeners.get(`change:${name}`) ?? []) listener();
  }
  on(event, listener) {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
  }
  off(event, listener) {
    this.#listeners.set(event, (this.#listeners.get(event) ?? []).filter((one) => one !== listener));
  }
  save_changes() {} // there is no kernel to tell
  send() {}
}

const bytes = (base64) => new DataView(Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)).buffer);

async function wake() {
  const described = JSON.parse(document.getElementById("islands")?.textContent ?? "[]");
  const asleep = new Set(document.querySelectorAll("[data-island]"));
  const rouse = () => Promise.all([...asleep].map(async (el) => {
    const { panel, state: traits, late } = described[Number(el.dataset.island)];
    if (late && state.get("voice") !== "student") return; // most visitors never look at it
    asleep.delete(el);
    const { default: { render } } = await import(`./${panel}.js`);
    render({ model: new Island(traits), el });
    el.dataset.awake = "";
  }));
  await rouse();
  document.documentElement.dataset.awake = "";
  state.watch("voice", rouse);
  for (const { panel, late } of described) { // at hand when a student comes and the server has gone
    if (late) import(`./${panel}.js`).catch(() => {});
  }
}

function voices() {
  const radios = [...document.querySelectorAll('input[name="voice"]')];
  if (!radios.length) return;
  let talk;
  const present = async (on) => {
    if (on) talk ??= import("./presenter.js").catch(() => (talk = undefined));
    (await talk)?.[on ? "start" : "stop"]();
  };
  const show = (voice = "me") => {
    const known = radios.some((radio) => radio.value === voice) ? voice : "me";
    for (const radio of radios) radio.checked = radio.value === known;
    present(known === "present");
  };
  for (const radio of radios) {
    radio.addEventListener("change", () => state.set("voice", radio.value === "me" ? undefined : radio.value));
  }
  state.watch("voice", show);
  if (state.get("voice")) show(state.get("voice"));
}

/** Links to this page's other forms take its state along; the other language takes the place too. */
function carry() {
  for (const link of document.querySelectorAll("[data-carry]")) {
    link.addEventListener("click", () => {
      const place = link.dataset.language === undefined ? "" : here();
      const fragment = [state.fragment().slice(1), place].filter(Boolean).join("&");
      link.hash = named()?.id ?? fragment;
    });
  }
}

function here() {
  const cells = [...document.querySelectorAll(".cell")].filter((cell) => cell.offsetHeight > 0);
  const seen = (edge) => cells.find((cell) => {
    const place = cell.getBoundingClientRect()[edge];
    return place >= 0 && place < innerHeight;
  });
  const first = seen("top") ?? seen("bottom"); // whose start is seen: heights differ by language
  const at = first ? `at=${first.id}.${Math.round(first.getBoundingClientRect().top)}` : "";
  const focused = document.activeElement?.id ? `focus=${document.activeElement.id}` : "";
  return [at, focused].filter(Boolean).join("&");
}

function arrive() {
  const at = state.get("at")?.match(/^(.+)\.(-?\d+)$/);
  const cell = at && document.getElementById(at[1]);
  if (cell) scrollTo({ top: scrollY + cell.getBoundingClientRect().top - Number(at[2]), behavior: "instant" });
  const focus = state.get("focus") && document.getElementById(state.get("focus"));
  focus?.focus({ preventScroll: true });
  state.set("at", undefined);
  state.set("focus", undefined);
}

/** A link within the page moves there, and leaves the address to the state. */
for (const link of document.querySelectorAll('a[href^="#"]')) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    lead(document.getElementById(link.hash.slice(1)));
  });
}

/** Bring a place into view, and the keyboard and the reader with it. */
function lead(place) {
  if (!place) return;
  if (!place.matches("a, button, input, select, summary, [tabindex]")) place.tabIndex = -1;
  place.focus();
  place.scrollIntoView();
}

/** A place that the address itself names, as a row of a table; a state has an equals sign. */
const named = () => (location.hash.includes("=") ? null : document.getElementById(location.hash.slice(1)));

/** Say so when the page's numbers are past the day by which they were to be read again. */
function age() {
  const note = document.querySelector("[data-due]");
  const today = new Date().toISOString().slice(0, 10);
  if (note && note.dataset.due < today) note.hidden = false;
}

if (document.documentElement.dataset.kiosk !== undefined) await import("./kiosk.js");
age();
carry();
voices();
await wake();
await document.fonts.ready; // letters of another width would move the place
arrive();
lead(named());
