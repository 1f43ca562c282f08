// @ts-check
/**
 * What is known of the inside of Pyodide and of the module that Emscripten made of it, which promise nothing of it: all
 * here, for browsers and for the build. What the build cannot start so is published without; see try_snapshot.mjs.
 */

import { restoreImage } from "./image.js";

/** Pyodide is told that it lies here; nothing is ever fetched from this address. */
export const INDEX = new URL("pyodide/", globalThis.location?.href ?? import.meta.url).href;
export const LIBRARY = "python_stdlib.zip";

/** The option of loadPyodide with which it can take snapshots. */
export const TAKING = { _makeSnapshot: true };

/** The option with which it starts from one; that it finds the memory restored, it need not know. @param {Uint8Array} head */
export function restoring(head) {
  return { _loadSnapshot: head };
}

/** @param {any} pyodide started with `TAKING` @returns {{head: Uint8Array, memory: Uint8Array}} */
export function takeMemory(pyodide) {
  const image = pyodide.makeMemorySnapshot();
  const [, size = 0] = new Uint32Array(image.buffer, 0, 2);
  return { head: image.subarray(0, size), memory: image.subarray(size) };
}

// Bytes: the memory grows by no more than twice as much.
const LARGEST = 1 << 16;

/** Clears what was freed and never used again: what lies there is in the snapshot otherwise. @param {any} pyodide */
export function clearUnused(pyodide) {
  const { _module: module } = pyodide;
  const held = [];
  for (let size = LARGEST; size >= 16; size >>= 1) {
    for (let full = false; !full; ) {
      const end = usedMemory(module);
      const block = module._malloc(size);
      full = usedMemory(module) !== end;
      module.HEAPU8.fill(0, block, block + size);
      held.push(block);
    }
  }
  for (const block of held) module._free(block);
}

/** @param {any} module @returns {number} bytes, from the start of the memory */
function usedMemory(module) {
  return module.HEAPU32[module._emscripten_get_sbrk_ptr() >>> 2];
}

/**
 * The constructors of C fill a memory that is overwritten, and work on data that are not there yet. What else they do
 * is done here: the first places in the tables of JavaScript objects that Python holds.
 *
 * @param {WebAssembly.Instance} instance
 * @param {any} imports
 * @returns {WebAssembly.Instance}
 */
export function withoutConstructors({ exports }, imports) {
  const { _hiwire_immortal_add: keep, _hiwire_set: hold } = /** @type {Record<string, any>} */ (exports);
  const construct = () => {
    keep(null);
    keep(imports.env.__hiwire_deduplicate_new());
    hold(0, null);
  };
  return { exports: { ...exports, __wasm_call_ctors: construct } };
}

/**
 * CPython calls its C functions through a trampoline that Emscripten has just added to this module's own table,
 * where the browser knows WebAssembly's garbage collection (Chromium 119), and not at all elsewhere. The image holds
 * the place it had under Node: unless the module keeps its own, the first such call on Chromium 103 leaves the table.
 *
 * @param {any} module  just made
 * @param {Uint8Array[]} images  packed, the later ones to be laid over the first
 * @param {Uint8Array} head  to be filled in
 */
export function restoreMemory(module, [first, ...later], head) {
  const own = module.HEAP32[trampoline(module)];
  restoreImage(/** @type {Uint8Array} */ (first), head, module.HEAPU8, usedMemory(module));
  for (const image of later) restoreImage(image, new Uint8Array(), module.HEAPU8, 0);
  module.HEAP32[trampoline(module)] = own;
}

/** @param {any} module @returns {number} where the place of the trampoline stands, as the memory is now */
function trampoline(module) {
  return (module.__PyRuntime + module.HEAP32[module.__PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET >>> 2]) >>> 2;
}

/**
 * Pyodide fetches its parts by itself and trusts what the server says of them: with a wrong type for the wasm it
 * waits for ever. While it starts, its requests are answered here instead, from files already checked.
 *
 * @template T
 * @param {Record<string, () => Promise<BodyInit>>} files by the name Pyodide asks for
 * @param {(imports: WebAssembly.Imports | undefined) => Promise<WebAssembly.WebAssemblyInstantiatedSource>} instantiate
 * @param {() => Promise<T>} start
 * @returns {Promise<T>}
 */
export async function withPyodideFetch(files, instantiate, start) {
  const { fetch } = globalThis;
  const { instantiateStreaming } = WebAssembly;
  try {
    // Pyodide only warns when a part is missing or the wasm cannot be instantiated, and goes on or waits for ever:
    // the first error takes this way out.
    const failure = new Promise((_, failed) => {
      globalThis.fetch = (input, options) => answer(files, input, failed) || fetch(input, options);
      WebAssembly.instantiateStreaming = (_response, imports) => told(instantiate(imports), failed);
    });
    return /** @type {T} */ (await Promise.race([start(), failure]));
  } finally {
    globalThis.fetch = fetch;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  }
}

/**
 * @param {Record<string, () => Promise<BodyInit>>} files
 * @param {RequestInfo | URL} input
 * @param {(error: unknown) => void} failed
 * @returns {Promise<Response> | null}
 */
function answer(files, input, failed) {
  const address = input instanceof Request ? input.url : String(input);
  if (!address.startsWith(INDEX)) return null;
  const give = files[address.slice(INDEX.length)];
  if (!give) return Promise.resolve(new Response("", { status: 404 }));
  return told(give().then((body) => new Response(body)), failed);
}

/**
 * @param {Promise<WebAssembly.Module>} compiled
 * @param {WebAssembly.Imports | undefined} imports
 */
export async function instantiate(compiled, imports) {
  const module = await compiled;
  return { module, instance: await WebAssembly.instantiate(module, imports) };
}

/**
 * @template T
 * @param {Promise<T>} work
 * @param {(error: unknown) => void} failed
 * @returns {Promise<T>}
 */
function told(work, failed) {
  work.catch(failed);
  return work;
}
