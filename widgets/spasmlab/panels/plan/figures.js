// A person in a few lines, as figures.py draws one: joints in, paths out; and the way between two
// poses, on which every limb turns about its joint and none shrinks.

/** @typedef {Record<string, [number, number]>} Joints */

/** The joints on the way from one pose to another. `skeleton`: a joint's parent, parents first. */
export function between(one, other, share, skeleton) {
  const mix = (a, b) => a + share * (b - a);
  const found = { hip: [mix(one.hip[0], other.hip[0]), mix(one.hip[1], other.hip[1])] };
  for (const [name, parent] of Object.entries(skeleton)) {
    const [[a, r], [b, s]] = [polar(one, name, parent), polar(other, name, parent)];
    const turn = ((((b - a + Math.PI) % TURN) + TURN) % TURN) - Math.PI;
    const [angle, length] = [a + share * turn, mix(r, s)];
    const [x, y] = found[parent];
    found[name] = [x + length * Math.cos(angle), y + length * Math.sin(angle)];
  }
  return found;
}

const TURN = 2 * Math.PI;

function polar(at, name, parent) {
  const [x, y] = [at[name][0] - at[parent][0], at[name][1] - at[parent][1]];
  return [Math.atan2(y, x), Math.hypot(x, y)];
}

/** Everything of a scene but its arrows, back to front: class and path. */
export function paths(scene, at, limbs) {
  return [...scene.behind, ...scene.order.flatMap((part) => {
    if (part === "muscle") return [["muscle", muscle(at, scene.muscle)]];
    if (part === "cord") return scene.cord.length ? [["cord", cord(at, scene.cord)]] : [];
    const drawn = [[`limb ${part}`, limb(at, limbs[part])]];
    return part === "head" ? [...drawn, ["hair", hair(at)]] : drawn;
  })];
}

const short = (...numbers) => numbers.map((one) => one.toFixed(1)).join(" ");

function limb(at, chains) {
  return chains.flatMap((chain) => {
    const circles = chain.map(([name, radius]) => [...at[name], radius]);
    if (circles.length === 1) return [tube(circles[0], circles[0])];
    return circles.slice(1).map((circle, i) => tube(circles[i], circle));
  }).join("");
}

/** What lies between two circles, both included, always drawn the same way round. */
function tube(one, other) {
  const [[x, y, r], [u, v, s]] = [one, other];
  const far = Math.hypot(u - x, v - y);
  if (far <= Math.abs(r - s)) {
    const [a, b, q] = r >= s ? one : other;
    return `M${short(a - q, b)}a${q} ${q} 0 1 1 ${2 * q} 0a${q} ${q} 0 1 1 ${-2 * q} 0z`;
  }
  const [along, wide] = [Math.atan2(v - y, u - x), Math.acos((r - s) / far)];
  const on = (cx, cy, radius, angle) =>
    short(cx + radius * Math.cos(angle), cy + radius * Math.sin(angle));
  const [low, high] = [along - wide, along + wide];
  return `M${on(x, y, r, low)}L${on(u, v, s, low)}A${s} ${s} 0 ${Number(s > r)} 1 ${on(u, v, s, high)}`
    + `L${on(x, y, r, high)}A${r} ${r} 0 ${Number(r > s)} 1 ${on(x, y, r, low)}z`;
}

function muscle(at, [one, other, start, end, aside, half]) {
  const [[x, y], [u, v]] = [at[one], at[other]];
  const far = Math.hypot(u - x, v - y);
  const [nx, ny] = [(y - v) / far, (u - x) / far];
  const place = (share, off) => short(x + share * (u - x) + off * nx, y + share * (v - y) + off * ny);
  const middle = (start + end) / 2;
  const first = place(start, aside);
  return `M${first}Q${place(middle, aside + 2 * half)} ${place(end, aside)}`
    + `Q${place(middle, aside - 2 * half)} ${first}z`;
}

function hair(at) {
  const [[x, y], [u, v]] = [at.head, at.face];
  const [dx, dy] = [u - x, v - y];
  const side = dy <= -Math.abs(dx) || dx > 0 ? 1 : -1; // the crown is up, or away from the chest
  const [cx, cy] = [side * dy, -side * dx];
  const brow = short(x + 0.55 * dx + 0.84 * cx, y + 0.55 * dy + 0.84 * cy);
  const nape = short(x - 0.5 * dx - 0.87 * cx, y - 0.5 * dy - 0.87 * cy);
  const within = short(x - 0.15 * dx + 0.35 * cx, y - 0.15 * dy + 0.35 * cy);
  return `M${brow}A19 19 0 0 ${Number(side < 0)} ${nape}Q${within} ${brow}z`;
}

const cord = (at, through) => `M${through.map((name) => short(...at[name])).join("L")}`;
