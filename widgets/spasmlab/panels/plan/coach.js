// Panel: a move is chosen, drawn, and timed by the breath: in, hold, out, so many rounds.
//
// Where the timer stands is worked out from the clock at every look, and never counted up, so that
// a slow page or a sleeping tab is not late. Still pictures change where motion is not wanted.

import { busy, choice, fill, open, tools } from "../controls.js";
import { between, paths } from "./figures.js";

const SVG = "http://www.w3.org/2000/svg";
const STEPS = ["in", "hold", "out"]; // and the still that each belongs to, by its place
const quiet = matchMedia("(prefers-reduced-motion: reduce)");

/** Call back in a while: by the frame where there is motion. Returns what calls it off. */
function soon(call) {
  if (quiet.matches) {
    const timer = setTimeout(call, 200);
    return () => clearTimeout(timer);
  }
  const frame = requestAnimationFrame(call);
  return () => cancelAnimationFrame(frame);
}

/** Where a move stands after so many seconds: round, step, what is left of it, share gone. */
function place(move, seconds) {
  const cycle = move.in + move.hold + move.out;
  const round = Math.floor(seconds / cycle);
  if (round >= move.rounds) return undefined;
  let within = seconds - round * cycle;
  const step = STEPS.find((name) => within < move[name] || (within -= move[name]) < 0) ?? "out";
  return { round: round + 1, step, left: move[step] - within, share: within / move[step] };
}

/** The joints of a moment: into the hold, still in it, out by the third still and on to the first. */
function pose({ frames: [start, hold, ease], circles }, { step, share }, skeleton) {
  const eased = share * share * (3 - 2 * share);
  if (quiet.matches) return { in: start, hold, out: ease }[step];
  if (step === "in") return rub(between(start, hold, eased, skeleton), circles * share);
  if (step === "hold") return hold;
  return eased < 0.5
    ? between(hold, ease, 2 * eased, skeleton) : between(ease, start, 2 * eased - 1, skeleton);
}

/** The same joints with the hand so far round its circles. */
function rub(at, turns) {
  const [x, y] = at.hand;
  const angle = 2 * Math.PI * turns;
  return { ...at, hand: [x + 6 * Math.sin(angle), y + 6 * (1 - Math.cos(angle))] };
}

