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
export async function withStandIns(files, compiled, start) {
  const { fetch } = globalThis;
  const { instantiateStreaming } = WebAssembly;
  globalThis.fetch = (input, options) => answer(files, input) || fetch(input, options);
  try {
    // Pyodide only warns when the wasm cannot be instantiated, and never settles: the error takes this way out.
    const failure = new Promise((_, reject) => {
      WebAssembly.instantiateStreaming = (_response, imports) => instantiated(compiled, imports, reject);
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
 * @returns {Promise<Response> | null}
 */
function answer(files, input) {
  const address = input instanceof Request ? input.url : String(input);
  if (!address.startsWith(INDEX)) return null;
  const give = files[address.slice(INDEX.length)];
  return give ? give().then((body) => new Response(body)) : Promise.resolve(new Response("", { status: 404 }));
}

/**
 * @param {Promise<WebAssembly.Module>} compiled
 * @param {WebAssembly.Imports | undefined} imports
 * @param {(error: unknown) => void} failed
 */
async function instantiated(compiled, imports, failed) {
  try {
    const module = await compiled;
    return { module, instance: await WebAssembly.instantiate(module, imports) };
  } catch (error) {
    failed(error);
    throw error;
  }
}
