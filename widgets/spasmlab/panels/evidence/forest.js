// Panel: a forest plot: choose a topic, then a row, and read it. All of it is drawn in Python.

import { choice, open, speaker, tools } from "../controls.js";

/** @param {{ model: import("../controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const { words } = panel;
  const topics = model.get("topics"); // { topic: [row, ...] }
  const says = model.get("says"); // { row: its sentence }
  const say = speaker(panel);
  const chosen = { topic: model.get("topic"), row: model.get("row") };

  function show() {
    const rows = topics[chosen.topic];
    const row = rows.includes(chosen.row) ? chosen.row : rows[0];
    for (const part of panel.all("[data-topic]")) part.hidden = part.dataset.topic !== chosen.topic;
    for (const one of panel.all(`[data-control="row"] input`)) one.checked = one.value === row;
    say(says[row]);
  }
  const unbind = ["topic", "row"].map((name) =>
    choice(panel, model, name, (value) => { chosen[name] = value; show(); }));
  tools(panel, {
    rows: () => model.get("data")[chosen.topic].map((row) => row.map((cell) => cell ?? "")),
    file: `${words.file}-${chosen.topic}.csv`,
  });
  return () => unbind.forEach((stop) => stop());
}

export default { render };
