// @ts-check
/**
 * One revision in two tabs: what either has changed, file by file.
 *
 * @typedef {import("../types.js").Files} Files
 */

/**
 * @param {Files} base    as both knew them
 * @param {Files} mine
 * @param {Files} theirs
 * @returns {{files: Files, clashing: string[]}} both together; clashing: the files that both have changed
 */
export function mergedFiles(base, mine, theirs) {
  /** @type {Files} */
  const files = {};
  const clashing = [];
  for (const path of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
    const isMine = mine[path] !== base[path];
    const isTheirs = theirs[path] !== base[path];
    if (isMine && isTheirs && mine[path] !== theirs[path]) clashing.push(path);
    const text = isMine ? mine[path] : theirs[path];
    if (text !== undefined) files[path] = text;
  }
  return { files, clashing };
}

/** @param {Files} mine @param {Files} theirs @returns {string[]} the files that are not the same in both */
export function differing(mine, theirs) {
  return [...new Set([...Object.keys(mine), ...Object.keys(theirs)])].filter((path) => mine[path] !== theirs[path]).sort();
}
