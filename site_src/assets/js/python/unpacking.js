// @ts-check
/**
 * gzip as the browser unpacks it: the files are shipped packed, whatever the server can do. Unpacking goes along
 * with what comes in; a Blob or a Response in between would copy everything once more.
 */

export class Unpacking {
  constructor() {
    const { readable, writable } = new DecompressionStream("gzip");
    this.writer = writable.getWriter();
    this.unpacked = collected(readable.getReader());
    this.unpacked.catch(() => {}); // told to whoever asks for it
  }

  /** @param {Uint8Array} piece */
  add(piece) {
    this.writer.write(/** @type {BufferSource} */ (piece)).catch(() => {}); // the reader fails with it
  }

  /** @returns {Promise<Uint8Array>} */
  async finish() {
    this.writer.close().catch(() => {});
    return await this.unpacked;
  }
}

/** @param {ReadableStreamDefaultReader<Uint8Array>} reader */
async function collected(reader) {
  const pieces = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    pieces.push(value);
    length += value.length;
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
