// @ts-check
/**
 * Keeps the revision in the browser: every change is written within a moment. Where another tab has changed other
 * files of it, both come together; where it has changed the same one, this tab's goes on as a revision of its own.
 *
 * @typedef {import("./work.js").StoredWork} StoredWork
 * @typedef {import("./work.js").Work} Work
 * @typedef {import("../types.js").Files} Files
 *
 * @typedef {object} KeepingView
 * @property {(words: string) => void} kept
 * @property {(reason: string) => void} notKept
 * @property {(files: Files) => void} arrived   another tab's changes
 * @property {(name: string) => void} parted    both changed the same, and this is now called so
 */

import { storageWords } from "../../selfcheck/saving/storage.js";
import { mergedFiles } from "./merging.js";
import { areSame, newWork } from "./work.js";

const PAUSE = 100;
const RETRY = 3000;
const CHANNEL = "qinglian-maintain";

class Clash extends Error {}

export class Keeper {
  /**
   * @param {import("../../selfcheck/saving/storage.js").Storage<StoredWork>} storage
   * @param {KeepingView} view
   */
  constructor(storage, view) {
    this.storage = storage;
    this.view = view;
    /** @type {Work | null} */
    this.work = null;
    /** As the browser holds them. @type {Files} */
    this.base = {};
    this.owing = false;
    /** @type {unknown} */
    this.refusal = null;
    this.timer = 0;
    /** @type {Promise<void>} */
    this.writing = Promise.resolve();
    /** Called once everything is kept. */
    this.onkept = () => {};
    this.channel = "BroadcastChannel" in globalThis ? new BroadcastChannel(CHANNEL) : null;
    if (this.channel) this.channel.onmessage = ({ data }) => void this.hear(data);
  }

  /** Whether something is in this page only. */
  get isAtRisk() {
    return this.owing && Boolean(this.refusal);
  }

  /** @returns {Promise<StoredWork[]>} the last one first */
  async list() {
    const works = await this.storage.list();
    return works.sort((one, other) => (one.modified < other.modified ? 1 : -1));
  }

  /** @param {Work} work  that is now on the page */
  begin(work) {
    this.work = work;
    this.base = work.stored.revision ? work.files : {};
    if (!work.stored.revision) this.schedule();
  }

  schedule() {
    this.owing = true;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.flush(), PAUSE);
  }

  /** @returns {Promise<void>} */
  flush() {
    clearTimeout(this.timer);
    this.writing = this.writing.then(() => this.write());
    return this.writing;
  }

  /** @returns {Promise<void>} */
  async write() {
    const { work } = this;
    if (!work || !this.owing) return;
    const sent = work.files;
    this.owing = false;
    try {
      await this.store(work, sent);
      this.refusal = null;
      this.view.kept(`已存入这个浏览器，${new Date().toLocaleTimeString("zh-CN")}`);
      if (!this.owing) this.onkept();
    } catch (error) {
      if (error instanceof Clash) {
        this.part();
        return this.write();
      }
      this.owing = true;
      this.refusal = error;
      this.view.notKept(storageWords(error));
      this.timer = window.setTimeout(() => void this.flush(), RETRY);
    }
  }

  /** @param {Work} work @param {Files} sent */
  async store(work, sent) {
    const before = work.stored;
    const stored = await this.storage.write(before.id, (known) => {
      if (!known || known.revision === before.revision) return { ...before, files: sent };
      const { files, clashing } = mergedFiles(this.base, sent, known.files);
      if (clashing.length) throw new Clash();
      return { ...before, revision: known.revision, files };
    });
    if (stored.revision === 1) void this.storage.persist();
    this.adopt(work, stored, sent);
    this.channel?.postMessage({ id: stored.id, revision: stored.revision });
  }

  /** @param {Work} work @param {StoredWork} stored @param {Files} sent  what of it came from here */
  adopt(work, stored, sent) {
    const { files } = mergedFiles(sent, work.files, stored.files);
    this.base = stored.files;
    work.stored = { ...stored, files };
    if (!areSame(stored.files, sent)) this.view.arrived(files);
  }

  /** Both have changed the same: this one goes on as a revision of its own, and neither is lost. */
  part() {
    const { work } = this;
    if (!work) return;
    const { revision, id, ...rest } = work.stored;
    work.stored = newWork({ ...rest, name: `${rest.name}（另一个页面改的）` });
    this.base = {};
    this.view.parted(work.stored.name);
    this.owing = true;
  }

  /** Another tab has written. @param {{id: string, revision: number}} told */
  async hear({ id, revision }) {
    await this.writing;
    const { work } = this;
    if (!work || work.stored.id !== id || this.owing || work.stored.revision >= revision) return;
    const stored = await this.storage.read(id).catch(() => undefined);
    if (stored && !this.owing && work.stored.id === id) this.adopt(work, stored, work.files);
  }

  /** @param {StoredWork} stored @param {string} deleted  when it is put aside; "" takes it back */
  async putAside(stored, deleted) {
    await this.storage.write(stored.id, (known) => ({ ...(known || stored), deleted }));
  }
}
