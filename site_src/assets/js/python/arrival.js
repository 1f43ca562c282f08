// @ts-check
/**
 * A runtime file as it arrives: compared with what was published, which alone decides whether it is used, and
 * unpacked, since files are shipped as gzip, whatever the server can do.
 */

import { sha256 } from "@noble/hashes/sha2.js";

import { EngineFault } from "./faults.js";

/** @typedef {import("./types.js").RuntimeFile} RuntimeFile */

export class Check {
  /** @param {RuntimeFile} file */
  constructor(file) {
    this.file = file;
    // crypto.subtle wants the whole at once and does it elsewhere; without it we hash as the bytes come.
    this.own = globalThis.crypto && crypto.subtle ? null : sha256.create();
  }

  /** @param {Uint8Array} piece */
  add(piece) {
    if (this.own) this.own.update(piece);
  }

  /**
   * @param {Uint8Array} bytes the whole file, all of whose pieces were added
   * @returns {Promise<Uint8Array>} the same
   */
  async pass(bytes) {
    if (bytes.length < this.file.size) throw new EngineFault("short", this.file.name);
    const digest = this.own
      ? this.own.digest()
      : new Uint8Array(await crypto.subtle.digest("SHA-256", /** @type {BufferSource} */ (bytes)));
    if (`sha256-${btoa(String.fromCharCode(...digest))}` !== this.file.integrity) {
      throw new EngineFault("altered", this.file.name);
    }
    return bytes;
  }
}

/** Unpacking goes along with what comes in; a Blob or a Response in between would copy everything once more. */
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
