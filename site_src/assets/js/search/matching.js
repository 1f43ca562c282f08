// @ts-check
/**
 * How much of a query stands in a passage, and where.
 *
 * A whole phrase counts in full. Otherwise the query is covered by runs, stretches that stand in the passage as
 * they stand in the query, allowing a character of the same sound and one wrong character between right ones.
 * The longer a run the more it counts; scattered single characters count for little, unless next to a run.
 *
 * @typedef {object} Query  a query ready to be matched
 * @property {string[]} values
 * @property {number[]} weights  how telling each symbol is
 * @property {Map<string, {index: number, likeness: number}[]>} hits  symbol of the text → places in the query
 *
 * @typedef {{query: number, text: number, likeness: number}} Pair  a symbol of the query and where it is in the passage
 *
 * @typedef {object} Match
 * @property {number[]} cover   per symbol of the query, how well it is found, 0…1
 * @property {boolean} whole    the query stands there as one phrase, exactly
 * @property {number} count     how many times it does
 * @property {boolean} bounded  and fills a line by itself
 * @property {number[]} found   indexes of the matched symbols of the passage, but for scattered ones
 *
 * @typedef {object} Run
 * @property {number} first   index in the query
 * @property {number} last
 * @property {number} place   place of the first symbol in the passage
 * @property {number} exact   symbols that are the same
 * @property {number} strength sum of likenesses
 * @property {Pair[]} pairs
 * @property {number} value
 */

/** What a symbol in a run counts for, by the strength of the run. */
const COHESION = [0, 0.2, 0.72, 0.82, 0.9, 0.93];
const WRONG_SYMBOL = 0.04;
const NEAR = 6;
const REVERSED_NEAR = 0.6;
const MOST_RUNS = 16;

/** @param {number} strength */
function cohesion(strength) {
  const capped = Math.min(strength, COHESION.length - 1);
  const low = Math.floor(capped);
  const base = COHESION[low] ?? 0;
  return base + ((COHESION[low + 1] ?? base) - base) * (capped - low);
}

/**
 * @param {Query} query
 * @param {import("./symbols.js").Symbols} text
 * @param {Pair[]} pairs  all there are, in any order
 * @returns {Match | null}
 */
export function match(query, text, pairs) {
  const runs = runsOf(pairs, text);
  if (runs.length === 0) return null;
  const size = query.values.length;
  const phrases = runs.filter((run) => run.exact === size);
  if (phrases.length > 0) return phraseMatch(phrases, size, text);
  for (const run of runs) run.value = valueOf(run, query);
  const best = runs.sort((a, b) => b.value - a.value).slice(0, MOST_RUNS);
  return coverMatch(chain(best), size);
}

/**
 * @param {Run[]} phrases
 * @param {number} size
 * @param {import("./symbols.js").Symbols} text
 * @returns {Match}
 */
function phraseMatch(phrases, size, text) {
  const bounded = phrases.some(({ place, pairs }) => {
    const start = /** @type {{text: number}} */ (pairs[0]).text;
    const before = start === 0 ? -NEAR - 1 : (text.places[start - 1] ?? 0);
    const after = text.places[start + size] ?? Infinity;
    return place - before > NEAR && after - place - size > NEAR;
  });
  const found = phrases.flatMap((run) => run.pairs.map((pair) => pair.text));
  return { cover: new Array(size).fill(1), whole: true, count: phrases.length, bounded, found };
}

/**
 * All stretches of the query in the passage: pairs on one diagonal, at most one wrong symbol between two right ones.
 *
 * @param {Pair[]} pairs
 * @param {import("./symbols.js").Symbols} text
 * @returns {Run[]}
 */
