// @ts-check
/**
 * Text as a row of symbols: one Chinese character, one whole number, or one Latin word.
 *
 * Whole numbers are one symbol, so “15” is never found inside “150” nor “2” inside “2.5”. Width, case and
 * punctuation fall away; every symbol knows where it stood, for marking.
 *
 * @typedef {object} Symbols
 * @property {string[]} values
 * @property {number[]} starts  where the symbol begins in the text
 * @property {number[]} ends    where it ends
 * @property {number[]} places  its place in the row; a line break leaves a gap that no phrase crosses
 */

/** Wider than any distance at which two matches still belong together. */
const LINE_GAP = 32;

const HAN = /^[\u3400-\u9fff\uf900-\ufaff〇]$/;
const DIGIT = /^[0-9]$/;
const LATIN = /^[a-z]$/;
// An input method set to Chinese writes “2。5” for “2.5”.
const POINT = /^[.。]$/;

/** @typedef {{unit: string, start: number, end: number}} Unit */

/**
 * @param {string} text
 * @returns {Unit[]}
 */
function units(text) {
  /** @type {Unit[]} */
  const found = [];
  let start = 0;
  for (const character of text) {
    const end = start + character.length;
    const plain = HAN.test(character) ? character : character.normalize("NFKC").toLowerCase();
    for (const unit of plain) found.push({ unit, start, end });
    start = end;
  }
  return found;
}

/**
 * Where the run of units that `kind` accepts ends; a point between digits belongs to the number.
 *
 * @param {Unit[]} row
 * @param {number} from
 * @param {RegExp} kind
 */
function runEnd(row, from, kind) {
  let end = from + 1;
  for (;;) {
    const next = row[end];
    if (!next) return end;
    if (kind.test(next.unit)) end += 1;
    else if (kind === DIGIT && POINT.test(next.unit) && DIGIT.test(row[end + 1]?.unit ?? "")) end += 2;
    else return end;
  }
}

/**
 * @param {string} text
 * @returns {Symbols}
 */
export function symbolsOf(text) {
  const row = units(text);
  /** @type {Symbols} */
  const symbols = { values: [], starts: [], ends: [], places: [] };
  let place = 0;
  for (let index = 0; index < row.length; ) {
    const { unit, start } = /** @type {Unit} */ (row[index]);
    const kind = [HAN, DIGIT, LATIN].find((pattern) => pattern.test(unit));
    if (unit === "\n") place += LINE_GAP;
    const end = kind && kind !== HAN ? runEnd(row, index, kind) : index + 1;
    if (kind) {
      const run = row.slice(index, end);
      symbols.values.push(run.map((each) => (POINT.test(each.unit) ? "." : each.unit)).join(""));
      symbols.starts.push(start);
      symbols.ends.push(/** @type {Unit} */ (run[run.length - 1]).end);
      symbols.places.push(place);
      place += 1;
    }
    index = end;
  }
  return symbols;
}

/** @param {string} symbol */
export const isHan = (symbol) => HAN.test(symbol);

/** @param {string} symbol */
export const isNumber = (symbol) => DIGIT.test(symbol.charAt(0));

/** @param {string} symbol */
export const isLatin = (symbol) => LATIN.test(symbol.charAt(0));
