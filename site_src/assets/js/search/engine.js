// @ts-check
/** The search itself: a query in, ranked documents out; and what to try when there are none. Knows neither page nor network. */

import { catalogueOf, fieldText } from "./catalogue.js";
import { prospects, rate, referred, resultOf } from "./rating.js";
import { soundsFrom, spelled } from "./sounds.js";
import { isHan, isLatin, isNumber, symbolsOf } from "./symbols.js";
import { figuresAsked, placeOf, variantsOf, withoutRangeWords } from "./wording.js";

/** @typedef {import("./types.js").SearchData} SearchData */
/** @typedef {import("./types.js").SearchResult} SearchResult */
/** @typedef {import("./matching.js").Query} Query */
/** @typedef {import("./wording.js").Variant} Variant */

/** So much of the query must be found for a result to answer it; what has less is shown only when nothing has more. */
const ANSWER = 0.46;
const LEAST_SCORE = 0.28;
const LEAST_SHARE = 0.55;
const LEAST_PARTIAL_SHARE = 0.6;
/** A longer query is recognised in spite of a wrong character; others of the same sound need not be tried. */
const LONG = 8;
/** So many symbols of a pasted paragraph are enough to find it. */
const LONGEST = 40;
const COMPLETED = 0.8;
const SPELLED = 0.9;
const FILLER_WEIGHT = 0.02;
const UNKNOWN_WEIGHT = 1.2;
const MOST_SUGGESTIONS = 6;
const MOST_PARTS = 3;
const SHORTEST_PART = 2;
/** Parts of a longer query are too many to try. */
const LONGEST_PARTED = 8;
/** Found as it stands, in the official text or the words beside it. */
const SURE = 0.8;

/**
 * @typedef {object} SearchEngine
 * @property {(text: string, limit?: number) => SearchResult[]} search
 */

/**
 * @param {SearchData} data
 * @returns {SearchEngine}
 */
export function searchEngine(data) {
  const sounds = soundsFrom(data.sounds, data.lookalikes);
  const catalogue = catalogueOf(data.documents);
  const synonyms = data.synonyms.map((group) => group.map((word) => symbolsOf(word).values));
  const fillers = data.fillers.map((word) => symbolsOf(word).values);
  const numbers = [...catalogue.places.keys()].filter(isNumber);

  /** @param {string[]} values @returns {Variant[]} */
  function variants(values) {
    const last = values[values.length - 1] ?? "";
    const unfinished = isNumber(last) && last.length > 1 && !catalogue.places.has(last);
    const completions = unfinished ? numbers.filter((number) => number.startsWith(last)) : [];
    return [
      ...variantsOf(values, synonyms),
      ...completions.map((number) => ({ values: [...values.slice(0, -1), number], trust: COMPLETED })),
    ];
  }

  /** @param {string[]} values @returns {Query} */
  function prepared(values) {
    /** @type {Query["hits"]} */
    const hits = new Map();
    values.forEach((value, index) => {
      const alike = isHan(value) && values.length <= LONG ? sounds.likenesses(value) : [];
      for (const [symbol, likeness] of [...alike, /** @type {const} */ ([value, 1])]) {
        const places = hits.get(symbol);
        if (places) places.push({ index, likeness });
        else if (catalogue.places.has(symbol)) hits.set(symbol, [{ index, likeness }]);
      }
    });
    return { values, weights: weightsOf(values), hits };
  }

  /** @param {string[]} values */
  function weightsOf(values) {
    const idle = new Set(fillers.flatMap((word) => covered(word, values)));
    return values.map((value, at) => {
      const frequency = catalogue.places.get(value)?.size;
      if (idle.has(at) && idle.size < values.length) return FILLER_WEIGHT;
      return frequency ? 1 + Math.log(1 + catalogue.entries.length / frequency) / 2 : UNKNOWN_WEIGHT;
    });
  }

  /** @param {Variant[]} all @param {boolean} strict  whether every number asked for must be there */
  function ranked(all, strict) {
    /** @type {SearchResult[]} */
    const results = [];
    let best = 0;
    for (const { values, trust } of all) {
      const query = prepared(values);
      const figures = strict ? figuresAsked(values) : [];
      for (const [entry, most] of prospects(query, catalogue.places)) {
        if (most * trust < Math.max(trust < 1 ? ANSWER : LEAST_SCORE, best * LEAST_SHARE)) break;
        if (!figures.every((figure) => entry.figures.has(figure))) continue;
        const result = rate(entry, query, catalogue.places);
        if (!result) continue;
        results.push({ ...result, score: result.score * trust });
        best = Math.max(best, result.score * trust);
      }
    }
    const answers = results.filter(({ score }) => score >= ANSWER);
    if (answers.length > 0) return answers;
    const pairs = all[0]?.values.map((value, at, values) => value + (values[at + 1] ?? "\n")) ?? [];
    return results.filter((result) => holdsAny(result, pairs)).map((result) => ({ ...result, partial: true }));
  }

  /** @param {string} letters */
  function spelledOut(letters) {
    return catalogue.entries.flatMap((entry) => {
      const hits = entry.passages.flatMap((passage) => {
        const found = spelled(letters, passage.symbols, sounds);
        return found.length > 0 ? [{ passage, found, score: SPELLED * passage.tier }] : [];
      });
      return hits.length > 0 ? [resultOf(entry, hits, Math.max(...hits.map(({ score }) => score)))] : [];
    });
  }

  return {
    search(text, limit = 20) {
      const values = withoutRangeWords(symbolsOf(text).values).slice(0, LONGEST);
      if (values.length === 0) return [];
      const all = variants(values);
      const found = ranked(all, true);
      if (values.every(isLatin)) found.push(...spelledOut(values.join("")));
      // “谈话3次”: no text has 3次, but the words still say what is meant.
      if (found.length === 0 && values.filter(isHan).length > 2) found.push(...ranked(all, false));
      return shown(referred(text, catalogue.entries), found, limit);
    },
  };
}

