// What every panel shares: its state, its slider, its tools. It holds no physiology.
//
// State lives in the URL fragment of our own pages (`<html data-spasmlab>`) and nowhere else; in
// JupyterLab, whose address is not ours, it lives in memory. A key is `panel.control`.

/** @typedef {{ get: (name: string) => any, set: (name: string, value: any) => void,
 *              save_changes: () => void, on: Function, off: Function }} Model */

const ours = document.documentElement.dataset.spasmlab !== undefined;
const values = new Map(ours ? entries() : []);
const watchers = new Map();

function entries() {
  const pairs = [...new URLSearchParams(location.hash.slice(1))];
  return pairs.filter(([key, value]) => value !== "" && /^[\w.-]+$/.test(key));
}

/** The page's state: what is set can be read, watched, and sent as a link. */
export const state = {
  get: (key) => values.get(key),
  set(key, value) {
    if (value === undefined ? !values.delete(key) : values.get(key) === String(value)) return;
    if (value !== undefined) values.set(key, String(value));
    if (ours) history.replaceState(history.state, "", link());
    tell(key);
  },
  watch(key, listener) {
    watchers.set(key, [...(watchers.get(key) ?? []), listener]);
    return () => watchers.set(key, watchers.get(key).filter((one) => one !== listener));
  },
  /** The fragment that brings this state back; empty when nothing was touched. */
  fragment: () => (values.size ? `#${new URLSearchParams([...values])}` : ""),
};

const link = () => location.pathname + location.search + state.fragment();
const tell = (key) => (watchers.get(key) ?? []).forEach((listener) => listener(values.get(key)));

if (ours) {
  addEventListener("hashchange", () => {
    const before = new Map(values);
    values.clear();
    for (const [key, value] of entries()) values.set(key, value);
    for (const key of new Set([...before.keys(), ...values.keys()])) {
      if (before.get(key) !== values.get(key)) tell(key);
    }
  });
}

let copies = 0;

