// @ts-check
/**
 * What is typed, noted a second time in the database: what localStorage holds reaches the disk only seconds later, and
 * is lost with a browser that dies before.
 *
 * @typedef {import("./typed.js").Edit} Edit
 * @typedef {{id: string, revision: number, edits: Edit[]}} Note  those of one page
 */

import { Storage } from "../../selfcheck/saving/storage.js";

const STORE = { database: "qinglian-maintain-typed", records: "notes" };

export class Notes {
  /** @param {Pick<Storage<Note>, "list" | "write" | "remove">} [storage] */
  constructor(storage = new Storage(STORE)) {
    this.storage = storage;
    /** Still to be written, by page. @type {Map<string, Edit[]>} */
    this.waiting = new Map();
    /** @type {Promise<void> | null} */
    this.writing = null;
  }

  /**
   * Notes what a page has typed, in the place of what it had; where the browser keeps nothing, that is told elsewhere.
   *
   * @param {string} id
   * @param {Edit[]} edits
   */
  put(id, edits) {
    this.waiting.set(id, edits);
    this.writing ||= this.writeAll().finally(() => {
      this.writing = null;
    });
  }

  async writeAll() {
    for (let [next] = this.waiting; next; [next] = this.waiting) {
      const [id, edits] = next;
      this.waiting.delete(id);
      const done = edits.length
        ? this.storage.write(id, (known) => ({ id, revision: known?.revision || 0, edits }))
        : this.storage.remove(id);
      await Promise.resolve(done).catch(() => {});
    }
  }

  /**
   * @param {string} prefix  of the pages of one revision
   * @returns {Promise<Note[]>} what they have left behind; they hold it no longer
   */
  async takeAll(prefix) {
    const notes = await this.storage.list().catch(() => /** @type {Note[]} */ ([]));
    const found = notes.filter(({ id }) => id.startsWith(prefix));
    for (const { id } of found) this.put(id, []);
    return found;
  }
}
