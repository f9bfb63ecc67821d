// safety/triage.py in the page: the same rules, which Python read from the table, and three values.
// `engine` is what `safety.triage.shipped()` returns. Nothing here decides a level: rows do.

export const NOT_ENOUGH = "not_enough_to_say";
const UNSURE = "unsure";
const BOUNDS = {
  "<": (answer, bound) => answer < bound,
  "<=": (answer, bound) => answer <= bound,
  ">": (answer, bound) => answer > bound,
  ">=": (answer, bound) => answer >= bound,
};
const KINDS = { // whether a question takes an answer
  yes_no: (fact, given) => typeof given === "boolean",
  whole_number: ({ low, high }, given) => Number.isInteger(given) && low <= given && given <= high,
  choice: ({ choices }, given) => choices.includes(given),
  list: ({ choices }, given) => Array.isArray(given) && given.every((one) => choices.includes(one)),
};

/** The level that facts lead to, the ids of the rules that fired, worst first, what is open. */
export function assess({ facts, rules, self_care }, given) {
  const answers = read(facts, given);
  const fired = rules.filter(({ when }) => holds(when, answers) === true);
  const open = Object.keys(facts).filter((name) => answers[name] === null);
  const level = fired[0]?.level ?? (open.length ? NOT_ENOUGH : self_care);
  return { level, fired: fired.map(({ id }) => id), open };
}

function read(facts, given) {
  const strange = Object.keys(given).find((name) => !Object.hasOwn(facts, name));
  if (strange !== undefined) throw new RangeError(`facts has no question ${strange}`);
  const answer = ([name, fact]) =>
    [name, Object.hasOwn(given, name) ? settle(name, fact, given[name]) : fact.default];
  return Object.fromEntries(Object.entries(facts).map(answer));
}

/** An answer as the rules take it: null where it leaves the question open. */
function settle(name, fact, given) {
  if (given === null || given === undefined) return null;
  if (given === UNSURE) return fact.alarm ? true : null;
  if (!KINDS[fact.kind](fact, given)) throw new RangeError(`${name} cannot be ${given}`);
  return fact.kind === "list" ? given.flatMap((one) => [one, ...(fact.implies[one] ?? [])]) : given;
}

/** True, false, or null where an open answer could still change it. */
function holds([word, ...parts], answers) {
  if (word === "and" || word === "or") {
    const settles = word === "or";
    const found = parts.map((part) => holds(part, answers));
    if (found.includes(settles)) return settles;
    return found.includes(null) ? null : !settles;
  }
  const [name, value] = parts;
  const answer = answers[name];
  if (answer === null || word === "yes") return answer;
  if (word === "has") return answer.includes(value);
  if (word === "any") return value.includes(answer);
  if (word === "none") return !value.includes(answer);
  return BOUNDS[word](answer, value);
}
