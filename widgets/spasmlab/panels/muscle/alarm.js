// Panel: four choices -> where the alarm dial of the picture stands, and what may be said of it.
//
// Python worked out every state: the dial's step and the names of its sentences. What is chosen is
// kept in this page's memory alone: it may be somebody's own night, or worry.

import { open, speaker, tools } from "../controls.js";

const NAMES = ["nerve", "sleep", "worry", "load"];
const DEGREES = 26; // the needle's turn for one step: a drawing's choice

/** @param {{ model: import("../controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const { words } = panel;
  const states = model.get("states"); // "same same same same" -> [step, names of sentences]
  const say = speaker(panel);
  const needle = panel.one(".alarm-needle");
  const middle = needle.getAttribute("transform").match(/rotate\(\S+ (.*)\)/)[1];
  const radios = panel.all('input[type="radio"]');
  const chosen = (name) => panel.one(`[data-control="${name}"] input:checked`).value;

  function show() {
    const state = NAMES.map(chosen);
    const [step, sentences] = states[state.join(" ")];
    needle.setAttribute("transform", `rotate(${DEGREES * step} ${middle})`);
    waves(".alarm-nerve", { less: 1, same: 2, more: 3 }[state[0]]);
    waves(".alarm-bell", 3 + Math.sign(step) * Math.ceil(Math.abs(step) / 2));
    panel.root.dataset.way = Math.sign(step);
    say(sentences.map((name) => words[name]).join(" "));
  }
  function waves(group, count) {
    panel.all(`${group} .alarm-wave`).forEach((wave, i) => wave.classList.toggle("away", i >= count));
  }
  for (const radio of radios) radio.addEventListener("change", show);
  show();
  tools(panel, {
    rows: () => [...panel.one(".tool-table table").rows].map((row) =>
      [...row.cells].map((cell) => cell.textContent)),
    file: words.file,
  });
}

export default { render };
