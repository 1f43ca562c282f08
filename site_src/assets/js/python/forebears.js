// @ts-check
/**
 * Older editions that this page's own descends from: fetched, and told to Python, only when somebody wants them.
 *
 * @typedef {import("./madewith.js").RuntimeFile} RuntimeFile
 */

import { fetchData, madeWith } from "./madewith.js";

/** @param {string} edition @returns {boolean} whether what was filled in under it can be brought here clause by clause */
export function isForebear(edition) {
  return fileOf(edition) !== undefined;
}

/**
 * @param {{request: (op: string, payload?: object) => Promise<any>}} engine
 * @param {string} edition
 */
export async function tellOf(engine, edition) {
  const file = fileOf(edition);
  if (file) await engine.request("forebear", await fetchData(madeWith().folder("data"), file));
}

/** @param {string} edition  as a reader's file names it, whatever that is @returns {RuntimeFile | undefined} */
function fileOf(edition) {
  const known = madeWith().data.forebears || {};
  return Object.prototype.hasOwnProperty.call(known, edition) ? known[edition] : undefined;
}
