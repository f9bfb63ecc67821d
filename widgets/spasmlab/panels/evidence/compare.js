// Panel: two or three options side by side. Every cell is markup made in Python, one string each;
// this module puts the chosen ones in their places, and says whether they were measured alike.

import { people } from "../chart.js";
import { choice, open, put, speaker, tools } from "../controls.js";

const PLACES = ["first", "second", "third"];

/** @param {{ model: import("../controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const { words } = panel;
  const [parts, names, measured] = ["parts", "names", "measured"].map((name) => model.get(name));
  const say = speaker(panel);
  const chosen = Object.fromEntries(PLACES.map((place) => [place, model.get(place)]));

  function show() {
    const shown = [...new Set(PLACES.map((place) => chosen[place]))].filter((name) => name in parts);
    panel.all("[data-aspect]").forEach((row, aspect) => {
      row.querySelectorAll(".compare-cell").forEach((cell, k) => {
        cell.hidden = !shown[k];
        put(cell, shown[k] ? parts[shown[k]][aspect] : "");
      });
      row.dataset.count = shown.length;
    });
    for (const node of panel.all(".people")) people(node);
    say(words[`reading_${alike(shown)}`], { names: shown.map((name) => names[name]).join(", ") });
  }
  function alike(shown) {
    if (shown.length === 1) return "one";
    const one = (k) => new Set(shown.map((name) => measured[name][k])).size === 1;
    if (one(0)) return one(1) ? "shared" : "each_other"; // as how_alike of compare.py
    return one(1) ? "alike" : "differ";
  }

  const unbind = PLACES.map((place) =>
    choice(panel, model, place, (name) => { chosen[place] = name; show(); }));
  tools(panel, {
    rows: () => [...panel.one(".tool-table table").rows].map((row) =>
      [...row.cells].map((cell) => cell.textContent)),
    file: "options-side-by-side.csv",
  });
  return () => unbind.forEach((stop) => stop());
}

export default { render };
