// Panel: how one lies, the sheets, what is at the feet -> the bed drawn, the calf lit, what to try.
//
// Python decides what each bed does to the foot and says it; this module draws the same paths from
// the same joints, and turns the foot on the way from one bed to the next, where motion is wanted.

import { choice, lock, open, speaker, tools, verdict } from "../controls.js";
import { between, paths } from "./figures.js";

const SVG = "http://www.w3.org/2000/svg";
const LASTS = 450; // how long a foot takes to turn, ms
const quiet = matchMedia("(prefers-reduced-motion: reduce)");

/** @param {{ model: import("../controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const { words } = panel;
  const beds = model.get("beds"); // { "back.tucked.none": { joints, calf, view, ..., said } }
  const draw = painter(panel.one(".bed-scene"), model.get("body"));
  const speak = speaker(panel);
  const answer = verdict(panel, model);
  const chosen = { lie: model.get("lie"), sheets: model.get("sheets"), feet: model.get("feet") };
  let shown; // the bed on the screen
  let ready = false;

  function show() {
    if (!ready) return;
    const bed = beds[`${chosen.lie}.${chosen.sheets}.${chosen.feet}`];
    if (bed === shown) return;
    draw(bed, shown);
    shown = bed;
    for (const leg of panel.all(".bed-leg")) leg.hidden = leg.dataset.calf !== bed.calf;
    panel.one(".bed-scene desc").textContent = bed.desc;
    speak(bed.said);
    settle();
  }
  function settle() { // the guess is about a back and tucked sheets: only there is it answered
    answer(chosen.lie === "back" && chosen.sheets === "tucked" && chosen.feet === "none");
  }
  const pick = (name) => (value) => { chosen[name] = value; show(); };
  const unbind = Object.keys(chosen).map((name) => choice(panel, model, name, pick(name)));
  ready = true;
  show();
  tools(panel, {
    rows: () => [...panel.one("table").rows].map((row) => [...row.cells].map((cell) => cell.textContent)),
    file: words.file,
  });
  const unlock = lock(panel, model.get("after"), settle);
  return () => { unbind.forEach((stop) => stop()); unlock(); draw(); };
}

/** What draws a bed, by way of the one before it where both are seen from the same place. */
function painter(svg, { limbs, skeleton, order }) {
  const [pillow, prop, body, sheet, creases, glow, calf] =
    ["pillow", "prop", "body", "sheet", "creases", "glow", "calf"].map((name) => svg.querySelector(`.bed-${name}`));
  let frame;

  function person(at, belly) {
    const parts = paths({ behind: [], order, muscle: belly, cord: [] }, at, limbs);
    body.replaceChildren(...parts.map(([kind, d]) => path(kind, d)));
    const [[, lens]] = paths({ behind: [], order: ["muscle"], muscle: belly, cord: [] }, at, limbs);
    for (const one of [glow, calf]) one.setAttribute("d", lens);
  }
  return (bed, before) => {
    cancelAnimationFrame(frame);
    if (!bed) return;
    for (const [node, d] of [[pillow, bed.pillow], [prop, bed.prop], [sheet, bed.sheet], [creases, bed.creases]]) {
      node.setAttribute("d", d);
    }
    Object.assign(svg.dataset, { view: bed.view, calf: bed.calf });
    if (!before || before.view !== bed.view || quiet.matches) return person(bed.joints, bed.belly);
    const start = performance.now();
    const step = (now) => {
      const gone = Math.min(1, Math.max(0, (now - start) / LASTS));
      const share = gone * gone * (3 - 2 * gone);
      const mix = (one, i) => (typeof one === "number" ? one + share * (bed.belly[i] - one) : one);
      person(gone < 1 ? between(before.joints, bed.joints, share, skeleton) : bed.joints,
        gone < 1 ? before.belly.map(mix) : bed.belly);
      if (gone < 1) frame = requestAnimationFrame(step);
    };
    step(start);
  };
}

function path(kind, d) {
  const node = document.createElementNS(SVG, "path");
  node.setAttribute("class", kind);
  node.setAttribute("d", d);
  return node;
}

export default { render };
