// Panel: free calcium in the blood -> the push that sets off a nerve, by one published set of
// constants or by two, which disagree on how far.
//
// Python solved both at every stop, and chose what is said there; this module draws and looks up.

import { chart, make, number } from "../chart.js";
import { choice, fill, lock, open, slider, speaker, tools, verdict } from "../controls.js";

const DIRE = { emergency: 1, call_low: 1, call_high: 1 };

/** @param {{ model: import("../controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const { words } = panel;
  const stops = panel.floats("stops");
  const percent = panel.floats("relative").map((push) => 100 * push);
  const [first, second] = [percent.subarray(0, stops.length), percent.subarray(stops.length)];
  const pushes = model.get("pushes");
  const says = model.get("says");
  const upto = model.get("fires_upto");
  const nerve = picture(panel.one(".brake-nerve"), stops.at(-1));
  const say = speaker(panel);
  const answer = verdict(panel, model);
  const chosen = { stop: undefined, two: model.get("models") === "two" };

  const curve = chart(panel.one(".chart"), {
    x: { from: stops[0], to: stops.at(-1), ticks: [0.5, 1, 1.5], digits: 1, label: words.axis_x },
    y: { from: 0, to: 140, ticks: [50, 100], label: words.axis_y },
    title: () => words.chart,
    about: () => fill(words.chart_about, { usual: pushes[0][chosen.stop ?? 0], low: number(upto, 1),
      limit: number(model.get("limit"), 1) }),
  }, (marks) => paint(marks, { words, stops, first, second, pushes, upto, two: chosen.two,
    usual: model.get("usual"), seen: model.get("seen"), limit: model.get("limit") }));

  function show() {
    const i = chosen.stop;
    if (i === undefined) return;
    curve.move(i);
    nerve(stops[i], says[i].includes("fires"));
    const names = says[i].filter((name) => chosen.two || name !== "second");
    const dire = names[0] in DIRE; // what it asks for is a paragraph of its own
    say(names.map((name, at) => (dire && at === 1 ? "\n" : "") + words[name]).join(" "), { calcium: stops[i].toFixed(2),
      push: pushes[0][i], second: pushes[1][i] });
    answer(stops[i] <= model.get("asked") + 0.005); // once calcium is as low as the question says
  }

  const unbind = [
    choice(panel, model, "models", (name) => { chosen.two = name === "two"; curve.redraw(); show(); }),
    slider(panel, model, "calcium", { stops, digits: 2, show: (i) => { chosen.stop = i; show(); } }),
    lock(panel, model.get("after"), show),
  ];
  tools(panel, {
    sound: () => [[...first], []],
    rows: () => [
      [words.head_calcium, words.head_first, words.head_second],
      ...Array.from(stops, (stop, i) =>
        [stop.toFixed(2), first[i].toFixed(1), second[i].toFixed(1)]),
    ],
    file: "calcium-and-the-push-a-nerve-needs.csv",
  });
  return () => { unbind.forEach((stop) => stop()); curve.close(); };
}

function paint(marks, { words, stops, first, second, pushes, upto, two, usual, seen, limit }) {
  const { x, y, small, inside } = marks;
  marks.band(usual[0], usual[1], words.band);
  marks.add("rect", { class: "brake-self", x: inside.left, y: inside.top, width: x(upto) - inside.left,
    height: inside.bottom - inside.top });
  marks.add("line", { class: "brake-usual", x1: inside.left, x2: inside.right, y1: y(100), y2: y(100) });
  const top = inside.top + 14; // what was measured, in words beside its bar
  marks.add("path", { class: "brake-seen", d: `M${inside.left} ${top}H${x(seen)}m0 -7v14` });
  marks.text(small ? words.seen_short : words.seen, x(seen) + 12, top + 6, "brake-seen-word");
  marks.add("line", { class: "mark-limit", x1: x(limit), x2: x(limit), y1: top + 16, y2: inside.bottom });
  marks.text(small ? words.limit_short : words.limit, x(limit) - 8, y(118), "mark-limit-word", "end");
  if (two) marks.line(stops, second, "brake-second");
  marks.line(stops, first, "reading");
  marks.text(small ? words.self_short : words.self, inside.left + 6, y(24), "mark-limit-word");
  if (two) {
    const [left, height, side] = small ? [1.49, 74, "end"] : [0.86, 60, "end"];
    marks.text(words.label_first, x(left), y(height), "word-reading", side);
    marks.text(words.label_second, x(0.74), y(86), "word-ca", "end");
  }

  const tag = marks.add("g", { class: "tag" });
  const [width, tall] = [small ? 104 : 120, 36];
  make("rect", { width, height: tall, rx: 10 }, tag);
  const figure = make("text", { x: width / 2, y: 24, "text-anchor": "middle" }, tag);
  const other = marks.dot("brake-other", 8);
  const dot = marks.dot("reading");
  other.setAttribute("visibility", two ? "visible" : "hidden");
  return (i) => {
    const [left, height] = [x(stops[i]), y(first[i])];
    dot.setAttribute("cx", left);
    dot.setAttribute("cy", height);
    other.setAttribute("cx", left);
    other.setAttribute("cy", y(second[i]));
    const beside = left + 14 + width > inside.right ? left - 14 - width : left + 14;
    tag.setAttribute("transform", `translate(${beside},${Math.min(height + 10, inside.bottom - tall - 6)})`);
    figure.textContent = first[i] > 0 ? fill(words.push, { push: pushes[0][i] }) : words.no_push;
  };
}

/** Hide the calcium that a level lacks; open the gates where the nerve fires by itself. */
function picture(svg, most) {
  const dots = [...svg.querySelectorAll(".calcium circle")];
  return (level, fires) => {
    const count = Math.round((dots.length * level) / most);
    dots.forEach((dot, i) => dot.classList.toggle("away", i >= count));
    svg.classList.toggle("fires", fires);
  };
}

export default { render };
