// @ts-check
/**
 * Which characters are easily typed for one another: read alike, nearly alike, or looking alike. And queries typed
 * without the input method: “sanhuiyike” or “shyk” for 三会一课.
 *
 * @typedef {object} Sounds
 * @property {(character: string) => Map<string, number>} likenesses  characters → how alike, below 1
 * @property {(character: string) => string[]} readings  syllables without tone
 */

import { isHan } from "./symbols.js";

const SAME_SOUND = 0.75;
const SAME_SHAPE = 0.75;
const NEAR_SOUND = 0.6;

/**
 * A syllable as heard by those who do not tell z from zh, n from l, in from ing.
 *
 * @param {string} syllable
 */
const blurred = (syllable) => syllable.replace(/^([zcs])h/, "$1").replace(/^l/, "n").replace(/ng$/, "n");

/**
 * @param {Record<string, string>} table syllable → characters
 * @param {string[]} lookalikes
 * @returns {Sounds}
 */
export function soundsFrom(table, lookalikes) {
  const readings = inverted(Object.entries(table));
  const near = grouped(Object.entries(table), blurred);
  const shapes = inverted(lookalikes.map((group) => [group, group]));
  /** @type {Map<string, Map<string, number>>} */
  const known = new Map();

  /** @param {string} character */
  function likenesses(character) {
    const kept = known.get(character);
    if (kept) return kept;
    /** @type {Map<string, number>} */
    const alike = new Map();
    for (const syllable of readings.get(character) ?? []) {
      for (const other of near.get(blurred(syllable)) ?? "") alike.set(other, NEAR_SOUND);
    }
    for (const syllable of readings.get(character) ?? []) {
      for (const other of table[syllable] ?? "") alike.set(other, SAME_SOUND);
    }
    for (const group of shapes.get(character) ?? []) for (const other of group) alike.set(other, SAME_SHAPE);
    alike.delete(character);
    known.set(character, alike);
    return alike;
  }
  return { likenesses, readings: (character) => readings.get(character) ?? [] };
}

/**
 * @param {[string, string][]} entries key → characters
 * @returns {Map<string, string[]>} character → keys
 */
function inverted(entries) {
  /** @type {Map<string, string[]>} */
  const result = new Map();
  for (const [key, characters] of entries) {
    for (const character of characters) {
      const keys = result.get(character);
      if (keys) keys.push(key);
      else result.set(character, [key]);
    }
  }
  return result;
}

/**
 * @param {[string, string][]} entries
 * @param {(key: string) => string} merge
 */
function grouped(entries, merge) {
  /** @type {Map<string, string>} */
  const result = new Map();
  for (const [key, characters] of entries) result.set(merge(key), (result.get(merge(key)) ?? "") + characters);
  return result;
}

const FEWEST_LETTERS = 4;
const FEWEST_CHARACTERS = 2;

/**
 * The first stretch of the passage whose characters spell `letters`, each by its syllable or first letter.
 *
 * @param {string} letters
 * @param {import("./symbols.js").Symbols} text
 * @param {Sounds} sounds
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
 * @param {Sounds} sounds
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
