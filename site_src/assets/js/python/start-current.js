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
 * @typedef {object} Parts  what both ways share
 * @property {RuntimeFiles} runtimeFiles
 * @property {(stage: Stage) => void} stage
 * @property {Promise<{default: (settings: object) => Promise<any>}>} module
 */

import { loadPyodide } from "pyodide";
import { openService } from "./service.js";
import { detailOf } from "./faults.js";
import { INDEX, LIBRARY, instantiate, restoreMemory, restoring, withoutConstructors, withPyodideFetch } from "./pyodideinside.js";

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
  const parts = { runtimeFiles, stage, module: runtimeFiles.module("module") };
  parts.module.catch(() => {}); // awaited later, perhaps after another failure
  if (!order.plain) {
    const restored = await restore(parts, order.image);
    if (restored) return { handle: openService(restored), way: "snapshot" };
  }
  return { handle: openService(await startPlainly(parts)), way: "plain" };
}

/**
 * Emscripten sets up its module while the snapshot is still coming. Pyodide is given its head alone, and finds the
 * memory already restored: the criteria over what is the same whatever they say. The WebAssembly comes without its
 * data, which the image holds as they are by now.
 *
 * @param {Parts} parts
 * @param {number} headSize
 * @returns {Promise<any>} Pyodide, or null where the snapshot cannot be used
 */
async function restore({ runtimeFiles, stage, module }, headSize) {
  const head = new Uint8Array(headSize);
  const compiled = compile(runtimeFiles, ["wasm"]);
  const images = Promise.all(runtimeFiles.known("snapshot", "criteria").map((role) => runtimeFiles.bytes(role)));
  for (const part of [compiled, images]) part.catch(() => {}); // awaited later, perhaps after another failure
  let restoringNow = false;
  const create = async (/** @type {object} */ settings) => {
    const made = await (await module).default(settings);
    restoringNow = true;
    stage("restoring");
    restoreMemory(made, await images, head);
    return made;
  };
  const instance = async (/** @type {WebAssembly.Imports | undefined} */ imports) => {
    const made = await instantiate(compiled, imports);
    return { ...made, instance: withoutConstructors(made.instance, imports) };
  };
  try {
    const lock = await lockText(runtimeFiles);
    stage("starting");
    const files = { [LIBRARY]: async () => EMPTY_ZIP };
    return await withPyodideFetch(files, instance, () => load(create, lock, restoring(head)));
  } catch (error) {
    if (!restoringNow) throw error;
    console.warn(`snapshot not used: ${detailOf(error)}`);
    return null;
  }
}

/** @param {Parts} parts */
async function startPlainly({ runtimeFiles, stage, module }) {
  const compiled = compile(runtimeFiles, runtimeFiles.known("wasm", "data"));
  compiled.catch(() => {}); // awaited later, perhaps after another failure
  const lock = await lockText(runtimeFiles);
  const packages = Object.entries(JSON.parse(lock).packages);
  /** @type {Record<string, () => Promise<any>>} */
  const files = { [LIBRARY]: () => runtimeFiles.bytes("stdlib") };
  for (const [, { file_name: name }] of /** @type {any} */ (packages)) files[name] = () => runtimeFiles.bytes("wheel");
  stage("starting");
  const create = async (/** @type {object} */ settings) => await (await module).default(settings);
  return await withPyodideFetch(files, (imports) => instantiate(compiled, imports), async () => {
    const pyodide = await load(create, lock, {});
    stage("installing");
    await pyodide.loadPackage(packages.map(([name]) => name), { messageCallback: () => {} });
    return pyodide;
  });
}

/**
 * @param {RuntimeFiles} runtimeFiles
 * @param {import("./types.js").Role[]} roles  of the parts of the WebAssembly, in their order
 */
async function compile(runtimeFiles, roles) {
  const parts = await Promise.all(roles.map((role) => runtimeFiles.bytes(role)));
  const [only] = parts;
  const whole = only && parts.length === 1 ? only : await new Blob(/** @type {BlobPart[]} */ (parts)).arrayBuffer();
  return await WebAssembly.compile(/** @type {BufferSource} */ (whole));
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
