// @ts-check
/** gzip as the browser unpacks it: the files are shipped packed, whatever the server can do. */

/** @param {Uint8Array} packed @returns {ReadableStream<Uint8Array>} */
export function unpackedStream(packed) {
  const stream = new Blob([/** @type {BlobPart} */ (packed)]).stream();
  return /** @type {any} */ (stream.pipeThrough(new DecompressionStream("gzip")));
}

/** @param {Uint8Array} packed @returns {Promise<ArrayBuffer>} */
export function unpackedBytes(packed) {
  return new Response(/** @type {any} */ (unpackedStream(packed))).arrayBuffer();
}
