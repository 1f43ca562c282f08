// @ts-check
/** Chinese numerals and digits: “十五条” and “15条”, “3会1课” and “三会一课”. */

import { isNumber } from "./symbols.js";

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
