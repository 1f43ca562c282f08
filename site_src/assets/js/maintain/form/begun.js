// @ts-check
/**
 * A question that was just added: besides what every question has, blanks for what it nearly always has where it stands.
 *
 * @typedef {import("../types.js").Path} Path
 */

import { at } from "./blank.js";

/** What a question has, by where its part counts from. @type {Record<string, Record<string, string>>} */
const USUAL = {
  full: { cite: "", when: "no", deduct: "" },
  zero: { cite: "", when: "yes", award: "" },
};

/**
 * @param {{data: any}} form
 * @param {Path} list
 * @param {any} entry
 * @returns {any} the entry with blanks to fill in
 */
export function begun({ data }, list, entry) {
  if (list[list.length - 1] !== "questions") return entry;
  const { start = "" } = at(data, list.slice(0, -1)) || {};
  return { ...entry, ...USUAL[start] };
}
