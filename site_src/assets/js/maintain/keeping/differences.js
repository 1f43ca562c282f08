// @ts-check
/**
 * What a change made of the texts of files: only the piece that differs is held, so that many steps take little room.
 *
 * @typedef {import("../types.js").Files} Files
 * @typedef {import("../types.js").Written} Written
 *
 * @typedef {object} Difference  of one file
 * @property {number} at           letters before it that stay
 * @property {string | null} gone  null: there was no file
 * @property {string | null} come  null: there is none any more
 * @property {number} rest         letters after it that stay
 *
 * @typedef {Record<string, Difference>} Differences  by the path of the file
 */

/** @param {Files} before @param {Files} after @param {string[]} paths @returns {Differences} */
export function differences(before, after, paths) {
  return Object.fromEntries(paths.map((path) => [path, difference(before[path] ?? null, after[path] ?? null)]));
}

/** @param {string | null} before @param {string | null} after @returns {Difference} */
function difference(before, after) {
  if (before === null || after === null) return { at: 0, gone: before, come: after, rest: 0 };
  const most = Math.min(before.length, after.length);
  let at = 0;
  while (at < most && before[at] === after[at]) at += 1;
  let rest = 0;
  while (rest < most - at && before[before.length - 1 - rest] === after[after.length - 1 - rest]) rest += 1;
  return { at, gone: before.slice(at, before.length - rest), come: after.slice(at, after.length - rest), rest };
}

/** @param {Differences} changes @returns {Differences} that take them back */
export function reversed(changes) {
  return Object.fromEntries(Object.entries(changes).map(([path, { gone, come, ...rest }]) => [path, { ...rest, gone: come, come: gone }]));
}

/**
 * @param {Files} files
 * @param {Differences} changes
 * @returns {Written | null} what they make of the files; null where these are not the ones that they were made of
 */
export function replayed(files, changes) {
  /** @type {Written} */
  const found = {};
  for (const [path, { at, gone, come, rest }] of Object.entries(changes)) {
    const text = files[path] ?? null;
    if (!isIn(text, at, gone, rest)) return null;
    found[path] = text === null || come === null ? come : text.slice(0, at) + come + text.slice(text.length - rest);
  }
  return found;
}

/** @param {string | null} text @param {number} at @param {string | null} gone @param {number} rest */
function isIn(text, at, gone, rest) {
  if (text === null || gone === null) return text === gone;
  return text.length === at + gone.length + rest && text.startsWith(gone, at);
}

/** @param {Differences} changes @returns {number} that are held for them */
export function letters(changes) {
  return Object.values(changes).reduce((sum, { gone, come }) => sum + (gone || "").length + (come || "").length, 0);
}
