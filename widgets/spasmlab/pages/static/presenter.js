// The talk: the page's own steps, one at a time, big enough for a hall. Keys go to a focused
// slider, and else to the talk. The notes open in a window of their own.

import { reached, state } from "./controls.js";

const words = JSON.parse(document.getElementById("presenter-words").textContent);
const pieces = [...document.querySelectorAll('.cell[data-step]:not([data-voices="notes"])')];
const steps = Math.max(0, ...pieces.map((piece) => Number(piece.dataset.step)));
const fill = (sentence, holes) => sentence.replace(/\{(\w+)\}/g, (_, name) => holes[name]);
const foot = footer();
ending(pieces.filter((piece) => Number(piece.dataset.step) === steps).at(-1));
let step = 1;
let notes;

export function start() {
  if (document.documentElement.dataset.talk !== undefined) return;
  document.documentElement.dataset.talk = "";
  document.body.append(foot);
  addEventListener("keydown", keys);
  addEventListener("click", letGo);
  go(Number(state.get("step") ?? step)); // back in, the talk goes on where it was
}

export function stop() {
  delete document.documentElement.dataset.talk;
  delete document.documentElement.dataset.blank;
  for (const piece of pieces) piece.classList.remove("on");
  foot.remove();
  removeEventListener("keydown", keys);
  removeEventListener("click", letGo);
  state.set("step", undefined);
  notes?.close();
  if (document.fullscreenElement) document.exitFullscreen();
}

function go(wanted) {
  step = Math.min(steps, Math.max(1, Number.isInteger(wanted) ? wanted : 1));
  for (const piece of pieces) piece.classList.toggle("on", Number(piece.dataset.step) === step);
  state.set("step", step);
  foot.querySelector(".talk-count").textContent = fill(words.step, { step, steps });
  foot.querySelectorAll(".talk-bars i").forEach((bar, i) => bar.classList.toggle("on", i < step));
  document.activeElement?.blur();
  scrollTo(0, 0);
  write();
}

/** After a click with the mouse the arrows and Space are the talk's again. */
function letGo(event) {
  if (event.detail > 0) event.target.closest?.("button")?.blur();
}

function keys(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.documentElement.dataset.blank !== undefined && event.key !== "Escape") {
    event.preventDefault(); // the first key only brings the slide back
    return blank();
  }
  const own = event.target.closest?.("input, select, button, summary, a, [tabindex]");
  const act = {
    PageDown: () => go(step + 1), PageUp: () => go(step - 1),
    ArrowRight: () => own || go(step + 1), ArrowLeft: () => own || go(step - 1),
    " ": () => own || go(step + 1), Home: () => own || go(1), End: () => own || go(steps),
    b: blank, B: blank, ".": blank, f: full, F: full, n: openNotes, N: openNotes, Escape: leave,
  }[event.key];
  if (!act) return;
  const taken = [" ", "ArrowRight", "ArrowLeft", "Home", "End"].includes(event.key) && own;
  if (taken) return;
  event.preventDefault();
  act();
}

function blank() {
  const { dataset } = document.documentElement;
  if (dataset.blank === undefined) dataset.blank = "";
  else delete dataset.blank;
}

function full() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen();
}

function leave() {
  if (document.documentElement.dataset.blank !== undefined) blank();
  else state.set("voice", undefined);
}

function openNotes() {
  notes = open("", "spasmlab-notes", "popup,width=720,height=560");
  if (!notes) return;
  const style = document.querySelector('link[rel="stylesheet"]').href;
  const link = Object.assign(notes.document.createElement("link"), { rel: "stylesheet", href: style });
  notes.document.head.replaceChildren(link);
  notes.document.title = fill(words.notes_title, { title: document.title });
  notes.document.documentElement.lang = document.documentElement.lang;
  notes.document.body.className = "notes-window";
  notes.addEventListener("keydown", keys);
  write();
}

function write() {
  if (!notes || notes.closed) return;
  const said = [...document.querySelectorAll(`[data-voices="notes"][data-step="${step}"]`)].map((cell) => cell.innerHTML);
  const count = `<p class="talk-count">${fill(words.step, { step, steps })}</p>`;
  notes.document.body.innerHTML = count + (said.join("") || `<p>${words.notes_none}</p>`);
}

/** End the last step with its sources, and where a phone in the hall can reach it, address and code. */
async function ending(last) {
  if (!last) return;
  const line = (name, text) =>
    Object.assign(document.createElement("p"), { className: `talk-${name}`, textContent: text });
  last.append(line("source", words.source));
  const address = reached();
  const { picture, qr } = address ? await import("./qr.js").catch(() => ({})) : {};
  if (!qr) return;
  const end = Object.assign(document.createElement("div"), { className: "talk-end" });
  const code = qr(address);
  end.append(...(code ? [picture(code, words.code)] : []),
    line("address", address.replace(/^https?:\/\//, "")));
  last.append(end);
}

function footer() {
  const foot = document.createElement("footer");
  foot.className = "talk-foot";
  const bars = document.createElement("span");
  bars.className = "talk-bars";
  bars.setAttribute("aria-hidden", "true");
  bars.append(...Array.from({ length: steps }, () => document.createElement("i")));
  const count = Object.assign(document.createElement("span"), { className: "talk-count" });
  count.setAttribute("role", "status");
  const button = (text, key, act) => {
    const node = document.createElement("button");
    node.type = "button";
    if (key) node.append(Object.assign(document.createElement("kbd"), { textContent: key }));
    node.append(text);
    node.addEventListener("click", () => { act(); node.blur(); });
    return node;
  };
  foot.append(bars, count,
    button(words.previous, "Page Up", () => go(step - 1)),
    button(words.next, "Page Down", () => go(step + 1)),
    button(words.blank, "B", blank), button(words.full, "F", full),
    button(words.notes, "N", openNotes), button(words.leave, "Esc", leave));
  return foot;
}
