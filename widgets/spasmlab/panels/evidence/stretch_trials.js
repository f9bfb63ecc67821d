// Panel: a plan and a trial -> the two weeks that the trial has for it, and its sentence.
//
// Every strip stands in the markup, made in Python: this module shows those that were chosen.

import { choice, lock, open, speaker, tools, verdict } from "../controls.js";

/** @param {{ model: import("../controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const says = model.get("says"); // plan -> trial -> sentence
  const { words } = panel;
  const speak = speaker(panel);
  const answer = verdict(panel, model);
  const chosen = { plan: model.get("plan"), trial: model.get("trial") };

  function show() {
    for (const strip of panel.all(".strip")) {
      const { plan, trial } = strip.dataset;
      strip.hidden = plan !== chosen.plan || !["both", trial].includes(chosen.trial);
    }
    speak(says[chosen.plan][chosen.trial]);
    settle();
  }
  const settle = () => answer(chosen.trial === "both"); // the guess is about both
  const pick = (name) => (value) => { chosen[name] = value; show(); };
  const unbind = [
    choice(panel, model, "plan", pick("plan")),
    choice(panel, model, "trial", pick("trial")),
    lock(panel, model.get("after"), settle),
  ];
  tools(panel, { rows: () => model.get("rows"), file: words.file });
  return () => unbind.forEach((stop) => stop());
}

export default { render };