/**
 * @param {SearchResult[]} named  by their numbers: these come first
 * @param {SearchResult[]} found
 * @param {number} limit
 */
function shown(named, found, limit) {
  const sorted = [...named, ...[...found].sort((a, b) => b.score - a.score)];
  const least = (sorted[0]?.score ?? 0) * (sorted[0]?.partial ? LEAST_PARTIAL_SHARE : LEAST_SHARE);
  const seen = new Set();
  return sorted
    .filter(({ document, score }) => score >= least && !seen.has(document) && seen.add(document))
    .slice(0, limit);
}

/**
 * Whether at least two neighbours of the query were found side by side: scattered characters are no result.
 *
 * @param {SearchResult} result
 * @param {string[]} pairs
 */
function holdsAny({ document: found, score, marks }, pairs) {
  const marked = marks.flatMap(({ field, ranges }) => ranges.map(([start, end]) => fieldText(found, field).slice(start, end)));
  return score >= LEAST_SCORE && marked.some((text) => pairs.some((pair) => text.includes(pair)));
}

/** @param {string[]} word @param {string[]} values */
function covered(word, values) {
  const at = placeOf(word, values);
  return at < 0 ? [] : word.map((_, offset) => at + offset);
}

/**
 * What to try next when a query finds nothing, or little: parts of the query that do find something, the longest first, then the examples.
 *
 * @param {string} text
 * @param {SearchEngine} engine
 * @param {string[]} examples
 * @returns {string[]}
 */
export function suggestions(text, engine, examples) {
  const answered = (/** @type {string} */ query) => (engine.search(query, 1)[0]?.score ?? 0) > SURE;
  const known = examples.filter(answered);
  return [...new Set([...partsOf(text, answered), ...known])].slice(0, MOST_SUGGESTIONS);
}

/**
 * @param {string} text
 * @param {(part: string) => boolean} answered
 */
function partsOf(text, answered) {
  const { values } = symbolsOf(text);
  const size = Math.min(values.length, LONGEST_PARTED);
  /** @type {string[]} */
  const parts = [];
  for (let length = size - 1; length >= SHORTEST_PART; length -= 1) {
    for (let start = 0; start + length <= size && parts.length < MOST_PARTS; start += 1) {
      const part = values.slice(start, start + length).join("");
      if (!parts.some((longer) => longer.includes(part)) && answered(part)) parts.push(part);
    }
  }
  return parts;
}
