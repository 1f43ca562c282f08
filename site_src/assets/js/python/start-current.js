// @ts-check
/**
 * Starts the current Pyodide: by restoring the memory snapshot, or plainly where that fails for reasons of the
 * snapshot's own.
 *
 * @typedef {import("./types.js").Started} Started
 * @typedef {import("./types.js").StartOrder} StartOrder
 * @typedef {import("./types.js").Stage} Stage
 * @typedef {import("./runtimefiles.js").RuntimeFiles} RuntimeFiles
 *
 * @typedef {object} Parts  what both ways share, loading at once
 * @property {RuntimeFiles} runtimeFiles
 * @property {(stage: Stage) => void} stage
 * @property {Promise<WebAssembly.Module>} compiled
 * @property {Promise<{default: (settings: object) => Promise<any>}>} module
 */

import { loadPyodide } from "pyodide";
import { openService } from "./service.js";
import { detailOf } from "./faults.js";
import { restoreImage } from "./image.js";
import { INDEX, withPyodideFetch } from "./pyodidefetch.js";

const ENVIRONMENT = { HOME: "/home/pyodide" };
// A zip archive without files.
const EMPTY_ZIP = Uint8Array.from([80, 75, 5, 6, ...Array(18).fill(0)]);

/**
 * @param {RuntimeFiles} runtimeFiles
 * @param {StartOrder} order
 * @param {(stage: Stage) => void} stage
 * @returns {Promise<Started>}
 */
export async function startCurrent(runtimeFiles, order, stage) {
  const compiled = runtimeFiles.bytes("wasm").then((bytes) => WebAssembly.compile(/** @type {BufferSource} */ (bytes)));
  const parts = { runtimeFiles, stage, compiled, module: runtimeFiles.module("module") };
  for (const part of [compiled, parts.module]) part.catch(() => {}); // awaited later, perhaps after another failure
  if (!order.plain) {
    const restored = await restore(parts, order.image);
    if (restored) return { handle: openService(restored), way: "snapshot" };
  }
  return { handle: openService(await startPlainly(parts)), way: "plain" };
}

/**
 * Emscripten sets up its module while the snapshot is still coming. Pyodide is given its head alone, and finds the
 * memory already restored.
 *
 * @param {Parts} parts
 * @param {number} headSize
 * @returns {Promise<any>} Pyodide, or null where the snapshot cannot be used
 */
async function restore({ runtimeFiles, stage, compiled, module }, headSize) {
  const head = new Uint8Array(headSize);
  const packed = runtimeFiles.bytes("snapshot");
  packed.catch(() => {}); // awaited later, perhaps after another failure
  let restoring = false;
  const create = async (/** @type {object} */ settings) => {
    const made = await (await module).default(settings);
    restoring = true;
    stage("restoring");
    restoreMemory(made, await packed, head);
    return made;
  };
  try {
    const lock = await lockText(runtimeFiles);
    stage("starting");
    const files = { "python_stdlib.zip": async () => EMPTY_ZIP };
    return await withPyodideFetch(files, compiled, () => load(create, lock, { _loadSnapshot: head }));
  } catch (error) {
    if (!restoring) throw error;
    console.warn(`snapshot not used: ${detailOf(error)}`);
    return null;
  }
}

/**
 * CPython calls its C functions through a trampoline that Emscripten has just added to this module's own table,
 * where the browser knows WebAssembly's garbage collection (Chromium 119), and not at all elsewhere. The image holds
 * the place it had under Node: unless the module keeps its own, the first such call on Chromium 103 leaves the table.
 *
 * @param {any} module
 * @param {Uint8Array} packed
 * @param {Uint8Array} head
 */
function restoreMemory(module, packed, head) {
  const trampoline = (module.__PyRuntime + module.HEAP32[module.__PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET >>> 2]) >>> 2;
  const own = module.HEAP32[trampoline];
  restoreImage(packed, head, module.HEAPU8, module.HEAPU32[module._emscripten_get_sbrk_ptr() >>> 2]);
  module.HEAP32[trampoline] = own;
}

/** @param {Parts} parts */
async function startPlainly({ runtimeFiles, stage, compiled, module }) {
  const lock = await lockText(runtimeFiles);
  const packages = Object.entries(JSON.parse(lock).packages);
  /** @type {Record<string, () => Promise<any>>} */
  const files = { "python_stdlib.zip": () => runtimeFiles.bytes("stdlib") };
  for (const [, { file_name: name }] of /** @type {any} */ (packages)) files[name] = () => runtimeFiles.bytes("wheel");
  stage("starting");
  const create = async (/** @type {object} */ settings) => await (await module).default(settings);
  return await withPyodideFetch(files, compiled, async () => {
    const pyodide = await load(create, lock, {});
    stage("installing");
    await pyodide.loadPackage(packages.map(([name]) => name), { messageCallback: () => {} });
    return pyodide;
  });
}

/** @param {RuntimeFiles} runtimeFiles */
async function lockText(runtimeFiles) {
  return new TextDecoder().decode(await runtimeFiles.bytes("lock"));
}

/**
 * @param {(settings: object) => Promise<any>} createPyodideModule
 * @param {string} lockFileContents
 * @param {object} more
 * @returns {Promise<any>}
 */
function load(createPyodideModule, lockFileContents, more) {
  const env = { ...ENVIRONMENT };
  const options = { indexURL: INDEX, packageBaseUrl: INDEX, env, createPyodideModule, lockFileContents, ...more };
  return loadPyodide(/** @type {any} */ (options));
}
