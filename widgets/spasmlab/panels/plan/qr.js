// A QR code of a text, after ISO/IEC 18004: bytes, versions 1 to 15, levels M and L.
//
// Level M mends 15 % of a smudged code and L 7 %: a text takes M where the modules stay large
// enough to print, L where only that holds it. No name or number of the standard is our own.

/** Correction codewords a block, and blocks, by version from 1. */
const BLOCKS = {
  M: [[10, 1], [16, 1], [26, 1], [18, 2], [24, 2], [16, 4], [18, 4], [22, 4], [22, 5], [26, 5],
    [30, 5], [22, 8], [22, 9], [24, 9], [24, 10]],
  L: [[7, 1], [10, 1], [15, 1], [20, 1], [26, 1], [18, 2], [20, 2], [24, 2], [30, 2], [18, 4],
    [20, 4], [24, 4], [26, 4], [30, 4], [22, 6]],
};
const LEVEL_BITS = { M: 0, L: 1 };
const ROOMY = 10; // the largest version whose modules print well beside level M's repair
const LAST = BLOCKS.M.length;

/** Which modules each mask turns: row i, column j. */
const MASKS = [
  (i, j) => (i + j) % 2 === 0,
  (i) => i % 2 === 0,
  (i, j) => j % 3 === 0,
  (i, j) => (i + j) % 3 === 0,
  (i, j) => (Math.floor(i / 2) + Math.floor(j / 3)) % 2 === 0,
  (i, j) => ((i * j) % 2) + ((i * j) % 3) === 0,
  (i, j) => (((i * j) % 2) + ((i * j) % 3)) % 2 === 0,
  (i, j) => (((i + j) % 2) + ((i * j) % 3)) % 2 === 0,
];

/** @typedef {{ version: number, level: string, mask: number, rows: number[][] }} Code
 *  rows of modules, 1 for dark, without the quiet zone of 4 */

/** Return the code of a text; what is wanted of it may be told, for a test.
 *  @returns {Code | undefined} undefined where no version holds the text */
export function qr(text, wanted = {}) {
  const bytes = [...new TextEncoder().encode(text)];
  const fit = wanted.version ? wanted : fitting(bytes.length);
  if (!fit || bytes.length > room(fit)) return undefined;
  const symbol = blank(fit.version);
  lay(symbol, interleaved(words(bytes, fit), fit));
  const mask = wanted.mask ?? best(symbol);
  const rows = masked(symbol, mask);
  writeFormat(rows, fit.level, mask);
  writeVersion(rows, fit.version);
  return { ...fit, mask, rows };
}

// How much goes in

const side = (version) => 17 + 4 * version;

/** Codewords of a version, data and correction: what the function patterns leave, in bytes. */
function codewords(version) {
  const across = lines(version).length;
  const aligned = across ? 25 * (across ** 2 - 3) - 10 * (across - 2) : 0;
  const taken = 3 * 64 + 2 * (side(version) - 16) + 31 + aligned + (version > 6 ? 36 : 0);
  return Math.floor((side(version) ** 2 - taken) / 8);
}

const dataWords = ({ version, level }) => {
  const [correction, blocks] = BLOCKS[level][version - 1];
  return codewords(version) - correction * blocks;
};

/** Bytes of text that fit: what is left beside the mode and the length. */
const room = (fit) => dataWords(fit) - (fit.version < 10 ? 2 : 3);

function fitting(length) {
  const holds = (level, last) => {
    for (let version = 1; version <= last; version += 1) {
      if (length <= room({ version, level })) return { version, level };
    }
    return undefined;
  };
  return holds("M", ROOMY) ?? holds("L", LAST);
}

// Codewords

/** Mode, length, text and padding as codewords. */
function words(bytes, fit) {
  const bits = [];
  const put = (value, width) => {
    for (let at = width - 1; at >= 0; at -= 1) bits.push((value >> at) & 1);
  };
  put(4, 4); // byte mode
  put(bytes.length, fit.version < 10 ? 8 : 16);
  bytes.forEach((byte) => put(byte, 8));
  put(0, 4);
  const found = [];
  for (let at = 0; at + 8 <= bits.length; at += 8) {
    found.push(parseInt(bits.slice(at, at + 8).join(""), 2));
  }
  for (let pad = 0xec; found.length < dataWords(fit); pad ^= 0xec ^ 0x11) found.push(pad);
  return found;
}

