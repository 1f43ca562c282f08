// @ts-check
/** gzip as the browser unpacks it: the files are shipped packed, whatever the server can do. */

/** @param {Uint8Array} packed @returns {Promise<Uint8Array>} */
export async function unpackedBytes(packed) {
  const stream = new Blob([/** @type {BlobPart} */ (packed)]).stream();
  const unpacked = stream.pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(/** @type {any} */ (unpacked)).arrayBuffer());
}
