// @ts-check
/** What to try next when a query finds nothing, or little. */

import { symbolsOf } from "./symbols.js";

const MOST = 6;
const MOST_PARTS = 3;
const SHORTEST = 2;
/** Parts of a longer query are too many to try. */
const LONGEST = 8;
/** Found as it stands, in the official text or the words beside it. */
const SURE = 0.8;

/**
 * Parts of the query that do find something, the longest first, then the examples.
 *
 * @param {string} text
 * @param {import("./engine.js").SearchEngine} engine
 * @param {string[]} examples
 * @returns {string[]}
 */
export function suggestions(text, engine, examples) {
  const answered = (/** @type {string} */ query) => (engine.search(query, 1)[0]?.score ?? 0) > SURE;
  const known = examples.filter(answered);
  return [...new Set([...partsOf(text, answered), ...known])].slice(0, MOST);
}

/**
 * @param {string} text
 * @param {(part: string) => boolean} answered
 */
function partsOf(text, answered) {
  const { values } = symbolsOf(text);
  const size = Math.min(values.length, LONGEST);
  /** @type {string[]} */
  const parts = [];
  for (let length = size - 1; length >= SHORTEST; length -= 1) {
    for (let start = 0; start + length <= size && parts.length < MOST_PARTS; start += 1) {
      const part = values.slice(start, start + length).join("");
      if (!parts.some((longer) => longer.includes(part)) && answered(part)) parts.push(part);
    }
  }
  return parts;
}
