// @ts-check
/**
 * Other ways to say the same: numbers as digits or Chinese numerals, with their units; words that mean the same.
 *
 * @typedef {{values: string[], trust: number}} Variant  a query said in another way; `trust` 0…1
 */

import { isHan, isNumber } from "./symbols.js";

const DIGITS = "零一二三四五六七八九";
const VALUES = new Map([...DIGITS].map((character, value) => [character, value]));
VALUES.set("〇", 0);
VALUES.set("两", 2);

/** @param {string} symbol */
const isNumeral = (symbol) => VALUES.has(symbol) || symbol === "十" || symbol === "百";

/**
 * The number that a run of Chinese numerals stands for, up to 999; a bare row of digits reads digit by digit.
 *
 * @param {string[]} run
 */
function valueOf(run) {
  if (!run.includes("十") && !run.includes("百")) return run.map((each) => VALUES.get(each)).join("");
  let total = 0;
  let digit = 0;
  for (const symbol of run) {
    if (symbol === "百") total += (digit || 1) * 100;
    else if (symbol === "十") total += (digit || 1) * 10;
    digit = VALUES.get(symbol) ?? 0;
  }
  return String(total + digit);
}

/**
 * Every run of Chinese numerals as one number.
 *
 * @param {string[]} values
 */
export function withDigits(values) {
  /** @type {string[]} */
  const result = [];
  for (let index = 0; index < values.length; ) {
    let end = index;
    while (isNumeral(values[end] ?? "")) end += 1;
    result.push(end > index ? valueOf(values.slice(index, end)) : /** @type {string} */ (values[index]));
    index = Math.max(end, index + 1);
  }
  return result;
}

/**
 * Every whole number below 100 as Chinese numerals.
 *
 * @param {string[]} values
 */
export function withNumerals(values) {
  return values.flatMap((value) => (isNumber(value) && /^\d{1,2}$/.test(value) ? numeralsOf(Number(value)) : [value]));
}

/**
 * “9至14条” as “9-14条”.
 *
 * @param {string[]} values
 */
export function withoutRangeWords(values) {
  return values.filter(
    (value, at) => !("至到".includes(value) && isNumber(values[at - 1] ?? "") && isNumber(values[at + 1] ?? "")),
  );
}

/** @param {number} number */
function numeralsOf(number) {
  const tens = Math.floor(number / 10);
  const ones = number % 10;
  const head = tens === 0 ? [] : tens === 1 ? ["十"] : [DIGITS.charAt(tens), "十"];
  return ones === 0 && tens > 0 ? head : [...head, DIGITS.charAt(ones)];
}

const UNITS = "分条次起项个种件年月日天名人";

/**
 * The unit of the number at `index`; in “9-14条” both numbers have 条.
 *
 * @param {string[]} values
 * @param {number} index
 */
function unitOf(values, index) {
  const next = values[index + 1] ?? "";
  const unit = isNumber(next) ? (values[index + 2] ?? "") : next;
  return isHan(unit) && UNITS.includes(unit) ? unit : "";
}

/**
 * What a query asks for: each number, with its unit where it has one.
 *
 * @param {string[]} values
 */
export function figuresAsked(values) {
  return values.flatMap((value, index) => (isNumber(value) ? [value + unitOf(values, index)] : []));
}

/**
 * What a text offers: each number, with and without its unit.
 *
 * @param {string[]} values
 */
export function figuresOffered(values) {
  return values.flatMap((value, index) => (isNumber(value) ? [value, value + unitOf(values, index)] : []));
}

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
