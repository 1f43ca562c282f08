// @ts-check
/**
 * Places in plain data. A path is a list of keys; what is read or written is always the last one.
 *
 * @typedef {string[]} Path
 */

/**
 * @param {unknown} data
 * @param {Path} path
 * @returns {unknown} what stands there, or undefined
 */
export function valueAt(data, path) {
  let place = data;
  for (const key of path) {
    if (typeof place !== "object" || place === null || !Object.hasOwnProperty.call(place, key)) {
      return undefined;
    }
    place = /** @type {Record<string, unknown>} */ (place)[key];
  }
  return place;
}

/**
 * Writes `value` at `path`, making the mappings on the way; undefined takes the key away.
 *
 * @param {object} data
 * @param {Path} path
 * @param {unknown} value
 */
export function setAt(data, path, value) {
  let place = /** @type {Record<string, unknown>} */ (data);
  for (const key of path.slice(0, -1)) {
    const below = Object.hasOwnProperty.call(place, key) ? place[key] : undefined;
    if (typeof below !== "object" || below === null) {
      if (value === undefined) return;
      place[key] = {};
    }
    place = /** @type {Record<string, unknown>} */ (place[key]);
  }
  const last = path[path.length - 1];
  if (last === undefined) return;
  if (value === undefined) delete place[last];
  else place[last] = value;
}

/**
 * @param {unknown} one
 * @param {unknown} other
 */
export function isSame(one, other) {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

/**
 * @template T
 * @param {T} data
 * @returns {T}
 */
export function copyOf(data) {
  return data === undefined ? data : JSON.parse(JSON.stringify(data));
}
