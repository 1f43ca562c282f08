// @ts-check
/**
 * Which Pyodide this browser can run, by trying and not by its name; and which of its files Python starts from: fetched
 * at once when it is started, and ahead of that where readers are idle.
 *
 * @typedef {import("./types.js").Role} Role
 */

const HEAD = [0, 97, 115, 109, 1, 0, 0, 0];
// A type that uses externref: Chromium 96, Firefox 79.
const EXTERNREF = [...HEAD, 1, 5, 1, 96, 1, 111, 0];
// A function with try … end of WebAssembly's first exception handling: Chromium 95, Firefox 100.
const EXCEPTIONS = [...HEAD, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 8, 1, 6, 0, 6, 64, 25, 11, 11];

/** @param {number[]} program */
function accepts(program) {
  return WebAssembly.validate(Uint8Array.from(program));
}

/**
 * The Pyodide to start, or null where none would run.
 *
 * @returns {import("./types.js").PyodideBuildName | null}
 */
export function probeBuild() {
  if (typeof WebAssembly !== "object" || typeof WebAssembly.validate !== "function") return null;
  if (typeof DecompressionStream !== "function" || typeof BigInt64Array !== "function") return null;
  if (accepts(EXTERNREF) && accepts(EXCEPTIONS) && "hasOwn" in Object) return "current";
  return accepts(HEAD) ? "legacy" : null;
}

/** @type {Role[]} the standard library, the core and the data of the WebAssembly are in the snapshot */
const FOR_SNAPSHOT = ["lock", "criteria", "module", "wasm", "snapshot"];
/** @type {Role[]} */
const FOR_PLAIN = ["lock", "wasm", "data", "module", "stdlib", "wheel"];

/**
 * @param {import("./types.js").PyodideBuild} build
 * @param {boolean} [plain]  start without the snapshot
 * @returns {Role[]} beside the worker's own script, the smallest first
 */
export function rolesToStart({ image, files }, plain = false) {
  return (image && !plain ? FOR_SNAPSHOT : FOR_PLAIN).filter((role) => files[role]);
}
