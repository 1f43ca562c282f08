// @ts-check
/**
 * What the edition of this page calls its parts, as its page carries them (see `Words` in qinglian_core/criteria/table.py).
 *
 * @typedef {"project" | "item" | "standard" | "text" | "clause" | "item_unit" | "unit" | "period" | "criteria" | "assess" | "levels"} WordName
 */

/** @type {Partial<Record<WordName, string>> | undefined} */
let words;

/** @param {WordName} name @returns {string} */
export function word(name) {
  words ||= /** @type {Partial<Record<WordName, string>>} */ (JSON.parse(document.body.dataset.words || "{}"));
  return words[name] || "";
}
