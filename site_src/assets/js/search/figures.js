// @ts-check
/** Numbers with their units. A query with a number finds texts with that number, and with no other. */

import { isHan, isNumber } from "./symbols.js";

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
