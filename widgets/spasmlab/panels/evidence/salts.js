// Panel: a salt of the blood, a level and a group -> the levels of people like that, and what to do.
//
// Python worked out each group's spread, how many have less at each stop, and each stop's band;
// this module looks them up.

import { chart, make } from "../chart.js";
import { choice, fill, lock, open, rich, slider, speaker, state, tools } from "../controls.js";

const SIGNS = { start: "→", usual: "✓", ask: "?", cannot: "!", urgent: "!", emergency: "!!" };

/** @param {{ model: import("../controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const { words } = panel;
  const salts = model.get("salts"); // { stops, digits, ticks, other, bands, spreads, answers, below }
  const slip = model.get("slip");
  const groups = model.get("groups"); // [{ sex, age, ages, name }]
  const moved = new Set(model.get("moved")); // until then a slider's place is nobody's result
  const chosen = { salt: model.get("salt"), sex: model.get("sex"), age: model.get("age"), stops: {} };
  const say = speaker(panel);
  const salt = () => salts[chosen.salt];
  const stops = () => salt().stops;
  const own = () => words[chosen.salt];
  const at = () => chosen.stops[chosen.salt];
  const group = () => groups.findIndex((one) => one.sex === chosen.sex && one.age === chosen.age);
  const bandAt = (i) => salt().bands.find((one) => i <= one.last);
  const shown = (value) => value.toFixed(salt().digits);
  const said = (band) => [words[band] ?? slip[band], words[`say_${band}`] ?? slip[`say_${band}`]];
  const other = (i) => (stops()[i] * salt().other).toFixed(1);
  const level = (i) => (salt().other
    ? fill(words.level_both, { level: shown(stops()[i]), other: other(i) }) : shown(stops()[i]));
  const few = (i, band) => { // a usual level that few of the group have
    const { levels } = salt().spreads[group()];
    if (band !== "usual") return "";
    return stops()[i] < levels[0] ? words.few_low : stops()[i] > levels.at(-1) ? words.few_high : "";
  };
  const holes = () => {
    const [low, halfLow, , halfHigh, high] = salt().spreads[group()].shown;
    return { ...own(), group: groups[group()].name, low, half_low: halfLow, half_high: halfHigh, high };
  };

  let picture; // of the salt chosen: each has axes of its own
  function draw() {
    picture?.close();
    const half = (stops()[1] - stops()[0]) / 2;
    picture = chart(panel.one(".chart"), {
      x: { from: stops()[0] - half, to: stops().at(-1) + half, ticks: [], label: fill(words.axis, own()) },
      y: { from: 0, to: 1 },
      title: () => words.chart,
      about: () => fill(words.chart_about, holes()),
      heights: [340, 300],
    }, (marks) => paint(marks, { words, salt: salt(), half, shown, levels: salt().spreads[group()].levels,
      kind: chosen.salt, moved: () => moved.has(chosen.salt) }));
  }
  function show() {
    const i = at();
    if (i === undefined) return;
    const { answers, below } = salt();
    const [low, high] = answers[below[group()][i]];
    const kind = high <= 1 ? "none_below" : low >= 99 ? "all_below" : low === high ? "reading" : "between";
    const { band, row } = moved.has(chosen.salt) ? bandAt(i) : { band: "start", row: "" };
    const [word, act] = said(band);
    picture.move(i);
    const seldom = few(i, band);
    say(words[kind], { ...own(), group: groups[group()].name, level: level(i), below: low, low, high },
      band === "start" ? "" : `${act} ${seldom}`);
    const card = panel.one(".band-card");
    card.className = `band-card band-${band}`;
    card.toggleAttribute("data-row", row !== "");
    if (row) card.dataset.row = row;
    card.querySelector(".band-sign").textContent = SIGNS[band];
    card.querySelector(".band-word").textContent = word;
    card.querySelector(".band-act").textContent = act;
    card.querySelector(".salts-few").textContent = seldom;
    card.querySelector(".salts-few").hidden = seldom === "";
    const calm = ["start", "usual", "ask"].includes(band); // beside the others it would soften them
    panel.one(".salts-lab").hidden = chosen.salt === "potassium" || !calm;
  }
  function change() { // another salt, or another group
    for (const one of panel.all("[data-salt]")) one.hidden = one.dataset.salt !== chosen.salt;
    for (const one of panel.all("[data-table]")) one.hidden = one.dataset.table !== chosen.salt;
    panel.one(".chart-caption").textContent = fill(words.caption, holes());
    panel.one("figure").dataset.row = salt().spreads[group()].row;
    panel.one(".salts-who summary").textContent = fill(words.who, { group: groups[group()].name });
    draw();
    show();
  }

  const page = document.querySelector("a.help"); // of the frame around instant and live pages
  if (page) {
    panel.one(".salts-help").replaceWith(Object.assign(document.createElement("a"),
      { href: page.href, className: "salts-help", textContent: words.help_page }));
  }
  const pick = (name) => (value) => { chosen[name] = value; change(); };
  const unbind = [
    ...["salt", "sex", "age"].map((name) => choice(panel, model, name, pick(name))),
    ...Object.entries(salts).map(([name, { stops, digits, other }]) => {
      const units = panel.one(`[data-salt="${name}"] .salts-units`);
      const second = panel.one(`[data-salt="${name}"] .salts-other`);
      return slider(panel, model, name, { stops, digits, words: words[name], show: (i) => {
        if (chosen.stops[name] !== undefined || state.get(`${panel.key}.${name}`) !== undefined) {
          moved.add(name);
        }
        chosen.stops[name] = i;
        const there = (stops[i] * other).toFixed(1);
        rich(units, words[name].units, { other: there });
        if (second) second.textContent = there;
        if (name === chosen.salt) show();
      } });
    }),
  ];
  tools(panel, {
    sound: () => [salt().below[group()].map((one) => middle(salt().answers[one])),
      [at() / (stops().length - 1)]],
    rows: () => [
      [words.head_level, ...(salt().other ? [words.head_other] : []), words.head_low, words.head_high,
        words.head_do],
      ...stops().map((stop, i) => [shown(stop), ...(salt().other ? [other(i)] : []), ...salt().answers[salt().below[group()][i]],
        said(bandAt(i).band)[1]]),
    ],
    file: "blood-salts-of-100-people.csv",
  });
  const unlock = lock(panel, model.get("after"));
  return () => { unbind.forEach((stop) => stop()); unlock(); picture.close(); };
}

const middle = ([low, high]) => (low + high) / 2;

function paint(marks, { words, salt, half, shown, levels, kind, moved }) {
  const { x, inside, small, add, text } = marks;
  const { stops, bands, ticks } = salt;
  const strip = small ? 26 : 34;
  const [low, halfLow, centre, halfHigh, high] = levels.map((level) => x(level));
  const row = (inside.top + inside.bottom - strip) / 2 + 8;
  for (const { band, first, last } of bands) {
    const [left, right] = [x(stops[first] - half), x(stops[last] + half)];
    add("rect", { class: `strip band-${band}`, x: left + 1, width: right - left - 2,
      y: inside.bottom - strip, height: strip });
    text(SIGNS[band], (left + right) / 2, inside.bottom - strip / 2 + 6, "strip-sign", "middle");
  }
  for (const tick of ticks) {
    add("line", { class: "axis", x1: x(tick), x2: x(tick), y1: inside.bottom, y2: inside.bottom + 6 });
    text(String(tick), x(tick), inside.bottom + 27, "tick", "middle");
  }
  const ion = `salt-${kind}`;
  add("rect", { class: `spread-most ${ion}`, x: low, width: high - low, y: row - 16, height: 32, rx: 8 });
  add("rect", { class: `spread-half ${ion}`, x: halfLow, width: halfHigh - halfLow, y: row - 28,
    height: 56, rx: 8 });
  add("line", { class: "spread-middle", x1: centre, x2: centre, y1: row - 28, y2: row + 28 });
  const needle = add("line", { class: "needle", y1: inside.top + 8, y2: inside.bottom - strip });
  const tag = add("g", { class: "tag" });
  const width = small ? 106 : 126;
  make("rect", { width, height: 34, rx: 10 }, tag);
  const figure = make("text", { x: width / 2, y: 23, "text-anchor": "middle" }, tag);
  return (i) => {
    const across = x(stops[i]);
    needle.setAttribute("x1", across);
    needle.setAttribute("x2", across);
    const left = Math.min(inside.right - width, Math.max(inside.left, across - width / 2));
    tag.setAttribute("transform", `translate(${left},${inside.top - 30})`);
    figure.textContent = `${moved() ? `${words.you}: ` : ""}${shown(stops[i])}`;
  };
}

export default { render };
