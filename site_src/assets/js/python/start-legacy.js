// @ts-check
/**
 * Starts the older Pyodide, for browsers that cannot run the current one. It knows no snapshots, and its main
 * module, a classic script, leaves a function on the global object.
 *
 * @typedef {import("./types.js").Started} Started
 * @typedef {import("./types.js").StartOrder} StartOrder
 * @typedef {import("./types.js").Stage} Stage
 * @typedef {import("./runtimefiles.js").RuntimeFiles} RuntimeFiles
 */

import { loadPyodide } from "pyodide-legacy";
import { openService } from "./service.js";
import { INDEX, instantiate, LIBRARY, withPyodideFetch } from "./pyodideinside.js";

/**
 * @param {RuntimeFiles} runtimeFiles
 * @param {StartOrder} _order
 * @param {(stage: Stage) => void} stage
 * @returns {Promise<Started>}
 */
export async function startLegacy(runtimeFiles, _order, stage) {
  const compiled = runtimeFiles.bytes("wasm").then((bytes) => WebAssembly.compile(/** @type {BufferSource} */ (bytes)));
  compiled.catch(() => {}); // awaited later, perhaps after another failure
  const lock = new TextDecoder().decode(await runtimeFiles.bytes("lock"));
  const packages = Object.entries(JSON.parse(lock).packages);
  /** @type {Record<string, () => Promise<any>>} */
  const files = {
    "pyodide-lock.json": async () => lock,
    "pyodide.asm.wasm": async () => "", // compiled above; only its place is asked for
    [LIBRARY]: () => runtimeFiles.bytes("stdlib"),
  };
  for (const [, { file_name: name }] of /** @type {any} */ (packages)) files[name] = () => runtimeFiles.bytes("wheel");
  await runtimeFiles.module("module");
  stage("starting");
  const pyodide = await withPyodideFetch(files, (imports) => instantiate(compiled, imports), async () => {
    const started = await loadPyodide({ indexURL: INDEX, env: { HOME: "/home/pyodide" } });
    stage("installing");
    await started.loadPackage(packages.map(([name]) => name), { messageCallback: () => {} });
    return started;
  });
  return { handle: openService(/** @type {any} */ (pyodide)), way: "plain" };
}