/** Find the panel's markup, or put it there: a page carries it, JupyterLab has it in a trait. */
export function open({ model, el }) {
  if (!el.querySelector(".panel")) {
    copies += 1; // two views of one panel must not share an id
    el.innerHTML = model.get("html").replaceAll(/\b(id|for|aria-[a-z]+)="p-/g, `$1="p${copies}-`);
  }
  const root = el.querySelector(".panel");
  for (const control of root.querySelectorAll("input, select, button, summary")) {
    control.disabled = false;
    control.dataset.lmSuppressShortcuts = "true"; // JupyterLab would take a slider's arrow keys
  }
  return {
    root,
    key: model.get("key"),
    words: model.get("words"),
    one: (query) => root.querySelector(query),
    all: (query) => [...root.querySelectorAll(query)],
    floats: (name) => floats(model.get(name)),
  };
}

/** @param {DataView} bytes little-endian float32 */
const floats = (bytes) =>
  Float32Array.from({ length: bytes.byteLength / 4 }, (_, i) => bytes.getFloat32(4 * i, true));

/** Fill "{name}" in a sentence and set "**bold**", as the Python half does. */
export function rich(node, sentence, holes) {
  const filled = fill(sentence, holes);
  node.replaceChildren(...filled.split("**").map((part, i) => {
    if (i % 2 === 0) return document.createTextNode(part);
    const bold = document.createElement("b");
    bold.textContent = part;
    return bold;
  }));
}

export const fill = (sentence, holes) =>
  sentence.replace(/\{(\w+)\}/g, (whole, name) => (name in holes ? holes[name] : whole));

/** A sentence to be seen at once and heard at most twice a second. */
export function speaker(panel) {
  const [seen, heard] = [panel.one(".reading-seen"), panel.one(".reading-heard")];
  let waiting;
  let last = "";
  return (sentence, holes = {}, more = "") => {
    rich(seen, sentence, holes);
    last = `${seen.textContent} ${more}`.trim();
    if (waiting) return;
    waiting = setTimeout(() => {
      waiting = undefined;
      if (heard.textContent !== last) heard.textContent = last;
    }, 500);
  };
}

/** Bind a slider of stops: range, minus, plus, presets, fragment, Python trait.
 *
 * `text` is how a stop is written, and `kept` the number that link and trait hold of it.
 */
export function slider(panel, model, name, { stops, digits, show, words = panel.words,
  text = (i) => stops[i].toFixed(digits), kept = text }) {
  const field = panel.one(`[data-control="${name}"]`);
  const range = field.querySelector("input");
  const value = field.querySelector(".slider-value");
  const key = `${panel.key}.${name}`;
  const nearest = (wanted) =>
    stops.reduce((best, stop, i) =>
      Math.abs(stop - wanted) < Math.abs(stops[best] - wanted) ? i : best, 0);

  function move(i) {
    range.value = String(i);
    const shown = text(i).replace("-", "−");
    range.setAttribute("aria-valuetext", `${shown} ${words.unit_spoken}`);
    range.style.setProperty("--at", `${(100 * i) / (stops.length - 1)}%`);
    value.textContent = shown;
    for (const preset of field.querySelectorAll("[data-at]")) {
      preset.setAttribute("aria-pressed", String(Number(preset.dataset.at) === i));
    }
    show(i);
  }
  function settle(i) { // the hand let go: remember it, and let Python hear it
    state.set(key, kept(i));
    model.set(name, Number(kept(i)));
    model.save_changes();
  }
  const jump = (i) => {
    const inside = Math.min(stops.length - 1, Math.max(0, i));
    move(inside);
    settle(inside);
  };

  let touched; // where the stop was when a finger came down, perhaps only to scroll the page
  range.addEventListener("pointerdown", () => { touched = range.valueAsNumber; });
  range.addEventListener("pointercancel", () => jump(touched));
  range.addEventListener("input", () => move(range.valueAsNumber));
  range.addEventListener("change", () => settle(range.valueAsNumber));
  for (const button of field.querySelectorAll("[data-step]")) {
    button.addEventListener("click", () => jump(range.valueAsNumber + Number(button.dataset.step)));
  }
  for (const preset of field.querySelectorAll("[data-at]")) {
    preset.addEventListener("click", () => jump(Number(preset.dataset.at)));
  }
  const fromPython = () => move(nearest(model.get(name)));
  const fromLink = (wanted) => move(nearest(Number.isFinite(Number(wanted)) && wanted !== undefined
    ? Number(wanted) : model.get(name)));
  model.on(`change:${name}`, fromPython);
  const unwatch = state.watch(key, (wanted) => kept(range.valueAsNumber) === wanted || fromLink(wanted));
  fromLink(state.get(key));
  return () => { model.off(`change:${name}`, fromPython); unwatch(); };
}

/** Bind a group of radios, or a list to pick from, to a fragment key and a trait. */
export function choice(panel, model, name, show) {
  const inputs = panel.all(`[data-control="${name}"] :is(input, select)`);
  const key = `${panel.key}.${name}`;
  const known = (value) => inputs.some((one) => one.value === value
    || [...(one.options ?? [])].some((option) => option.value === value));
  const pick = (value) => {
    const wanted = known(value) ? value : model.get(name);
    for (const one of inputs) {
      if (one.type === "radio") one.checked = one.value === wanted;
      else one.value = wanted;
    }
    show(wanted);
  };
  for (const one of inputs) {
    one.addEventListener("change", () => {
      show(one.value);
      state.set(key, one.value);
      model.set(name, one.value);
      model.save_changes();
    });
  }
  const fromPython = () => pick(model.get(name));
  model.on(`change:${name}`, fromPython);
  const unwatch = state.watch(key, pick);
  pick(state.get(key));
  return () => { model.off(`change:${name}`, fromPython); unwatch(); };
}

/** Bind Hear, Copy link and Get the data. `sound` and `rows` are asked when they are needed. */
export function tools(panel, { sound, rows, file }) {
  panel.one(".tool-hear")?.addEventListener("click", () => hear(...sound()));
  const copy = panel.one(".tool-copy");
  copy.hidden = !ours;
  copy.addEventListener("click", () => copyLink(panel));
  panel.one(".tool-data").addEventListener("click", () => {
    const csv = rows().map((row) => row.map(cell).join(",")).join("\r\n");
    const address = URL.createObjectURL(new Blob(["\ufeff", csv, "\r\n"], { type: "text/csv" }));
    Object.assign(document.createElement("a"), { href: address, download: file }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  });
}

const cell = (value) =>
  /[",\r\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value);

async function copyLink(panel) {
  const said = panel.one(".tool-said");
  const field = panel.one(".tool-link");
  try {
    await navigator.clipboard.writeText(location.href);
    said.textContent = panel.words.tools.copied;
    field.hidden = true;
  } catch { // no HTTPS, or not allowed: show the link, selected
    said.textContent = panel.words.tools.copy_by_hand;
    Object.assign(field, { hidden: false, value: location.href });
    field.select();
  }
}

/** Play values as pitch, low to high, in one sweep of a second, with ticks at fractions of it. */
function hear(pitches, ticks = []) {
  const audio = new AudioContext();
  const [low, high] = [Math.min(...pitches), Math.max(...pitches)];
  const hertz = (value) => 220 * 4 ** ((value - low) / (high - low || 1));
  const start = audio.currentTime + 0.05;
  const voice = audio.createOscillator();
  const volume = audio.createGain();
  voice.connect(volume).connect(audio.destination);
  volume.gain.setValueAtTime(0.12, start);
  volume.gain.setTargetAtTime(0, start + 1, 0.03);
  voice.frequency.setValueCurveAtTime(Float32Array.from(pitches, hertz), start, 1);
  voice.start(start);
  voice.stop(start + 1.2);
  for (const at of ticks) {
    const tick = audio.createOscillator();
    const quiet = audio.createGain();
    quiet.gain.value = 0.2;
    tick.type = "square";
    tick.frequency.value = 1760;
    tick.connect(quiet).connect(audio.destination);
    tick.start(start + at);
    tick.stop(start + at + 0.03);
  }
  voice.addEventListener("ended", () => audio.close());
}

/** Change what an element holds for other markup that the panel's Python half made. */
export function put(node, html) {
  node.innerHTML = html;
}

/** What runs by itself for a visitor keeps a shared screen from forgetting them (kiosk.js). */
export const busy = () => document.dispatchEvent(new Event("spasmlab:busy"));

/** Answer the guess made before `panel`, once it can be `seen` there: each choice has its reply. */
export function verdict(panel, model) {
  const node = panel.one(".guess-verdict");
  return (seen = true) => {
    const one = model.get("replies")[Number(state.get(`${model.get("after")}.choice`))];
    node.hidden = !one || !seen;
    rich(node, node.hidden ? "" : `**${panel.words.tools[one.right ? "fits" : "not_fit"]}** ${one.reply}`, {});
    node.classList.toggle("fits", Boolean(one?.right));
    if (one?.row) node.dataset.row = one.row;
  };
}

const HERE_ONLY = /^(localhost|.*\.localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1?\]|)$/;

/** The address at which another device reaches this page, or undefined where none could. */
export function reached() {
  const { spasmlab, public: told } = document.documentElement.dataset;
  if (spasmlab === undefined || (!told && HERE_ONLY.test(location.hostname))) return undefined;
  const instant = location.pathname.replace(/\/live\/([\w/-]+)$/, "/$1/"); // the page that stays up
  return told ?? location.origin + instant;
}

/** Hold `panel` shut until the question `guess` is answered, if it has one; `opened` is told. */
export function lock(panel, guess, opened = () => {}) {
  const veil = panel.one(".panel-lock");
  if (!guess) return () => {};
  const key = `${guess}.choice`;
  const settle = () => {
    const shut = state.get(key) === undefined && state.get("voice") !== "present";
    veil.hidden = !shut;
    panel.one(".panel-body").inert = shut;
    panel.one(".panel-say").inert = shut;
    opened();
  };
  veil.querySelector("button").addEventListener("click", () => {
    state.set(key, "skipped");
    panel.one(".panel-body :is(input, select)")?.focus();
  });
  const unwatch = [state.watch(key, settle), state.watch("voice", settle)];
  settle();
  return () => unwatch.forEach((stop) => stop());
}
