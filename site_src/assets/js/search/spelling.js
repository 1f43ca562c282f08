// @ts-check
/** Queries typed without the input method: “sanhuiyike” or “shyk” for 三会一课. */

import { isHan } from "./symbols.js";

const FEWEST_LETTERS = 4;
const FEWEST_CHARACTERS = 2;

/**
 * The first stretch of the passage whose characters spell `letters`, each by its syllable or first letter.
 *
 * @param {string} letters
 * @param {import("./symbols.js").Symbols} text
 * @param {import("./sounds.js").Sounds} sounds
 * @returns {number[]} indexes of symbols, empty when there is none
 */
export function spelled(letters, text, sounds) {
  if (letters.length < FEWEST_LETTERS) return [];
  for (let start = 0; start < text.values.length; start += 1) {
    const end = spell(letters, text, start, sounds);
    if (end - start >= FEWEST_CHARACTERS) return indexes(start, end);
  }
  return [];
}

/**
 * @param {string} letters
 * @param {import("./symbols.js").Symbols} text
 * @param {number} index
 * @param {import("./sounds.js").Sounds} sounds
 * @returns {number} the index after the last character that was needed, or -1
 */
function spell(letters, text, index, sounds) {
  if (letters === "") return index;
  const symbol = text.values[index];
  if (symbol === undefined || !isHan(symbol)) return -1;
  for (const syllable of sounds.readings(symbol)) {
    if (syllable.startsWith(letters)) return index + 1;
    for (const head of [syllable, syllable.charAt(0)]) {
      const end = letters.startsWith(head) ? spell(letters.slice(head.length), text, index + 1, sounds) : -1;
      if (end > 0) return end;
    }
  }
  return -1;
}

/** @param {number} start @param {number} end */
const indexes = (start, end) => Array.from({ length: end - start }, (_, offset) => start + offset);
