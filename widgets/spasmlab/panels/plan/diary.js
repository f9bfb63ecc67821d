// The nights of a plan: taps counted in this page's memory alone. No fragment, no trait, no store.

import { fill, rich } from "../controls.js";

const MOST = 20; // cramps a night that a bar still shows
const WEEK = 7;

/** Bring the nights of a plan to life, on the panel and on its sheet. */
export function diary(panel) {
  const taps = panel.all(".night-tap");
  const boxes = panel.all(".night-tick input");
  const nights = taps.map(() => ({ cramps: 0, stretched: false }));
  const said = panel.one(".diary-said");
  let last = [];

  function show() {
    nights.forEach(({ cramps, stretched }, i) => {
      taps[i].querySelector("b").textContent = cramps;
      taps[i].setAttribute("aria-label", fill(panel.words.night_tap, { night: i + 1, count: cramps }));
      boxes[i].checked = stretched;
      cell("count", i).textContent = cramps || "";
      cell("stretched", i).textContent = stretched ? "✓" : "";
    });
    const noted = nights.some(({ cramps }) => cramps);
    const box = panel.one(".diary-picture");
    box.hidden = !noted;
    box.replaceChildren(...(noted ? [bars(nights, panel.words.chart)] : []));
    for (const [week, table] of panel.all(".sheet-weeks table").entries()) {
      table.querySelector(".strip-bars")?.remove();
      if (noted) table.tBodies[0].prepend(strip(nights.slice(WEEK * week, WEEK * (week + 1)), nights));
    }
    panel.one(".diary-back").disabled = last.length === 0;
  }
  function tell() {
    const sum = (some) => some.reduce((total, { cramps }) => total + cramps, 0);
    const weeks = { first: sum(nights.slice(0, WEEK)), second: sum(nights.slice(WEEK)) };
    if (weeks.first + weeks.second) rich(said, panel.words.diary_said, weeks);
    else rich(said, panel.words.diary_none, {});
  }
  const cell = (name, i) => panel.one(`[data-strip="${name}"] [data-night="${i + 1}"]`);

  taps.forEach((tap, i) => tap.addEventListener("click", () => {
    if (nights[i].cramps === MOST) return;
    nights[i].cramps += 1;
    last.push(i);
    show();
    tell();
  }));
  boxes.forEach((box, i) => box.addEventListener("change", () => {
    nights[i].stretched = box.checked;
    show();
  }));
  panel.one(".diary-back").addEventListener("click", () => {
    nights[last.pop()].cramps -= 1;
    show();
    tell();
    if (last.length === 0) taps[0].focus();
  });
  panel.one(".diary-clear").addEventListener("click", () => {
    for (const night of nights) Object.assign(night, { cramps: 0, stretched: false });
    last = [];
    show();
    said.textContent = panel.words.diary_cleared;
  });
  show();
}

const WIDE = 20; // of a night
const HIGH = 40;

/** A bar a night, filled where the evening had a stretch, an outline where not. */
function bars(nights, name, most = highest(nights)) {
  const svg = make("svg", { viewBox: `0 0 ${WIDE * nights.length} ${HIGH + 2}`, preserveAspectRatio: "none" });
  if (name) {
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", `${name}: ${nights.map(({ cramps }) => cramps).join(", ")}`);
  } else svg.setAttribute("aria-hidden", "true");
  nights.forEach(({ cramps, stretched }, i) => {
    const height = (HIGH * cramps) / most;
    if (cramps) {
      svg.append(make("rect", { x: WIDE * i + 4, y: HIGH + 1 - height, width: WIDE - 8, height,
        class: stretched ? "bar-stretched" : "bar-plain" }));
    }
  });
  svg.append(make("path", { d: `M0 ${HIGH + 1.5}H${WIDE * nights.length}`, class: "bar-floor" }));
  return svg;
}

const highest = (nights) => Math.max(3, ...nights.map(({ cramps }) => cramps));

/** The bars of a week as a row of its table, over the numbers. */
function strip(week, all) {
  const row = document.createElement("tr");
  row.className = "strip-bars";
  row.setAttribute("aria-hidden", "true"); // the numbers stand below
  const wide = row.insertCell();
  row.insertCell().append(bars(week, "", highest(all)));
  wide.nextSibling.colSpan = WEEK;
  return row;
}

function make(name, attributes) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}