function runsOf(pairs, text) {
  /** @type {Map<number, Run>} */
  const open = new Map();
  /** @type {Run[]} */
  const runs = [];
  for (const pair of [...pairs].sort((a, b) => a.text - b.text)) {
    const place = text.places[pair.text] ?? 0;
    const run = open.get(place - pair.query);
    if (run && pair.query - run.last <= 2) extend(run, pair);
    else {
      const fresh = { first: pair.query, last: pair.query, place, exact: 0, strength: 0, pairs: [], value: 0 };
      extend(fresh, pair);
      open.set(place - pair.query, fresh);
      runs.push(fresh);
    }
  }
  // A lone character of the same sound says nothing.
  return runs.filter((run) => run.exact > 0 || run.pairs.length > 1);
}

/**
 * @param {Run} run
 * @param {Pair} pair
 */
function extend(run, pair) {
  run.pairs.push(pair);
  run.last = pair.query;
  run.strength += pair.likeness;
  if (pair.likeness === 1) run.exact += 1;
}

/**
 * @param {Run} run
 * @param {Query} query
 */
function valueOf(run, query) {
  const raw = run.pairs.reduce((sum, pair) => sum + (query.weights[pair.query] ?? 0) * pair.likeness, 0);
  return raw * runCohesion(run);
}

/** @param {Run} run */
const wrongIn = (run) => run.last - run.first + 1 - run.pairs.length;

/** @param {Run} run */
const runCohesion = (run) => cohesion(run.strength) - WRONG_SYMBOL * wrongIn(run);

/** @typedef {{run: Run, cohesion: number}} Link */

/**
 * The runs that together cover most of the query, no symbol twice; runs near each other hold together.
 *
 * @param {Run[]} runs
 * @returns {Link[]}
 */
function chain(runs) {
  const ordered = [...runs].sort((a, b) => a.first - b.first);
  /** @type {{total: number, links: Link[]}[]} */
  const best = [];
  for (const run of ordered) {
    let top = { total: run.value, links: [{ run, cohesion: runCohesion(run) }] };
    for (const before of best) {
      const last = /** @type {Link} */ (before.links[before.links.length - 1]);
      if (last.run.last >= run.first) continue;
      const joined = join(before.links, run);
      const total = joined.reduce((sum, link) => sum + worth(link), 0);
      if (total > top.total) top = { total, links: joined };
    }
    best.push(top);
  }
  return best.reduce((a, b) => (b.total > a.total ? b : a)).links;
}

/** @param {Link} link */
const worth = ({ run, cohesion: held }) => (run.value / runCohesion(run)) * held;

/**
 * @param {Link[]} links
 * @param {Run} run
 * @returns {Link[]}
 */
function join(links, run) {
  const last = /** @type {Link} */ (links[links.length - 1]);
  const closeness = nearness(last.run, run);
  const together = cohesion(last.run.strength + run.strength);
  const lift = (/** @type {number} */ own) => own + Math.max(0, together - own) * closeness;
  return [
    ...links.slice(0, -1),
    { run: last.run, cohesion: lift(last.cohesion) },
    { run, cohesion: lift(runCohesion(run)) },
  ];
}

/**
 * 0…0.85: how closely `after` follows `before` in the passage; less when it stands before it.
 *
 * @param {Run} before
 * @param {Run} after
 */
function nearness(before, after) {
  const gap = after.place - (before.place + before.last - before.first + 1);
  if (gap >= 0) return gap < NEAR ? 0.85 * (1 - gap / NEAR) : 0;
  const reversed = before.place - (after.place + after.last - after.first + 1);
  return reversed >= 0 && reversed < NEAR ? 0.85 * REVERSED_NEAR * (1 - reversed / NEAR) : 0;
}

/**
 * @param {Link[]} links
 * @param {number} size
 * @returns {Match}
 */
function coverMatch(links, size) {
  const cover = new Array(size).fill(0);
  /** @type {number[]} */
  const found = [];
  for (const { run, cohesion: held } of links) {
    for (const pair of run.pairs) {
      cover[pair.query] = pair.likeness * held;
      if (run.pairs.length - wrongIn(run) > 1 || size === 1) found.push(pair.text);
    }
  }
  return { cover, whole: false, count: 0, bounded: false, found };
}
