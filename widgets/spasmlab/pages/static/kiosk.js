// A screen that strangers share. Once nobody has touched it for a minute it asks, and twenty seconds
// later it forgets: it leaves for the index with nothing behind it in the history. page.js loads
// this only where whoever publishes the pages asked for it (`<html data-kiosk>`, its words inside).
//
// A talk may rest on a slide, so it is asked after ten minutes instead. What runs by itself for a
// visitor, as a timer does, says so: `document.dispatchEvent(new Event("spasmlab:busy"))`.

import { state } from "./controls.js";

const QUIET = 60_000; // ms without a touch before it asks
const TALK = 600_000; // the same while a talk is given
const WAIT = 20; // seconds to answer in
const SAID = [10, 5]; // seconds left that are spoken, after the question itself
const html = document.documentElement;
const words = JSON.parse(html.dataset.kiosk);
const home = new URL(document.querySelector("[data-home]").href);
const dialog = question();
let touched = Date.now();
let used = location.pathname !== home.pathname || location.hash !== "";
let timer = setTimeout(look, QUIET);
let left;

/** Ask when it was quiet for long enough; else look again when it may have been. */
function look() {
  const quiet = (html.dataset.talk === undefined ? QUIET : TALK) - (Date.now() - touched);
  if (quiet > 0 || !used) timer = setTimeout(look, Math.max(quiet, 1000));
  else ask();
}

function ask() {
  left = WAIT;
  document.exitFullscreen?.().catch(() => {}); // what fills the screen would hide the question
  dialog.querySelector(".kiosk-still").textContent = "";
  dialog.querySelector(".kiosk-left").textContent = left;
  document.body.append(dialog);
  dialog.showModal();
  timer = setTimeout(count, 1000);
}

function count() {
  left -= 1;
  dialog.querySelector(".kiosk-left").textContent = left;
  if (SAID.includes(left)) {
    dialog.querySelector(".kiosk-still").textContent = words.still.replace("{seconds}", left);
  }
  if (left > 0) timer = setTimeout(count, 1000);
  else forget();
}

function goOn() {
  clearTimeout(timer);
  touched = Date.now();
  timer = setTimeout(look, QUIET);
  dialog.close();
  dialog.remove();
}

/** Leave nothing of a visitor: not in forms, address, storage, memory, nor behind Back. */
async function forget() {
  state.set("voice", undefined); // a talk's notes have a window of their own, which it closes
  for (const form of document.forms) form.reset();
  for (const field of document.querySelectorAll("input, select, textarea")) field.disabled = true;
  history.replaceState(null, "", location.pathname);
  window.name = "";
  await emptied().catch(() => {}); // a browser that keeps no storage refuses to open it
  location.replace(home);
}

async function emptied() {
  localStorage.clear();
  sessionStorage.clear();
  for (const name of (await globalThis.caches?.keys()) ?? []) await caches.delete(name);
  for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name);
}

function question() {
  const dialog = document.createElement("dialog");
  dialog.className = "kiosk";
  dialog.setAttribute("role", "alertdialog");
  dialog.setAttribute("aria-labelledby", "kiosk-title");
  dialog.setAttribute("aria-describedby", "kiosk-soon");
  const part = (tag, more) => Object.assign(document.createElement(tag), more);
  const number = part("b", { className: "kiosk-left" });
  const seen = part("p", {});
  seen.setAttribute("aria-hidden", "true");
  seen.append(`${words.left}: `, number);
  const spoken = part("p", { className: "kiosk-still unseen" });
  spoken.setAttribute("role", "status");
  const button = part("button", { type: "button", className: "button", textContent: words.go_on });
  button.autofocus = true;
  button.addEventListener("click", goOn);
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); goOn(); });
  dialog.append(part("h2", { id: "kiosk-title", textContent: words.title }),
    part("p", { id: "kiosk-soon", textContent: words.soon }), seen, spoken, button);
  return dialog;
}

/** A hand is on the screen. Chromium reports a pointer that lies still under a moving page. */
function touch(event) {
  if (event.type === "pointermove" && event.movementX === 0 && event.movementY === 0) return;
  touched = Date.now();
  used = true;
}

/** Links are followed in place of this page, so that Back never leads to what someone entered. */
function follow(event) {
  const link = event.target.closest?.("a[href]");
  if (!link || event.defaultPrevented || link.hasAttribute("download")) return;
  event.preventDefault();
  if (outside(link)) return;
  location.replace(link.href);
}

const outside = (link) => link.origin !== location.origin;

/** What scripts write later may lead outside too. */
function shut(root) {
  for (const link of root.querySelectorAll("a[href]")) if (outside(link)) link.removeAttribute("href");
}

for (const kind of ["pointerdown", "pointermove", "keydown", "touchmove", "wheel", "input"]) {
  addEventListener(kind, touch, { capture: true, passive: true });
}
addEventListener("scroll", () => { touched = Date.now(); }, { capture: true, passive: true });
document.addEventListener("spasmlab:busy", (event) => {
  touch(event);
  if (dialog.open) goOn();
});
addEventListener("click", follow);
addEventListener("auxclick", follow);
shut(document);
new MutationObserver(() => shut(document)).observe(document.body, { childList: true, subtree: true });
addEventListener("pageshow", (event) => { if (event.persisted) location.replace(home); });
if (performance.getEntriesByType("navigation")[0]?.type === "back_forward") location.replace(home);