/** Blocks with their correction, read across. */
function interleaved(data, { version, level }) {
  const [correction, count] = BLOCKS[level][version - 1];
  const short = Math.floor(data.length / count);
  const long = data.length % count; // that many blocks, the last ones, hold one word more
  const blocks = [];
  for (let at = 0, from = 0; at < count; at += 1) {
    const length = short + (at >= count - long ? 1 : 0);
    blocks.push(data.slice(from, from + length));
    from += length;
  }
  const divisor = generator(correction);
  const across = (rows, length) => Array.from({ length }, (_, at) => rows.map((row) => row[at]));
  const repair = blocks.map((block) => remainder(block, divisor));
  return [...across(blocks, short + 1), ...across(repair, correction)]
    .flat().filter((word) => word !== undefined);
}

// Powers of 2 in the field of 256 that the standard divides in
const POWER = [1];
for (let at = 1; at < 255; at += 1) {
  const twice = POWER[at - 1] * 2;
  POWER.push(twice < 256 ? twice : twice ^ 0x11d);
}
const LOG = POWER.reduce((log, power, at) => Object.assign(log, { [power]: at }), {});
const times = (a, b) => (a && b ? POWER[(LOG[a] + LOG[b]) % 255] : 0);

/** Coefficients of (x - 1)(x - 2)(x - 4)..., without the leading 1. */
function generator(degree) {
  let found = [1];
  for (let at = 0; at < degree; at += 1) {
    found = [...found, 0].map((one, i) => one ^ times(found[i - 1] ?? 0, POWER[at]));
  }
  return found.slice(1);
}

function remainder(data, divisor) {
  let left = divisor.map(() => 0);
  for (const word of data) {
    const factor = word ^ left[0];
    left = divisor.map((one, i) => (left[i + 1] ?? 0) ^ times(one, factor));
  }
  return left;
}

// Modules

/** Rows and columns that the small squares stand on. */
function lines(version) {
  if (version === 1) return [];
  const [first, last] = [6, side(version) - 7];
  const gaps = Math.floor(version / 7) + 1;
  const step = 2 * Math.ceil((last - first) / gaps / 2);
  return [first, ...Array.from({ length: gaps }, (_, at) => last - step * (gaps - 1 - at))];
}

/** The patterns of a version; `open` are the modules that text may stand in. */
function blank(version) {
  const size = side(version);
  const grid = (value) => Array.from({ length: size }, () => Array(size).fill(value));
  const symbol = { size, rows: grid(0), open: grid(true) };
  const fix = (i, j, dark) => {
    if (!(i in symbol.rows) || !(j in symbol.rows)) return;
    symbol.rows[i][j] = Number(dark);
    symbol.open[i][j] = false;
  };
  for (let at = 0; at < size; at += 1) { fix(6, at, at % 2 === 0); fix(at, 6, at % 2 === 0); }
  for (const [i, j] of [[3, 3], [3, size - 4], [size - 4, 3]]) {
    square(fix, i, j, 4, (ring) => ring !== 2 && ring !== 4);
  }
  for (const i of lines(version)) {
    for (const j of lines(version)) {
      const corner = (i === 6 && j === 6) || (i === 6 && j === size - 7) || (i === size - 7 && j === 6);
      if (!corner) square(fix, i, j, 2, (ring) => ring !== 1);
    }
  }
  for (const [i, j] of formatPlaces(size).flat()) fix(i, j, false);
  fix(size - 8, 8, false); // the one that is always dark
  if (version > 6) for (const [i, j] of versionPlaces(size).flat()) fix(i, j, false);
  return symbol;
}

function square(fix, i, j, reach, dark) {
  for (let di = -reach; di <= reach; di += 1) {
    for (let dj = -reach; dj <= reach; dj += 1) {
      fix(i + di, j + dj, dark(Math.max(Math.abs(di), Math.abs(dj))));
    }
  }
}

/** Lay the codewords in, two columns at a time, up and down from the right. */
function lay(symbol, data) {
  const bits = data.flatMap((word) => Array.from({ length: 8 }, (_, at) => (word >> (7 - at)) & 1));
  let next = 0;
  let up = true;
  for (let right = symbol.size - 1; right > 0; right -= 2, up = !up) {
    if (right === 6) right -= 1; // the column of the timing pattern is passed over
    for (let step = 0; step < symbol.size; step += 1) {
      const i = up ? symbol.size - 1 - step : step;
      for (const j of [right, right - 1]) {
        if (symbol.open[i][j]) { symbol.rows[i][j] = bits[next] ?? 0; next += 1; }
      }
    }
  }
}

