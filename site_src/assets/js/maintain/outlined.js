// @ts-check
/**
 * Where things are in the outline of what is being revised.
 *
 * @typedef {import("./types.js").State} State
 * @typedef {{edition?: string, file: string}} Place
 */

/** @param {State | null} state @param {Place} place @returns {import("./types.js").EditionEntry | undefined} */
export function editionOf(state, { edition, file }) {
  const editions = state?.editions || [];
  return editions.find(({ id }) => id === edition) || editions.find((one) => file.startsWith(folderOf(one)));
}

/** @param {State | null} state @param {Place} place @returns {import("./types.js").ItemEntry | undefined} */
export function itemOf(state, place) {
  return editionOf(state, place)?.items.find(({ file }) => file === place.file);
}

/** @param {State | null} state @param {Place} place @returns {{clause: string, item: string}} what its edition calls its parts */
export function wordsOf(state, place) {
  return editionOf(state, place)?.words || { clause: "条", item: "项" };
}

/** @param {{file: string}} edition @returns {string} where its files lie */
export function folderOf({ file }) {
  return file.slice(0, file.lastIndexOf("/") + 1);
}
