// @ts-check
/**
 * Pyodide fetches its parts by itself and trusts what the server says of them: with a wrong type for the wasm it
 * waits for ever. While it starts, its requests are answered here instead, from files already checked.
 */

/** Pyodide is told that it lies here; nothing is ever fetched from this address. */
export const INDEX = new URL("pyodide/", globalThis.location.href).href;

/**
 * @template T
 * @param {Record<string, () => Promise<BodyInit>>} files by the name Pyodide asks for
 * @param {Promise<WebAssembly.Module>} compiled
 * @param {() => Promise<T>} start
 * @returns {Promise<T>}
 */
export async function withPyodideFetch(files, compiled, start) {
  const { fetch } = globalThis;
  const { instantiateStreaming } = WebAssembly;
  try {
    // Pyodide only warns when a part is missing or the wasm cannot be instantiated, and goes on or waits for ever:
    // the first error takes this way out.
    const failure = new Promise((_, failed) => {
      globalThis.fetch = (input, options) => answer(files, input, failed) || fetch(input, options);
      WebAssembly.instantiateStreaming = (_response, imports) => told(instantiate(compiled, imports), failed);
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
async function instantiate(compiled, imports) {
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
