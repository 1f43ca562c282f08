// @ts-check
/**
 * Which characters are easily typed for one another: read alike, nearly alike, or looking alike.
 *
 * @typedef {object} Sounds
 * @property {(character: string) => Map<string, number>} likenesses  characters → how alike, below 1
 * @property {(character: string) => string[]} readings  syllables without tone
 */

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
