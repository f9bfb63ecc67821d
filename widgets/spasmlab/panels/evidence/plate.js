// Panel: servings on a plate -> bars over what people eat in a day, and a sliver of blood.
//
// What a serving holds and what people eat come from Python; this module only adds up. What is on
// the plate is kept in the model alone: it is written into no address.

import { choice, fill, lock, open, speaker, state, tools } from "../controls.js";

/** @param {{ model: import("../controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const { words } = panel;
  const foods = model.get("foods"); // [{ id, name, serving, mg, grams }]
  const groups = model.get("groups"); // [{ sex, age, ages, name, eaten }]
  const { slope, width, least: smallest } = model.get("blood");
  const salts = panel.all("[data-salt]").map((one) => one.dataset.salt);
  const chosen = { sex: model.get("sex"), age: model.get("age") };
  const speak = speaker(panel);
  const plate = () => model.get("plate");
  const group = () => groups.find((one) => one.sex === chosen.sex && one.age === chosen.age);
  const percent = (mg, middle) => Math.floor((100 * mg) / middle + 0.5);

  /** mg of a salt on the plate, and whether some food's is not known. */
  function total(salt) {
    const held = foods.filter((food) => plate()[food.id]);
    return {
      mg: held.reduce((sum, food) => sum + (food.mg[salt] ?? 0) * plate()[food.id], 0),
      least: held.some((food) => !(salt in food.mg)),
    };
  }
  function show() {
    const { name, eaten } = group();
    for (const line of panel.all("[data-food]")) {
      const count = plate()[line.dataset.food] ?? 0;
      line.querySelector(".plate-count").textContent = count;
      line.classList.toggle("is-on", count > 0);
      line.querySelector('[data-step="-1"]').setAttribute("aria-disabled", count === 0);
      line.querySelector('[data-step="1"]').setAttribute("aria-disabled", count === model.get("most"));
    }
    panel.one(".plate-legend").textContent = fill(words.legend, { group: name });
    const who = panel.one(".plate-who summary");
    if (who) who.textContent = fill(words.who, { group: name });
    for (const salt of salts) bar(panel.one(`[data-salt="${salt}"]`), total(salt), eaten[salt]);
    const { mg, least } = total("potassium");
    const rise = (slope * mg) / 1000;
    panel.one(".plate-rise").setAttribute("width", (1000 * Math.min(1, rise / width)).toFixed(1));
    const tiny = rise > 0 && rise < smallest;
    panel.one(".plate-rise-said").textContent = fill(tiny ? words.blood_rise_tiny : words.blood_rise,
      { rise: rise ? Math.max(rise, smallest).toFixed(2) : "0" });
    if (!Object.keys(plate()).length) return speak(words.nothing);
    if (!mg) return speak(words.reading_none);
    const told = [least ? words.reading_least : words.reading,
      tiny ? words.rise_tiny : words.rise];
    return speak(told.join(" "), { potassium: mg, share: percent(mg, eaten.potassium.middle),
      rise: Math.max(rise, smallest).toFixed(2) });
  }
  function bar(node, { mg, least }, { middle, half, most, shown }) {
    const at = (value) => ((1000 * value) / most).toFixed(1);
    node.querySelector(".plate-mg").textContent = fill(least ? words.at_least : words.amount, { mg });
    const pale = node.querySelector(".plate-half");
    pale.setAttribute("x", at(half[0]));
    pale.setAttribute("width", at(half[1] - half[0]));
    node.querySelector(".plate-fill").setAttribute("width", at(Math.min(mg, most)));
    node.querySelector(".plate-middle").setAttribute("d", `M${at(middle)} 0v40`);
    node.querySelector(".plate-share").textContent = mg > most ? words.beyond
      : fill(words.share, { share: percent(mg, middle), middle: shown });
  }
  function serve(wanted) {
    model.set("plate", wanted);
    model.save_changes();
    show();
  }
  function step(food, by) {
    const count = Math.min(model.get("most"), Math.max(0, (plate()[food] ?? 0) + by));
    const { [food]: _, ...others } = plate();
    serve(count ? { ...others, [food]: count } : others);
  }

  /** Take the group that is chosen in another panel of the page; its ages may be narrower. */
  function as(other) {
    const ages = [...new Set(groups.map((one) => one.age))].sort((a, b) => a - b);
    const own = {
      sex: (told) => (groups.some((one) => one.sex === told) ? told : model.get("sex")),
      age: (told) => ages.findLast((low) => Number(low) <= Number(told)) ?? model.get("age"),
    };
    return Object.entries(own).map(([name, nearest]) => {
      const take = (told) => { chosen[name] = nearest(told); show(); };
      take(state.get(`${other}.${name}`));
      return state.watch(`${other}.${name}`, take);
    });
  }

  for (const line of panel.all("[data-food]")) {
    for (const button of line.querySelectorAll("button")) {
      button.addEventListener("click", () => step(line.dataset.food, Number(button.dataset.step)));
    }
  }
  panel.one(".plate-day").addEventListener("click", () => {
    panel.one(".plate-more").open = true; // where the foods of the day stand
    serve(Object.fromEntries(model.get("day").map((food) => [food, 1])));
  });
  panel.one(".plate-empty").addEventListener("click", () => serve({}));
  const fromPython = () => show();
  model.on("change:plate", fromPython);
  const unbind = [
    choice(panel, model, "shelf", (shelf) => {
      for (const one of panel.all("[data-shelf]")) one.hidden = one.dataset.shelf !== shelf;
    }),
    ...(model.get("like") ? as(model.get("like")) : ["sex", "age"].map((name) =>
      choice(panel, model, name, (value) => { chosen[name] = value; show(); }))),
  ];
  tools(panel, {
    rows: () => [
      [words.head_food, words.head_serving, words.head_grams,
        ...salts.map((salt) => words[`head_${salt}`]), words.head_count],
      ...foods.map((food) => [food.name, food.serving, food.grams,
        ...salts.map((salt) => food.mg[salt] ?? ""), plate()[food.id] ?? 0]),
    ],
    file: "on-my-plate.csv",
  });
  const unlock = lock(panel, model.get("after"));
  return () => {
    model.off("change:plate", fromPython);
    unbind.forEach((stop) => stop());
    unlock();
  };
}

export default { render };
