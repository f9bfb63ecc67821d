// The runs solved ahead: one is looked up, cut off at a time, and played by the clock.

import { busy, choice, slider } from "../controls.js";

const STEP = 0.5; // s of a step by hand
const quiet = matchMedia("(prefers-reduced-motion: reduce)");

/** The runs as Python sent them: `run(length, moment)` is one whole view. */
function runsOf(panel, model) {
  const [alone, since] = [panel.floats("alone_s"), panel.floats("since_s")];
  const [aloneForce, aloneHz] = [panel.floats("alone_force"), panel.floats("alone_hz")];
  const [force, hz, going] = [panel.floats("force"), panel.floats("hz"), panel.floats("going")];
  const moments = panel.floats("moments");
  const { begins, ends } = model.get("times");
  const [rest] = model.get("span");
  return (length, place, when) => {
    const before = alone.findLastIndex((at) => at < moments[when]) + 1;
    const from = (place * moments.length + when) * since.length;
    const join = (first, rest) => [...first.subarray(0, before), ...rest.subarray(from, from + since.length)];
    const seconds = [...alone.subarray(0, before), ...Array.from(since, (at) => moments[when] + at)];
    return {
      seconds,
      force: join(aloneForce, force),
      hz: join(aloneHz, hz),
      length: [...Array(before).fill(rest), ...Array.from(going, (share) => rest + share * (length - rest))],
      effort: seconds.map((at) => Number(at >= begins && at < ends)),
    };
  };
}

/**
 * Bind the slider, the moments and the buttons to the runs. `shown` takes a view, the share that
 * the toes are up, and what is said; `active` tells whether this form is the one in use.
 */
export function replay(panel, model, { shown, active }) {
  const { words } = panel;
  const lengths = [...panel.floats("lengths")];
  const moments = panel.floats("moments");
  const [how, when, says, holds, counts] = ["how", "when", "says", "holds", "runs"].map((name) => model.get(name));
  const times = model.get("times");
  const [rest, farthest] = model.get("span");
  const runs = runsOf(panel, model);
  const button = (name) => panel.one(`.stretch-${name}`);
  const chosen = { place: undefined, when: undefined };
  let run; // the whole of what is shown
  let at; // s that it is cut off at; nothing for the whole
  let since; // when it was let go, ms; nothing while it stands
  let frame;

  const end = () => run.seconds.at(-1);
  const outcome = () => says[chosen.place][chosen.when].map((name) => words[name]).join(" ");

  /** What goes on at a time: the same whiles as the sweep watched. */
  function said(t) {
    const into = t - moments[chosen.when];
    if (t < times.begins) return words.at_rest;
    if (t < times.ends) return words.at_tense;
    if (into < 0) return words.at_cramp;
    if (into < times.going + times.held - times.seen) return words.at_pull;
    if (into < times.going + times.held) return words[`at_${holds[chosen.place][chosen.when]}`];
    return into < 2 * times.going + times.held ? words.at_let_go : outcome();
  }
  function show() {
    if (!run || !active()) return;
    const count = at === undefined ? run.seconds.length : run.seconds.findLastIndex((one) => one <= at) + 1;
    const cut = Object.fromEntries(Object.entries(run).map(([name, values]) => [name, values.slice(0, count)]));
    const last = Math.max(0, count - 1);
    const length = at === undefined ? lengths[chosen.place] : run.length[last];
    shown({ ...cut, now: at }, (length - rest) / (farthest - rest), run.hz[last],
      at === undefined ? outcome() : said(at), { how: words.how[how[chosen.place]],
        runs: counts[chosen.place][chosen.when], of: model.get("of") });
  }
  function choose() {
    if (chosen.place === undefined || chosen.when === undefined) return;
    run = runs(lengths[chosen.place], chosen.place, chosen.when);
    if (since !== undefined) since = performance.now() - 1000 * at;
    show();
  }
  function tick() {
    at = (performance.now() - since) / 1000;
    if (at >= end()) return stop(undefined);
    show();
    frame = requestAnimationFrame(tick);
  }
  function play() {
    since = performance.now() - 1000 * (at ?? 0);
    button("play").textContent = words.pause;
    busy();
    tick();
  }
  function stop(where) {
    cancelAnimationFrame(frame);
    since = undefined;
    at = where;
    button("play").textContent = at === undefined ? words.play : words.go_on;
    show();
  }
  const press = {
    play: () => (since === undefined ? play() : stop(at)),
    step_on: () => { // from the start, where the whole was shown
      const next = Math.floor((at ?? -STEP) / STEP + 1.001) * STEP;
      stop(next < end() ? next : undefined);
    },
    again: () => stop(0),
  };
  const unbind = [
    choice(panel, model, "moment", (name) => { chosen.when = when.indexOf(name); choose(); }),
    slider(panel, model, "length", { stops: lengths, digits: 2, words: { unit_spoken: "" }, show(i) {
      chosen.place = i;
      const [word, step] = [words.how[how[i]], words.step.replace("{at}", i + 1).replace("{of}", lengths.length)];
      const field = panel.one('[data-control="length"]');
      field.querySelector(".slider-value").textContent = word;
      field.querySelector("small").textContent = step;
      field.querySelector("input").setAttribute("aria-valuetext", `${word} ${step}`);
      panel.one(".stretch-length").textContent = words.length.replace("{length}", lengths[i].toFixed(2));
      choose();
    } }),
  ];
  return {
    press: (name) => press[name](),
    show() {
      button("play").hidden = quiet.matches;
      button("play").textContent = at === undefined ? words.play : words.go_on;
      show();
    },
    leave() { if (since !== undefined) stop(at); },
    rows: () => run.seconds.map((one, i) => [one.toFixed(2), run.length[i].toFixed(3), run.force[i].toFixed(4), run.hz[i].toFixed(2)]),
    sound: () => run.hz,
    close() { cancelAnimationFrame(frame); unbind.forEach((one) => one()); },
  };
}
