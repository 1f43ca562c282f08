// @ts-check
/** Chinese numerals up to ninety-nine, as people type how many there are: 五, 十五, 二十, 一五; and points: 一点五. */

const DIGITS = "零一二三四五六七八九";

/**
 * @param {string} text
 * @returns {string} in digits; anything else as it is
 */
export function inDigits(text) {
  const [whole = "", ...fractions] = text.split("点").map(wholeInDigits);
  const isNumber = fractions.length === 1 && [whole, ...fractions].every((part) => /^[0-9]+$/.test(part));
  if (isNumber) return `${whole}.${fractions[0]}`;
  return fractions.length ? text : whole;
}

/** @param {string} text */
function wholeInDigits(text) {
  const plain = text.replace(/〇/g, "零").replace(/两/g, "二");
  const places = plain.replace(/^十/, "一十").replace(/十$/, "十零").replace(/^(.)十(.)$/, "$1$2");
  const digits = [...places].map((letter) => DIGITS.indexOf(letter));
  return digits.length && !digits.includes(-1) ? digits.join("") : text;
}
