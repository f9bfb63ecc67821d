// A small SVG chart: axes, and the marks our panels use. Two layouts are drawn, not one scaled:
// a phone's chart has fewer pixels, not smaller letters.

const SVG = "http://www.w3.org/2000/svg";
const LARGE = { width: 640, height: 500, left: 58, right: 14, top: 42, bottom: 64 };
const SMALL = { width: 340, height: 360, left: 50, right: 10, top: 40, bottom: 58 };
const NARROW = 480; // pixels of box below which the small layout is drawn

/** A scale from a range of data to a range of pixels. */
const scale = (lo, hi, from, to) => (value) => from + ((value - lo) / (hi - lo)) * (to - from);

export function make(name, attributes = {}, parent = undefined) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, String(value));
  return parent ? parent.appendChild(node) : node;
}

/** A number as a page writes it: a true minus sign. */
export const number = (value, digits = 0) => Number(value).toFixed(digits).replace("-", "−");

// Head and shoulders, about the middle of a square 46 wide.
const PERSON = "M-6.6-9a6.6 6.6 0 1 0 13.2 0a6.6 6.6 0 1 0-13.2 0z"
  + "M-10.5 15v-5.5a10.5 10.5 0 0 1 21 0v5.5z";

/**
 * Paint the people that `box` counts: `data-filled` of `data-out-of`, row by row from the top left.
 *
 * A hundred stand in tens; a thousand in rows of 25.
 */
export function people(box) {
  const [filled, all] = [Number(box.dataset.filled), Number(box.dataset.outOf)];
  const [side, across] = [46, all > 100 ? 25 : 10];
  const size = `0 0 ${side * across} ${side * Math.ceil(all / across)}`;
  const svg = make("svg", { viewBox: size, "aria-hidden": "true", focusable: "false" });
  for (let i = 0; i < all; i += 1) {
    const [left, top] = [side * ((i % across) + 0.5), side * (Math.floor(i / across) + 0.5)];
    make("path", { class: i < filled ? "one filled" : "one", d: PERSON,
      transform: `translate(${left} ${top})` }, svg);
  }
  box.replaceChildren(svg);
}

/**
 * Draw a chart in `box`, again whenever its layout changes.
 *
 * `paint(marks)` draws what stands still and returns what moves: a function of a stop's index.
 * `heights` overrides the two layouts' heights; as a function it is asked at each drawing.
 */
export function chart(box, { x, y, title, about, heights }, paint) {
  let moving = () => {};
  let at;
  let drawn;
  /** The layout that fits; of a box on a slide that is not shown yet, the window's width tells. */
  function fitting() {
    const small = (box.clientWidth || innerWidth) < NARROW;
    const layout = small ? SMALL : LARGE;
    const tall = typeof heights === "function" ? heights() : heights;
    return { ...layout, height: tall?.[small ? 1 : 0] ?? layout.height };
  }
  function draw() {
    const layout = fitting();
    drawn = `${layout.width} ${layout.height}`;
    const svg = make("svg", { viewBox: `0 0 ${layout.width} ${layout.height}`, role: "img" });
    const words = { title: title(), desc: about() };
    const names = Object.entries(words).map(([tag, text]) => {
      const node = make(tag, { id: `${box.id}-${tag}` }, svg);
      node.textContent = text;
      return node.id;
    });
    svg.setAttribute("aria-labelledby", names[0]);
    svg.setAttribute("aria-describedby", names[1]);
    const marks = markers(svg, layout, x, y);
    axes(marks, layout, x, y);
    moving = paint(marks);
    box.replaceChildren(svg);
    if (at !== undefined) moving(at);
  }
  draw();
  const watch = new ResizeObserver(() => {
    const { width, height } = fitting();
    if (`${width} ${height}` !== drawn) draw();
  });
  watch.observe(box);
  return {
    move(i) { at = i; moving(i); },
    redraw: draw,
    close: () => watch.disconnect(),
  };
}

function markers(svg, layout, x, y) {
  const inside = { left: layout.left, right: layout.width - layout.right, top: layout.top,
    bottom: layout.height - layout.bottom };
  const px = scale(x.from, x.to, inside.left, inside.right);
  const py = scale(y.from, y.to, inside.bottom, inside.top);
  const text = (words, left, top, kind = "", anchor = "start") => {
    const node = make("text", { x: left, y: top, class: kind, "text-anchor": anchor }, svg);
    node.textContent = words;
    return node;
  };
  return {
    svg, inside, x: px, y: py, text, small: layout.width === SMALL.width,
    add: (name, attributes) => make(name, attributes, svg),
    line: (xs, ys, kind) => make("polyline", {
      class: `mark-line ${kind}`,
      points: Array.from(xs, (value, i) => `${px(value).toFixed(1)},${py(ys[i]).toFixed(1)}`).join(" "),
    }, svg),
    band(from, to, words) {
      make("rect", { class: "mark-band", x: px(from), y: inside.top, width: px(to) - px(from),
        height: inside.bottom - inside.top }, svg);
      text(words, px((from + to) / 2), inside.bottom - 10, "mark-band-word", "middle");
    },
    span: (low, high, kind) => make("rect", { class: kind, x: inside.left, y: py(high),
      width: inside.right - inside.left, height: py(low) - py(high) }, svg),
    limit(value, words) {
      make("line", { class: "mark-limit", x1: inside.left, x2: inside.right, y1: py(value),
        y2: py(value) }, svg);
      text(words, inside.left + 4, py(value) - 10, "mark-limit-word");
    },
    /** A range in pixels, from one end to the other, with caps. */
    whisker: (left, one, other, kind, cap = 9) => make("path", { class: kind,
      d: `M${left},${one}V${other}` + [one, other].map((end) => `M${left - cap},${end}h${2 * cap}`).join("") }, svg),
    dot: (kind, radius = 10) => make("circle", { class: `mark-dot ${kind}`, r: radius }, svg),
  };
}

function axes({ text, add, inside, x: px, y: py }, layout, x, y) {
  for (const value of y.ticks ?? []) {
    add("line", { class: "grid", x1: inside.left, x2: inside.right, y1: py(value), y2: py(value) });
    text(number(value), inside.left - 10, py(value) + 6, "tick", "end");
  }
  add("line", { class: "axis", x1: inside.left, x2: inside.right, y1: inside.bottom, y2: inside.bottom });
  for (const value of x.ticks) {
    add("line", { class: "axis", x1: px(value), x2: px(value), y1: inside.bottom, y2: inside.bottom + 6 });
    text(number(value, x.digits), px(value), inside.bottom + 27, "tick", "middle");
  }
  text(x.label, (inside.left + inside.right) / 2, layout.height - 6, "axis-word", "middle");
  if (y.label) text(y.label, 2, 20, "axis-word");
}