const masked = ({ rows, open }, mask) => rows.map((row, i) =>
  row.map((module, j) => (open[i][j] && MASKS[mask](i, j) ? 1 - module : module)));

// The mask that confuses a reader least, by the standard's four rules

const EYE = "1011101";

const best = (symbol) => MASKS.map((_, mask) => [penalty(masked(symbol, mask)), mask])
  .reduce((least, one) => (one[0] < least[0] ? one : least))[1];

function penalty(rows) {
  const columns = rows.map((_, j) => rows.map((row) => row[j]));
  const lined = [...rows, ...columns].map((line) => line.join(""));
  const sum = (all) => all.reduce((total, one) => total + one, 0);
  const runs = lined.flatMap((line) => line.match(/0{5,}|1{5,}/g) ?? []).map((run) => run.length - 2);
  const eyes = lined.map((line) => 40 * finders(`0000${line}0000`)); // light all around it
  const blocks = rows.slice(1).map((row, i) => row.slice(1).filter((module, j) =>
    module === row[j] && module === rows[i][j] && module === rows[i][j + 1]).length * 3);
  const share = (100 * sum(rows.flat())) / rows.length ** 2;
  return sum(runs) + sum(eyes) + sum(blocks) + 10 * Math.floor(Math.abs(share - 50) / 5);
}

/** How often a line looks like the middle of a corner square with four light modules beside it. */
function finders(line) {
  let [found, at] = [0, line.indexOf(EYE)];
  while (at >= 0) {
    const alone = line.slice(at - 4, at) === "0000" || line.slice(at + 7, at + 11) === "0000";
    found += Number(alone);
    at = line.indexOf(EYE, at + (alone ? 7 : 4));
  }
  return found;
}

// What tells a reader the level and mask, and the version

/** Return a value with the remainder that guards it, as the standard's two short codes are. */
function guarded(value, width, divisor) {
  const length = divisor.toString(2).length - 1;
  let left = value << length;
  for (let at = width - 1; at >= 0; at -= 1) {
    if ((left >> (at + length)) & 1) left ^= divisor << at;
  }
  return (value << length) | left;
}

function formatPlaces(size) {
  const near = [0, 1, 2, 3, 4, 5, 7, 8].map((i) => [i, 8]);
  const across = [7, 5, 4, 3, 2, 1, 0].map((j) => [8, j]);
  const right = Array.from({ length: 8 }, (_, at) => [8, size - 1 - at]);
  const below = Array.from({ length: 7 }, (_, at) => [size - 7 + at, 8]);
  return [[...near, ...across], [...right, ...below]];
}

function versionPlaces(size) {
  const place = (at) => [Math.floor(at / 3), size - 11 + (at % 3)];
  const right = Array.from({ length: 18 }, (_, at) => place(at));
  return [right, right.map(([i, j]) => [j, i])];
}

function write(rows, places, bits) {
  for (const copy of places) copy.forEach(([i, j], at) => { rows[i][j] = (bits >> at) & 1; });
}

function writeFormat(rows, level, mask) {
  const bits = guarded((LEVEL_BITS[level] << 3) | mask, 5, 0b10100110111) ^ 0b101010000010010;
  write(rows, formatPlaces(rows.length), bits);
  rows[rows.length - 8][8] = 1;
}

function writeVersion(rows, version) {
  if (version > 6) write(rows, versionPlaces(rows.length), guarded(version, 6, 0b1111100100101));
}

/** Return an SVG of a code with its quiet zone; `name` is what it is called. */
export function picture({ rows }, name) {
  const quiet = 4;
  const size = rows.length + 2 * quiet;
  const dark = rows.flatMap((row, i) => row.flatMap((module, j) =>
    (module ? [`M${j + quiet} ${i + quiet}h1v1h-1z`] : [])));
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const set = (node, has) => { for (const [key, to] of Object.entries(has)) node.setAttribute(key, to); };
  set(svg, { viewBox: `0 0 ${size} ${size}`, role: "img", "aria-label": name, "shape-rendering": "crispEdges" });
  for (const [fill, d] of [["#fff", `M0 0h${size}v${size}H0z`], ["#000", dark.join("")]]) {
    set(svg.appendChild(document.createElementNS(svg.namespaceURI, "path")), { fill, d });
  }
  return svg;
}