/** @param {{ model: import("../controls.js").Model, el: HTMLElement }} context */
function render({ model, el }) {
  const panel = open({ model, el });
  const { words } = panel;
  const moves = model.get("moves"); // { name: { rounds, in, hold, out, frames, ... } }
  const { limbs, skeleton } = model.get("body");
  const node = (name) => panel.one(`.coach-${name}`);
  const [go, again] = [node("go"), node("again")];
  const stage = stager(node("stage"), limbs);
  let name; // of the move that is shown
  let gone = 0; // seconds that the timer had run when it was last stopped
  let since; // when it was let go again, ms; nothing while it stands
  let cancel = () => {}; // the next look at the clock
  let step; // what was last announced

  const move = () => moves[name];
  const said = (at) => words[name][at] ?? words[at];
  const seconds = () => gone + (since === undefined ? 0 : (performance.now() - since) / 1000);

  function choose(wanted) {
    name = wanted;
    const own = words[name];
    for (const part of panel.all("[data-move]")) part.toggleAttribute("data-off", part.dataset.move !== name);
    for (const part of panel.all("[data-kind]")) part.toggleAttribute("data-off", part.dataset.kind !== move().kind);
    node("full").textContent = own.full;
    node("where").textContent = fill(words.feel, own);
    for (const part of ["timer", "first"]) node(part).dataset.row = `moves:${name}`;
    node("first").lastChild.textContent =
      panel.one(`[data-move="${name}"] .coach-ask`).lastChild.textContent;
    stage.set(move(), own);
    reset();
  }
  function reset() {
    stop();
    gone = 0;
    step = undefined;
    rest();
    node("heard").textContent = "";
    show(words.idle, "", move().hold || move().in);
    mark(undefined);
    breathe(0, 0);
    stage.pose(move().frames[1], 1);
  }
  function rest() {
    if (document.activeElement === again) go.focus(); // what is hidden cannot keep it
    again.hidden = true;
    go.textContent = words.start;
  }
  function stop() {
    gone = seconds();
    since = undefined;
    cancel();
  }
  function run() {
    since = performance.now();
    go.textContent = words.pause;
    again.hidden = false;
    step = undefined; // said once more after a pause
    look();
  }
  function look() {
    const at = place(move(), seconds());
    if (!at) return finish();
    const round = fill(words.round, { round: at.round, rounds: move().rounds });
    show(said(at.step), round, Math.ceil(at.left));
    stage.pose(pose(move(), at, skeleton), quiet.matches ? STEPS.indexOf(at.step) : undefined);
    if (step !== `${at.round} ${at.step}`) {
      step = `${at.round} ${at.step}`;
      mark(STEPS.indexOf(at.step));
      busy();
      node("heard").textContent = at.step === "in" ? `${round} ${said("in")}` : said(at.step);
    }
    breathe(quiet.matches ? 1 : { in: at.share, hold: 1, out: 1 - at.share }[at.step],
      quiet.matches ? 0 : seconds() / (move().rounds * (move().in + move().hold + move().out)));
    cancel = soon(look);
  }
  function finish() {
    stop();
    gone = 0;
    rest();
    const done = move().side ? words.done_side : words.done;
    show(done, "", move().hold || move().in);
    node("heard").textContent = done;
    mark(undefined);
    breathe(0, quiet.matches ? 0 : 1);
    stage.pose(move().frames[1], 1);
  }
  function show(phase, round, left) {
    node("phase").textContent = phase;
    node("round").textContent = round;
    node("left").textContent = left;
  }
  function mark(frame) { // the still that the drawing is at
    for (const still of panel.all("[data-frame]")) {
      still.classList.toggle("is-now", Number(still.dataset.frame) === frame);
    }
  }
  function breathe(share, done) {
    node("breath").style.transform = `scale(${0.62 + 0.38 * share})`;
    node("ring").style.strokeDasharray = `${100 * done} 100`;
  }

  go.addEventListener("click", () => {
    if (since === undefined) return run();
    stop();
    go.textContent = words.go_on;
    node("phase").textContent = words.paused;
    node("heard").textContent = words.paused;
  });
  again.addEventListener("click", () => {
    stop();
    gone = 0;
    run();
  });
  const unbind = choice(panel, model, "move", choose);
  tools(panel, { rows: () => table(words, moves), file: "stretches-and-massage.csv" });
  return () => { stop(); unbind(); };
}

/** The big drawing: `set` a move, then `pose` it with the arrows of one of its stills. */
function stager(svg, limbs) {
  const [scene, arrows] = ["scene", "arrows"].map((part) => svg.querySelector(`.coach-${part}`));
  const [title, desc] = [svg.querySelector("title"), svg.querySelector("desc")];
  let move;
  let frame;
  const fillWith = (parent, drawn) => parent.replaceChildren(...drawn.map(([kind, d]) => {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("class", kind);
    path.setAttribute("d", d);
    return path;
  }));
  return {
    set(wanted, said) {
      move = wanted;
      frame = null;
      svg.setAttribute("viewBox", move.view.join(" "));
      title.textContent = said.full;
      desc.textContent = said.picture;
      fillWith(scene, paths(move, move.frames[1], limbs));
    },
    pose(at, wanted) {
      paths(move, at, limbs).forEach(([, d], i) => scene.children[i].setAttribute("d", d));
      if (frame === wanted) return;
      frame = wanted; // a drawing that moves needs no arrows
      fillWith(arrows, (move.arrows[frame] ?? []).map((d) => ["arrow", d]));
    },
  };
}

/** Every move as a line of numbers; what no source gives is empty. */
function table(words, moves) {
  const heads = ["hold", "hold_to", "times", "times_to"].map((name) => words.file[name]);
  return [
    [words.head_move, ...heads, words.file.rounds, words.file.source],
    ...Object.entries(moves).map(([name, { numbers, rounds, source }]) =>
      [words[name].full, ...numbers.map((one) => one ?? ""), rounds, source]),
  ];
}

export default { render };
