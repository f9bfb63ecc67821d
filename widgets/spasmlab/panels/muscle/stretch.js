// Panel: how far the toes are pulled up, and when -> whether the calf's cramp lets go.
//
// Two forms share the drawing: runs that came with the page (replay.js), and a free hand on a loop
// that Python moves (free_hand.js), where Python runs behind the page. No physiology is here.

import { choice, fill, lock, open, speaker, tools, verdict } from "../controls.js";
import { freeHand } from "./free_hand.js";
import { lanes } from "./lanes.js";
import { leg } from "./leg.js";
import { replay } from "./replay.js";

const BUTTONS = ["play", "step_on", "again"];

/** @param {{ model: import("../controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const { words } = panel;
  const say = speaker(panel);
  const pose = leg(panel.one(".stretch-leg"));
  const host = document.documentElement.dataset.spasmlab;
  const python = host === undefined || host === "live"; // runs behind this page
  const silence = panel.one(".stretch-lost");
  let form;
  let chart;
  let told = "";
  const about = () => fill(words.chart_about, { said: told });

  function draw(name) { // each form has a time of its own
    chart?.close();
    const times = name === "hand" ? { from: 12, to: 0, ticks: [12, 8, 4, 0], label: words.axis_hand }
      : { from: 0, to: 12, ticks: [0, 3, 6, 9, 12], label: words.axis };
    chart = lanes(panel.one(".chart"), { words, x: times, span: model.get("span"), about });
  }
  const shown = (view, far, hz, sentence, holes) => {
    chart.show(view);
    pose(far, hz / 17);
    say(sentence, holes);
    const now = panel.one(".reading-seen").textContent;
    if (now === told) return;
    told = now;
    panel.one(".chart desc").textContent = about();
  };
  function lost(sentence) {
    silence.hidden = sentence === "";
    silence.querySelector("p").textContent = sentence;
  }
  const forms = { ahead: replay(panel, model, { shown, active: () => form === "ahead" }) };
  if (python) forms.hand = freeHand(panel, model, { shown, active: () => form === "hand", lost });

  function change(wanted) {
    const next = python ? wanted : "ahead";
    if (next === form) return;
    const chosen = form !== undefined; // and not where the page began
    if (chosen) forms[form].leave();
    form = next;
    panel.one(".stretch-ahead").hidden = form !== "ahead";
    panel.one(".stretch-free").hidden = form !== "hand";
    draw(form);
    forms[form].show();
    if (chosen && form === "hand") forms.hand.start();
  }
  const unbind = choice(panel, model, "form", change);
  for (const name of BUTTONS) panel.one(`.stretch-${name}`).addEventListener("click", () => forms[form].press(name));
  silence.querySelector("button").addEventListener("click", () => {
    const ahead = panel.one('[data-control="form"] [value="ahead"]');
    ahead.click();
    ahead.focus();
  });
  way(panel, python);
  tools(panel, {
    sound: () => [forms[form].sound(), []],
    rows: () => [[words.head_seconds, words.head_length, words.head_force, words.head_hz], ...forms[form].rows()],
    file: "stretch.csv",
  });
  const unlock = lock(panel, model.get("after"), verdict(panel, model));
  return () => { unbind(); unlock(); Object.values(forms).forEach((one) => one.close()); chart.close(); };
}

/** Offer the switch where Python runs, and else the way to where it does, if there is one. */
function way(panel, python) {
  panel.one(".stretch-forms").hidden = !python;
  const live = document.querySelector(".bar .live-link"); // an exported site has none
  if (python || !live) return;
  const link = panel.one(".stretch-live a");
  link.href = `${live.getAttribute("href")}#${panel.key}.form=hand`;
  panel.one(".stretch-live").hidden = false;
}

export default { render };
