// Panel: a sex and an age -> 100 people like that, those with a problem filled, from the top left.
//
// The markup has the 100 people already, and Python the numbers and words of every group: this
// module changes which are filled, and says so.

import { choice, fill, lock, open, rich, speaker, state, tools, verdict } from "../controls.js";

/** @param {{ model: import("../controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const { words } = panel;
  const say = words[model.get("kind")];
  const groups = model.get("groups"); // [{ sex, age, ages, holes, marks, rows }]
  const chosen = { sex: undefined, age: undefined };
  const list = panel.one('[data-control="age"] select');
  const people = panel.all(".population-people .person-one");
  const speak = speaker(panel);
  const of = (sex) => groups.filter((one) => one.sex === sex);
  const group = () => of(chosen.sex).find((one) => one.age === chosen.age);

  function show() {
    const { holes, marks, rows } = group();
    const each = ["often", "few", "none"].flatMap((mark) => Array(marks[mark] ?? 0).fill(mark));
    people.forEach((one, i) => one.setAttribute("class", `person-one is-${each[i]}`));
    for (const line of panel.all(".population-counts li")) {
      line.querySelector("b").textContent = marks[line.dataset.mark];
      line.dataset.row = { often: rows.at(-1), few: rows.join(" "), none: rows[0] }[line.dataset.mark];
    }
    const name = fill(say.chart, holes);
    panel.one(".chart-caption").textContent = name;
    panel.one(".population-people title").textContent = name;
    panel.one(".population-people desc").textContent =
      fill(say.reading, holes).replaceAll("**", "");
    panel.one("figure").dataset.row = rows.join(" ");
    const survey = panel.one(".population-survey");
    survey.textContent = fill(say.survey, holes);
    survey.dataset.row = rows[0];
    speak(`${say.reading} ${say.chance}`, holes);
  }
  /** Offer the ages that this sex is told apart by; keep the one chosen, or take the nearest. */
  function offer(sex) {
    const before = chosen.age ?? model.get("age");
    const found = of(sex);
    const kept = found.find((one) => one.age === before) ?? around(found, before);
    list.replaceChildren(...found.map((one) => new Option(one.ages, one.age)));
    list.value = kept.age;
    panel.one(".population-note").hidden = found.length > 1;
    Object.assign(chosen, { sex, age: kept.age });
    if (kept.age !== before) remember(kept.age);
    show();
  }
  function remember(age) {
    state.set(`${panel.key}.age`, age);
    model.set("age", age);
    model.save_changes();
  }
  const unbind = [
    choice(panel, model, "sex", offer),
    choice(panel, model, "age", (age) => {
      if (!of(chosen.sex).some((one) => one.age === age)) return;
      chosen.age = age;
      show();
    }),
  ];
  tools(panel, {
    sound: () => [byAge(groups, chosen.sex).map((one) => Number(one.holes.any)), []],
    rows: () => table(words, say, groups),
    file: `${model.get("kind").replace("_", "-")}-of-100-people.csv`,
  });
  const answer = verdict(panel, model);
  const unlock = lock(panel, model.get("after"), answer);
  return () => { unbind.forEach((stop) => stop()); unlock(); };
}

/** The narrowest group that holds the age before, or the first, which holds them all. */
function around(found, before) {
  const [from, to] = before.split("_").map(Number);
  const holding = found.filter((one) => {
    const [low, high] = one.age.split("_").map(Number);
    return low <= from && to <= high;
  });
  return holding.at(-1) ?? found[0];
}

/** The groups that a sex is told apart by, youngest first; everyone's, where it is not. */
function byAge(groups, sex) {
  const apart = (which) => groups.filter((one) => one.sex === which && one.age !== "20_80");
  return apart(sex).length > 1 ? apart(sex) : apart("all");
}

/** Every group as a line of numbers. */
function table(words, say, groups) {
  const names = ["any", "often"].filter((name) => `head_${name}` in say);
  const ends = [words.file_low, words.file_high];
  return [
    [words.head_group, ...names.flatMap((name) => [say[`head_${name}`], ...ends])],
    ...groups.map(({ holes }) => [holes.group,
      ...names.flatMap((name) => [holes[name], holes[`${name}_low`], holes[`${name}_high`]])]),
  ];
}

export default { render };
