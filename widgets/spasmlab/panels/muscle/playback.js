// Play, pause and step a moment along a time axis. It moves only when asked to.
//
// Samples are close together, so that the cursor glides; the range and the steps go by `stride` of
// them. Where motion is not wanted, playing shows stills: some steps at a time, each left standing.

import { busy, state } from "../controls.js";

const quiet = matchMedia("(prefers-reduced-motion: reduce)");
const STILL = 900; // ms that a still is left standing

/**
 * Bind a moment's range, its steps and Play to the fragment and a trait in ms.
 *
 * `ms` are the samples' times, `seconds` how long playing all of them takes, `still` how many steps
 * a still moves on. `text(i)` writes a sample's moment, `told(i)` says what is then seen, and
 * `show(i, playing)` draws it.
 */
export function playback(panel, model, { ms, stride, seconds, still, text, told, show, name = "moment" }) {
  const { words } = panel;
  const field = panel.one(`[data-control="${name}"]`);
  const [range, go] = [field.querySelector("input"), field.querySelector(".play-go")];
  const heard = field.querySelector(".play-heard");
  const key = `${panel.key}.${name}`;
  const last = ms.length - 1;
  let at = 0; // the sample that is shown
  let cancel; // what calls the next look off; nothing while it stands

  function move(i) {
    at = Math.min(last, Math.max(0, i));
    range.value = String(Math.round(at / stride));
    range.style.setProperty("--at", `${(100 * at) / last}%`);
    field.querySelector(".slider-value").textContent = text(at);
    if (!cancel) range.setAttribute("aria-valuetext", told(at));
    show(at, cancel !== undefined);
  }
  function settle(i) {
    move(i);
    const now = String(ms[at]);
    state.set(key, now);
    model.set(name, Number(now));
    model.save_changes();
  }
  function stop() {
    if (!cancel) return false;
    cancel();
    cancel = undefined;
    go.textContent = words.play;
    return true;
  }
  /** Stop where a step is, and say what is seen there. */
  function pause() {
    if (!stop()) return;
    settle(at === last ? last : stride * Math.round(at / stride));
    heard.textContent = told(at);
  }
  function play() {
    const from = at >= last ? 0 : at;
    const since = performance.now();
    go.textContent = words.pause;
    heard.textContent = "";
    const look = () => {
      const gone = (performance.now() - since) / 1000;
      const now = quiet.matches
        ? from + still * stride * Math.floor((1000 * gone) / STILL)
        : from + Math.floor((last * gone) / seconds);
      busy();
      if (now !== at) move(now);
      if (at >= last) pause();
      else cancel = soon(look);
    };
    cancel = soon(look);
    move(from);
  }
  const step = (by) => {
    stop();
    settle(stride * (Math.round(at / stride) + by));
  };

  go.addEventListener("click", () => (cancel ? pause() : play()));
  range.addEventListener("input", () => { stop(); move(stride * range.valueAsNumber); });
  range.addEventListener("change", () => { stop(); settle(stride * range.valueAsNumber); });
  for (const button of field.querySelectorAll("[data-by]")) {
    button.addEventListener("click", () => step(Number(button.dataset.by)));
  }
  const nearest = (wanted) => stride * Math.round(
    ms.reduce((best, one, i) => (Math.abs(one - wanted) < Math.abs(ms[best] - wanted) ? i : best), 0) / stride);
  const from = (wanted) => {
    const known = wanted !== undefined && Number.isFinite(Number(wanted));
    stop();
    move(nearest(known ? Number(wanted) : model.get(name)));
  };
  const fromPython = () => { if (Number(model.get(name)) !== ms[at]) from(model.get(name)); };
  model.on(`change:${name}`, fromPython);
  const unwatch = state.watch(key, (wanted) => String(ms[at]) === wanted || from(wanted));
  from(state.get(key));
  return {
    redraw: () => move(at),
    pause,
    close() { stop(); model.off(`change:${name}`, fromPython); unwatch(); },
  };
}

/** Call back in a while: by the frame where there is motion. Returns what calls it off. */
function soon(call) {
  if (quiet.matches) {
    const timer = setTimeout(call, 100);
    return () => clearTimeout(timer);
  }
  const frame = requestAnimationFrame(call);
  return () => cancelAnimationFrame(frame);
}
