// @ts-check
/**
 * What the edition of this page calls its parts, as its page carries them (see `Words` in qinglian_core/criteria/table.py).
 *
 * @typedef {"project" | "item" | "standard" | "text" | "clause" | "item_unit" | "unit" | "period" | "criteria" | "assess" | "levels"} WordName
 */

/** @param {WordName} name @returns {string} */
export function word(name) {
  return JSON.parse(document.body.dataset.words || "{}")[name] || "";
}
