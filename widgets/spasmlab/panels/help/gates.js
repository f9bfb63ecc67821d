// Panel: a tap on a sign -> what people with it are told, and the number to call. A tap means yes or
// not sure. Nothing of it is kept: not in the address, which a link could carry away.

import { choice, fill, open, rich } from "../controls.js";

const ANYWHERE = "anywhere";
const LINES = { today: ["nurse"], none: ["nurse", "crisis"] }; // in an emergency one number is enough

/** @param {{ model: import("../controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const { words } = panel;
  const [ask, card] = [panel.one(".gates-ask"), panel.one(".gates-card")];
  const buttons = panel.all("[data-gate]");
  const known = (gate) => buttons.some((button) => button.dataset.gate === gate);
  let country;

  function show(gate) {
    const found = known(gate);
    ask.hidden = found;
    card.hidden = !found;
    if (!found) return;
    const said = model.get("told")[gate];
    card.dataset.tier = said?.tier ?? "none";
    if (said) card.dataset.row = said.row;
    else delete card.dataset.row;
    panel.one(".gates-alert").replaceChildren(...(said ? sign(gate, said) : none()));
    panel.one(".gates-next").hidden = said?.tier === "emergency";
    numbers();
  }
  function sign(gate, { action, why }) {
    return [line("told", words.told), line("sign", words.labels[gate]), line("do", action),
      line("why", why), line("more", words.more)];
  }
  const none = () => [line("do", words.none_title), line("why", words.none_said),
    line("why", words.none_next), line("more", words.none_worse)];

  function numbers() {
    const { tier } = card.dataset;
    const here = model.get("numbers")[country];
    const call = panel.one(".gates-number");
    panel.one(".gates-call").dataset.row = here?.row ?? "";
    call.textContent = here ? fill(words.call, { number: here.emergency }) : words.call_any;
    if (here) call.href = here.dial;
    else call.removeAttribute("href");
    panel.one(".gates-note").textContent = here?.note ?? "";
    const lines = (LINES[tier] ?? []).filter((one) => here?.[one]);
    panel.one(".gates-lines").textContent = lines.map((one) => fill(words[one], here[one])).join(" ");
    panel.one(".gates-lines").hidden = lines.length === 0;
  }
  function tap(gate) {
    model.set("gate", gate);
    model.save_changes();
    show(gate);
    const place = known(gate) ? card : buttons[0];
    place.focus({ preventScroll: true });
    panel.root.scrollIntoView({ block: "start" });
  }
  for (const button of buttons) button.addEventListener("click", () => tap(button.dataset.gate));
  panel.one(".gates-again").addEventListener("click", () => tap(""));
  if (model.get("country") === ANYWHERE) model.set("country", here(model.get("numbers")));
  const unbind = choice(panel, model, "country", (wanted) => { country = wanted; numbers(); });
  const fromPython = () => show(model.get("gate"));
  model.on("change:gate", fromPython);
  fromPython();
  return () => { unbind(); model.off("change:gate", fromPython); };
}

/** The country that the browser is set up for, where the table has it; it can be changed. */
function here(numbers) {
  const { region } = new Intl.Locale(navigator.language || "und");
  const found = region && Object.keys(numbers).find((id) => numbers[id].region === region);
  return found || ANYWHERE;
}

function line(kind, text) {
  const node = document.createElement("p");
  node.className = `gates-${kind}`;
  rich(node, text, {});
  node.hidden = !text;
  return node;
}

export default { render };
