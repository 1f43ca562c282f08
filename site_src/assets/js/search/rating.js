// @ts-check
/** What one document is worth for one query; and one that is asked for by its number. */

import { match } from "./matching.js";
import { symbolsOf } from "./symbols.js";
import { withDigits } from "./wording.js";

/** @typedef {import("./types.js").Passage} Passage */
/** @typedef {import("./types.js").SearchResult} SearchResult */
/** @typedef {import("./catalogue.js").Entry} Entry */
/** @typedef {import("./matching.js").Match} Match */
/** @typedef {{passage: Passage, found: number[], score: number}} Hit */

/** A search word that only contains the query is a weaker hint than one that is the query. */
const PART_OF_WORD = 0.93;
/** Among equals, the shorter text and the one that says it more often; never more than a tier. */
const DENSITY = 0.025;
const USUAL_LENGTH = 120;

/**
 * The documents that hold something of the query, with the most each can be worth; the most promising first.
 *
 * @param {import("./matching.js").Query} query
 * @param {import("./catalogue.js").Places} places
 * @returns {[Entry, number][]}
 */
export function prospects(query, places) {
  /** @type {Map<Entry, number[]>} */
  const there = new Map();
  for (const [symbol, hits] of query.hits) {
    for (const entry of places.get(symbol)?.keys() ?? []) {
      const cover = there.get(entry) ?? query.values.map(() => 0);
      for (const { index, likeness } of hits) cover[index] = Math.max(cover[index] ?? 0, likeness);
      there.set(entry, cover);
    }
  }
  return [...there]
    .map(([entry, cover]) => /** @type {[Entry, number]} */ ([entry, entry.tier * average(cover, query.weights) + DENSITY]))
    .sort((a, b) => b[1] - a[1]);
}

/**
 * Where the symbols of the query stand in the passages of one document.
 *
 * @param {Entry} entry
 * @param {import("./matching.js").Query} query
 * @param {import("./catalogue.js").Places} places
 */
function meetingsOf(entry, query, places) {
  /** @type {Map<Passage, import("./matching.js").Pair[]>} */
  const meetings = new Map();
  for (const [symbol, hits] of query.hits) {
    for (const { passage, index: text } of places.get(symbol)?.get(entry) ?? []) {
      const pairs = meetings.get(passage) ?? [];
      for (const { index, likeness } of hits) pairs.push({ query: index, text, likeness });
      meetings.set(passage, pairs);
    }
  }
  return meetings;
}

/**
 * @param {Entry} entry
 * @param {import("./matching.js").Query} query
 * @param {import("./catalogue.js").Places} places
 * @returns {SearchResult | null}
 */
export function rate(entry, query, places) {
  const cover = query.values.map(() => 0);
  let tie = 0;
  /** @type {Hit[]} */
  const hits = [];
  for (const [passage, pairs] of meetingsOf(entry, query, places)) {
    const found = match(query, passage.symbols, pairs);
    if (!found) continue;
    const worth = found.cover.map((share) => share * tierOf(passage, found));
    worth.forEach((share, at) => (cover[at] = Math.max(cover[at] ?? 0, share)));
    const density = densityOf(found, passage);
    tie = Math.max(tie, density * passage.tier);
    hits.push({ passage, found: found.found, score: average(worth, query.weights) + density });
  }
  return hits.length > 0 ? resultOf(entry, hits, average(cover, query.weights) + tie) : null;
}

/** @param {Passage} passage @param {Match} found */
const tierOf = (passage, found) =>
  passage.tier * (passage.field === "words" && found.whole && !found.bounded ? PART_OF_WORD : 1);

/** @param {Match} found @param {Passage} passage */
function densityOf(found, passage) {
  if (!found.whole || passage.field === "words") return 0;
  return (DENSITY * found.count) / (found.count + passage.symbols.values.length / USUAL_LENGTH);
}

/** @param {number[]} shares @param {number[]} weights */
function average(shares, weights) {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return shares.reduce((sum, share, at) => sum + share * (weights[at] ?? 0), 0) / total;
}

/**
 * @param {Entry} entry
 * @param {Hit[]} hits  the best field is the one readers are shown
 * @param {number} score
 * @returns {SearchResult}
 */
export function resultOf(entry, hits, score) {
  const ordered = [...hits].sort((a, b) => b.score - a.score);
  return {
    document: entry.document,
    score,
    partial: false,
    field: ordered[0]?.passage.field ?? "official",
    marks: ordered.map(({ passage, found }) => ({ field: passage.field, ranges: rangesOf(found, passage) })),
  };
}

/**
 * The matched stretches of the passage's text; neighbours are one stretch, punctuation between them included.
 *
 * @param {number[]} found
 * @param {Passage} passage
 * @returns {import("./types.js").Range[]}
 */
function rangesOf(found, { symbols }) {
  /** @type {import("./types.js").Range[]} */
  const ranges = [];
  let previous = -2;
  for (const index of [...new Set(found)].sort((a, b) => a - b)) {
    const last = ranges[ranges.length - 1];
    const end = symbols.ends[index] ?? 0;
    const joined = last && index === previous + 1 && symbols.places[index] === (symbols.places[previous] ?? 0) + 1;
    if (joined) last[1] = end;
    else ranges.push([symbols.starts[index] ?? 0, end]);
    previous = index;
  }
  return ranges;
}

/** As sure as any match: whoever types a clause's number wants that clause. */
const SCORE = 1;

/**
 * Whoever types the number of an item or a clause, with or without its 第…项, wants just that: “13”, “2.1”, “第十三项”.
 *
 * @param {string} text
 * @param {import("./catalogue.js").Entry[]} entries
 */
export function referred(text, entries) {
  const plain = text.normalize("NFKC").replace(/\s/g, "");
  const row = withDigits(symbolsOf(text).values).join("");
  return entries
    .filter(({ document }) => isNamed(document, plain) || isNamed(document, row))
    .map((entry) => resultOf(entry, [], SCORE));
}

/**
 * @param {import("./types.js").SearchDocument} document
 * @param {string} row
 */
function isNamed({ kind, id, label }, row) {
  if (kind === "item") return [`第${id}项`, `第${id}条`, label, /^\d/.test(id) ? id : ""].includes(row);
  if (kind !== "clause" || !/^\d.*\./.test(id)) return false;
  return [id, `第${id}条`, `${id}条`, label].includes(row) || `第${row}` === label;
}
