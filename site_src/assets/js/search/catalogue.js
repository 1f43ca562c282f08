// @ts-check
/** The documents, ready to be searched: each field a passage of symbols, with the weight of where it stands. */

import { figuresOffered } from "./wording.js";
import { symbolsOf } from "./symbols.js";

/** @typedef {import("./types.js").SearchDocument} SearchDocument */
/** @typedef {import("./types.js").Passage} Passage */

/**
 * What a match is worth, by where it stands: the official text before what readers call it, before our guidance,
 * before the glossary.
 *
 * @type {Record<import("./types.js").DocumentKind, Record<import("./types.js").FieldName, number>>}
 */
const TIERS = {
  clause: { official: 1, title: 0, words: 0.86, guidance: 0.72, terms: 0.58 },
  item: { official: 0.93, title: 0.96, words: 0.84, guidance: 0.7, terms: 0.56 },
  project: { official: 0, title: 0.9, words: 0, guidance: 0, terms: 0 },
  gap: { official: 0, title: 0.76, words: 0.85, guidance: 0, terms: 0 },
  page: { official: 0, title: 0.8, words: 0.8, guidance: 0.5, terms: 0 },
  term: { official: 0, title: 0.66, words: 0.62, guidance: 0.54, terms: 0 },
};

/** @type {import("./types.js").FieldName[]} */
const FIELDS = ["official", "title", "words", "guidance", "terms"];

/**
 * @typedef {object} Entry
 * @property {SearchDocument} document
 * @property {Passage[]} passages
 * @property {Set<string>} figures
 * @property {number} tier  the highest of its passages'
 *
 * @typedef {{passage: Passage, index: number}} Place  where a symbol stands
 * @typedef {Map<string, Map<Entry, Place[]>>} Places
 *
 * @typedef {object} Catalogue
 * @property {Entry[]} entries
 * @property {Places} places  of every symbol
 */

/**
 * @param {SearchDocument[]} documents
 * @returns {Catalogue}
 */
export function catalogueOf(documents) {
  const entries = documents.map(entryOf);
  /** @type {Places} */
  const places = new Map();
  for (const entry of entries) {
    for (const passage of entry.passages) {
      passage.symbols.values.forEach((symbol, index) => note(places, symbol, entry, { passage, index }));
    }
  }
  return { entries, places };
}

/**
 * @param {Places} places
 * @param {string} symbol
 * @param {Entry} entry
 * @param {Place} place
 */
function note(places, symbol, entry, place) {
  const holders = places.get(symbol);
  if (!holders) {
    places.set(symbol, new Map([[entry, [place]]]));
    return;
  }
  const known = holders.get(entry);
  if (known) known.push(place);
  else holders.set(entry, [place]);
}

/**
 * The text of a field as it is searched and marked; lists stand on lines of their own.
 *
 * @param {SearchDocument} document
 * @param {import("./types.js").FieldName} field
 */
export function fieldText(document, field) {
  if (field === "title") return document.points ? `${document.title}（${document.points}分）` : document.title;
  const text = document[field];
  return typeof text === "string" ? text : text.join("\n");
}

/** @param {SearchDocument} document @returns {Entry} */
function entryOf(document) {
  const tiers = TIERS[document.kind];
  const passages = FIELDS.filter((field) => tiers[field] > 0 && fieldText(document, field) !== "").map((field) => {
    const text = fieldText(document, field);
    return { field, text, symbols: symbolsOf(text), tier: tiers[field] };
  });
  const figures = new Set(passages.flatMap((passage) => figuresOffered(passage.symbols.values)));
  return { document, passages, figures, tier: Math.max(0, ...passages.map(({ tier }) => tier)) };
}
