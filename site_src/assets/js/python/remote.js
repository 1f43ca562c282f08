// @ts-check
/**
 * The runtime from the server. Nothing of it depends on what the server says of its types or encodings: every
 * file is read as bytes and compared with the manifest, which came with the page.
 *
 * fetch's own `integrity` would check as well, but gives no byte before the last one has come, so that nobody
 * could tell a slow network from a dead one.
 *
 * @typedef {import("./types.js").RuntimeFile} RuntimeFile
 * @typedef {import("./types.js").Source} Source
 */

import { Check, Unpacking } from "./arrival.js";
import { EngineFault } from "./faults.js";

const MISSING = [404, 410];
// Worth a second try, past a cache that may hold a broken copy.
const PASSING = ["short", "altered", "network"];

/** @implements {Source} */
export class RemoteSource {
  /**
   * @param {string} base address of the folder
   * @param {object} [options]
   * @param {(file: RuntimeFile, loaded: number) => void} [options.arrived] told as bytes come
   * @param {boolean} [options.fresh] pass by the browser's cache
   */
  constructor(base, { arrived = () => {}, fresh = false } = {}) {
    this.base = base;
    this.arrived = arrived;
    this.fresh = fresh;
    this.stopping = new AbortController();
  }

  /** Gives up whatever is still on its way. */
  stop() {
    this.stopping.abort();
  }

  /** @param {RuntimeFile} file */
  address(file) {
    return new URL(file.name, this.base).href;
  }

  /** @param {RuntimeFile} file */
  async bytes(file) {
    try {
      return await this.download(file, this.fresh ? "reload" : "default");
    } catch (error) {
      if (!(error instanceof EngineFault) || !PASSING.includes(error.code)) throw error;
      return await this.download(file, "reload");
    }
  }

  /**
   * Checks a script, so that the browser has a good copy at hand, and returns its address. The import that
   * follows reads the browser's cache, or asks the same server again: see docs/adr/runtime-integrity.md.
   *
   * @param {RuntimeFile} file
   */
  async script(file) {
    await this.bytes(file);
    return this.address(file);
  }

  /**
   * @param {RuntimeFile} file
   * @param {RequestCache} cache
   */
  async download(file, cache) {
    const response = await this.response(file, cache);
    const check = new Check(file);
    const unpacking = file.packed ? new Unpacking() : null;
    const bytes = new Uint8Array(file.size);
    let length = 0;
    const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
    for (;;) {
      const { done, value } = await reader.read().catch(() => this.broken("short", file));
      if (done || !value) break;
      if (length + value.length > file.size) throw this.tooLong(reader, file);
      bytes.set(value, length);
      check.add(value);
      unpacking?.add(value);
      length += value.length;
      this.arrived(file, length);
    }
    const received = bytes.subarray(0, length);
    // Unpacked meanwhile, but nothing is handed on before the check has passed.
    await check.pass(received);
    return unpacking ? await unpacking.finish() : received;
  }

  /**
   * @param {RuntimeFile} file
   * @param {RequestCache} cache
   */
  async response(file, cache) {
    const { signal } = this.stopping;
    const response = await fetch(this.address(file), { cache, signal }).catch(() => this.broken("network", file));
    if (MISSING.includes(response.status)) throw new EngineFault("missing", file.name);
    if (!response.ok || !response.body) throw new EngineFault("server", `${response.status} ${file.name}`);
    return response;
  }

  /**
   * @param {string} code
   * @param {RuntimeFile} file
   * @returns {never}
   */
  broken(code, file) {
    throw new EngineFault(this.stopping.signal.aborted ? "stopped" : code, file.name);
  }

  /**
   * @param {ReadableStreamDefaultReader<Uint8Array>} reader
   * @param {RuntimeFile} file
   */
  tooLong(reader, file) {
    reader.cancel().catch(() => {});
    return new EngineFault("altered", file.name);
  }
}
