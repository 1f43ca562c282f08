// @ts-check
/**
 * Reads files and hands them to Python, some at a time, so that the page can show how far it is. Python may be
 * started anew on the way and then holds nothing: everything is handed over again.
 *
 * @typedef {import("../python/engine.js").Engine} Engine
 * @typedef {{name: string, reason: string}} Refusal
 * @typedef {{taken: number, refused: Refusal[]}} Gathered
 */

import { isRefusal } from "../python/faults.js";
import { textOf } from "../files.js";

const STEP = 10;
const TIMES = 3;
const NOTHING_GATHERED = "B005";

export class Gathering {
  /** @param {Engine} engine */
  constructor(engine) {
    this.engine = engine;
    /** @type {File[]} */
    this.files = [];
    /** @type {Gathered} */
    this.gathered = { taken: 0, refused: [] };
  }

  clear() {
    this.files = [];
    this.gathered = { taken: 0, refused: [] };
  }

  /**
   * @param {File[]} files
   * @param {(done: number, all: number) => void} progress
   * @returns {Promise<Gathered>}
   */
  async add(files, progress) {
    const before = this.files.length;
    this.files = [...this.files, ...files];
    for (let time = 1; ; time += 1) {
      await this.hand(time === 1 ? before : 0, progress);
      if (this.isWhole() || time === TIMES) return this.gathered;
    }
  }

  isWhole() {
    const { taken, refused } = this.gathered;
    return taken + refused.length === this.files.length;
  }

  /**
   * @param {number} from  0 begins anew
   * @param {(done: number, all: number) => void} progress
   */
  async hand(from, progress) {
    let reading = this.readSome(from);
    for (let at = from; at < this.files.length; at += STEP) {
      const files = await reading;
      reading = this.readSome(at + STEP); // while Python works
      this.gathered = await this.engine.request("gather", { files, fresh: at === 0 });
      progress(Math.min(at + STEP, this.files.length), this.files.length);
    }
  }

  /** @param {number} at */
  readSome(at) {
    const some = this.files.slice(at, at + STEP);
    return Promise.all(some.map(async (file) => ({ name: file.name, ...(await textOf(file)) })));
  }

  /**
   * Asks about everything gathered.
   *
   * @param {() => Promise<any>} ask
   * @returns {Promise<any>}
   */
  async about(ask) {
    try {
      return await ask();
    } catch (error) {
      if (!isRefusal(error, NOTHING_GATHERED)) throw error;
      if (!this.gathered.taken) throw error;
    }
    await this.hand(0, () => {});
    return await ask();
  }
}
