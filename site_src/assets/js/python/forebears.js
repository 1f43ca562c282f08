// @ts-check
/** Older editions that this page's own descends from: fetched, and told to Python, only when somebody wants them. */

import { fetchData, madeWith } from "./madewith.js";

/** @param {string} edition @returns {boolean} whether what was filled in under it can be brought here clause by clause */
export function isForebear(edition) {
  return edition in (madeWith().data.forebears || {});
}

/**
 * @param {{request: (op: string, payload?: object) => Promise<any>}} engine
 * @param {string} edition
 */
export async function tellOf(engine, edition) {
  const { data, folder } = madeWith();
  const file = data.forebears?.[edition];
  if (file) await engine.request("forebear", await fetchData(folder("data"), file));
}
