// @ts-check
/**
 * Other ways to say a query: numbers the other way, and words that mean the same.
 *
 * @typedef {{values: string[], trust: number}} Variant  `trust` 0…1
 */

import { withDigits, withNumerals } from "./numerals.js";

const OTHER_NUMERALS = 0.97;
const SYNONYM = 0.84;
const MOST_VARIANTS = 16;

/**
 * @param {string[]} values
 * @param {string[][][]} synonyms groups of words, each a row of symbols
 * @returns {Variant[]} the query itself first
 */
export function variantsOf(values, synonyms) {
  /** @type {Map<string, Variant>} */
  const variants = new Map();
  /** @param {string[]} row @param {number} trust */
  const add = (row, trust) => {
    const key = row.join(" ");
    if (row.length > 0 && !variants.has(key) && variants.size < MOST_VARIANTS) variants.set(key, { values: row, trust });
  };
  add(values, 1);
  add(withDigits(values), OTHER_NUMERALS);
  add(withNumerals(values), OTHER_NUMERALS);
  for (const row of replaced(values, synonyms)) add(row, SYNONYM);
  return [...variants.values()];
}

/**
 * @param {string[]} values
 * @param {string[][][]} groups
 */
function* replaced(values, groups) {
  for (const group of groups) {
    for (const word of group) {
      const at = placeOf(word, values);
      if (at < 0) continue;
      for (const other of group) {
        if (other !== word) yield [...values.slice(0, at), ...other, ...values.slice(at + word.length)];
      }
      break;
    }
  }
}

/**
 * Where `word` begins in `values`, or -1.
 *
 * @param {string[]} word
 * @param {string[]} values
 */
export function placeOf(word, values) {
  for (let start = 0; start + word.length <= values.length; start += 1) {
    if (word.every((symbol, offset) => values[start + offset] === symbol)) return start;
  }
  return -1;
}
