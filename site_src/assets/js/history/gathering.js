// @ts-check
/**
 * Reads files and hands them to Python, some at a time, so that the page can show how far it is and stop. Python may
 * be started anew on the way and then holds nothing: everything is handed over again.
 *
 * @typedef {import("../python/engine.js").Engine} Engine
 * @typedef {{name: string, reason: string}} Refusal
 * @typedef {{taken: number, strangers: string[], refused: Refusal[]}} Gathered  ``strangers``: editions unknown to Python
 * @typedef {(done: number, all: number) => void} Progress
 */

import { isRefusal } from "../python/faults.js";
import { isForebear, tellOf } from "../python/forebears.js";
import { textOf } from "../files.js";

const STEP = 10;
const TIMES = 3;
const NOTHING_GATHERED = "B005";
const STOPPED = Symbol("stopped");

export class Gathering {
  /**
   * @param {Engine} engine
   * @param {{isForebear: typeof isForebear, tellOf: typeof tellOf}} forebears  the older editions this page can fetch
   */
  constructor(engine, forebears = { isForebear, tellOf }) {
    this.engine = engine;
    this.forebears = forebears;
    /** @type {File[]} */
    this.files = [];
    /** @type {Gathered} */
    this.gathered = { taken: 0, strangers: [], refused: [] };
    /** How many files were left unread, and of how many. */
    this.unread = 0;
    this.chosen = 0;
    /** Whether Python keeps what is written in the files besides the figures; only a comparison shows it. */
    this.records = false;
    /** Stops reading; what was read stays. */
    this.stop = () => {};
  }

  clear() {
    this.files = [];
    this.gathered = { taken: 0, strangers: [], refused: [] };
    this.unread = this.chosen = 0;
    this.records = false;
  }

  /**
   * @param {File[]} files
   * @param {Progress} progress
   * @returns {Promise<Gathered>}
   */
  async add(files, progress) {
    const before = this.files.length;
    this.files = [...this.files, ...files];
    this.unread = 0;
    this.chosen = this.files.length;
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
   * Hands files over; where some are of older editions, once more, with these at hand.
   *
   * @param {number} from
   * @param {Progress} progress
   */
  async hand(from, progress) {
    if (await this.handOver(from, progress)) return;
    const told = [];
    for (const edition of this.gathered.strangers.filter(this.forebears.isForebear)) {
      // An older edition that cannot be had leaves its files as they are: carried by their text alone.
      await this.forebears.tellOf(this.engine, edition).then(() => told.push(edition), console.warn);
    }
    if (told.length) await this.handOver(0, progress);
  }

  /**
   * Hands files over until all are or somebody calls `stop`; the ones left then are no longer among the files.
   *
   * @param {number} from  0 begins anew
   * @param {Progress} progress
   * @returns {Promise<boolean>} whether somebody stopped it
   */
  async handOver(from, progress) {
    /** @type {Promise<typeof STOPPED>} */
    const stopped = new Promise((resolve) => {
      this.stop = () => resolve(STOPPED);
    });
    const all = this.files.length;
    let reading = this.readSome(from);
    let at = from;
    while (at < all) {
      const files = await Promise.race([stopped, reading]);
      if (files === STOPPED) break;
      reading = this.readSome(at + STEP); // while Python works
      const taking = this.engine.request("gather", { files, fresh: at === 0, records: this.records });
      taking.catch(() => {}); // told below, unless nobody waits for it any more
      // Before the first files Python may still be loading; later it answers soon, and then counts them.
      const gathered = await (at === 0 ? Promise.race([stopped, taking]) : taking);
      if (gathered === STOPPED) break;
      this.gathered = gathered;
      at = Math.min(at + STEP, all);
      progress(at, all);
    }
    if (at === 0) this.gathered = { taken: 0, strangers: [], refused: [] };
    this.unread += all - at;
    this.files = this.files.slice(0, at);
    return at < all;
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
   * @param {{records: boolean, progress: Progress}} needs
   * @returns {Promise<any>}
   */
  async about(ask, { records, progress }) {
    try {
      return await ask();
    } catch (error) {
      if (!isRefusal(error, NOTHING_GATHERED)) throw error;
      if (!this.gathered.taken) throw error;
    }
    this.records = records;
    await this.hand(0, progress);
    return await ask();
  }
}
