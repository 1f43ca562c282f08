// @ts-check
/**
 * The making of the whole site: the published files that it needs are handed over, then one step follows another until
 * it is done or stopped.
 *
 * @typedef {import("./bench.js").Bench} Bench
 * @typedef {import("./types.js").Product} Product
 */

import { publishedFile } from "./publishedfiles.js";

/** Bytes taken at once. */
const PIECE = 2_000_000;

export class Making {
  /**
   * @param {Bench} bench
   * @param {(words: string, step: number, of: number) => void} told
   * @param {(path: string) => Promise<Uint8Array>} [fetched]  a file of the published site
   */
  constructor(bench, told, fetched = publishedFile) {
    this.bench = bench;
    this.told = told;
    this.fetched = fetched;
    this.stopped = false;
  }

  /** Ends it; Python starts anew when it is asked again. */
  stop() {
    this.stopped = true;
    this.bench.stop();
  }

  /**
   * @param {(bytes: Uint8Array) => string} inBase64
   * @returns {Promise<Product[] | null>} null: stopped
   */
  async run(inBase64) {
    try {
      await this.handOver(inBase64);
      for (let begin = true; !this.stopped; begin = false) {
        const { done, step, of, words, files } = await this.bench.ask("bench-build", { begin });
        this.told(words, step, of);
        if (done) return files || [];
      }
    } catch (error) {
      if (!this.stopped) throw error;
    }
    return null;
  }

  /** @param {(bytes: Uint8Array) => string} inBase64 */
  async handOver(inBase64) {
    const { files } = await this.bench.ask("bench-wanted");
    let handed = 0;
    for (const { path } of files) {
      if (this.stopped) return;
      this.told("正在取网站已有的文件", handed, files.length);
      await this.bench.ask("bench-keep", { path, data: inBase64(await this.fetched(path)) });
      handed += 1;
    }
  }

  /**
   * @param {Bench} bench
   * @param {Product} file
   * @param {(base64: string) => Uint8Array} fromBase64
   * @returns {Promise<Uint8Array[]>} its pieces
   */
  static async taken(bench, { path, size }, fromBase64) {
    const pieces = [];
    for (let offset = 0; offset < size; offset += PIECE) {
      const { data } = await bench.ask("bench-take", { path, offset, size: PIECE });
      pieces.push(fromBase64(data));
    }
    return pieces;
  }
}
