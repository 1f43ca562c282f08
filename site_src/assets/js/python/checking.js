// @ts-check
/** Compares what arrived with what was published: the one place that decides whether a runtime file is used. */

import { EngineFault } from "./faults.js";
import { Sha256 } from "./sha256.js";

/** @typedef {import("./types.js").RuntimeFile} RuntimeFile */

export class Check {
  /** @param {RuntimeFile} file */
  constructor(file) {
    this.file = file;
    // crypto.subtle wants the whole at once and does it elsewhere; without it we hash as the bytes come.
    this.own = globalThis.crypto && crypto.subtle ? null : new Sha256();
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
