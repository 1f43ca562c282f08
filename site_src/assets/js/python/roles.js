// @ts-check
/**
 * Which files Python starts from: fetched at once when it is started, and ahead of that where readers are idle.
 *
 * @typedef {import("./types.js").Role} Role
 */

/** @type {Role[]} the standard library and the core are in the snapshot */
const FOR_SNAPSHOT = ["lock", "wasm", "module", "snapshot"];
/** @type {Role[]} */
const FOR_PLAIN = ["lock", "wasm", "module", "stdlib", "wheel"];

/**
 * @param {import("./types.js").PyodideBuild} build
 * @param {boolean} [plain]  start without the snapshot
 * @returns {Role[]} beside the worker's own script, the smallest first
 */
export function rolesToStart({ image }, plain = false) {
  return image && !plain ? FOR_SNAPSHOT : FOR_PLAIN;
}
