// @ts-check
/**
 * Keeps the working copy in the browser: every change is written within a moment, merged with what other tabs wrote.
 * When the browser cannot keep it, work goes on in memory, and the reader is told.
 *
 * @typedef {import("../types.js").StoredCheck} StoredCheck
 * @typedef {import("./workingcopy.js").Conflict} Conflict
 *
 * @typedef {object} KeepingView
 * @property {(behind: boolean) => void} behind     whether anything on the page is not written yet
 * @property {(words: string) => void} kept         a word on when it was last kept
 * @property {(reason: string) => void} notKept     the browser refused
 * @property {() => void} lost                      what the browser held is gone
 * @property {(stored: StoredCheck) => void} aside  another tab has deleted it
 * @property {(conflicts: Conflict[], kept: "mine" | "theirs") => void} conflicting
 * @property {(before: StoredCheck) => void} arrived another tab's changes are now in the working copy
 */

import { isUntouched } from "./storedcheck.js";
import { copyOf } from "../form/paths.js";
import { WorkingCopy } from "./workingcopy.js";

const PAUSE = 150;
const RETRY = 3000;
const RECENT = 3000;
const CHANNEL = "qinglian";

/** @param {unknown} error @returns {string} why, as the reader would say it */
export function storageWords(error) {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "QuotaExceededError") return "浏览器的存储空间满了";
  // Chromium 对禁止存数据的设置报 UnknownError，却不让碰别的存储：以此分辨。
  const isForbidden = name === "SecurityError" || name === "InvalidStateError" || !mayKeep();
  if (isForbidden || !window.indexedDB) {
    return "浏览器不允许本站存东西（可能是无痕窗口，或禁用了网站数据）";
  }
  return "浏览器没有存成功";
}

function mayKeep() {
  try {
    return Boolean(window.localStorage);
  } catch {
    return false;
  }
}

export class Autosave {
  /**
   * @param {import("./storage.js").Storage} storage
   * @param {WorkingCopy} working
   * @param {KeepingView} view
   */
  constructor(storage, working, view) {
    this.storage = storage;
    this.working = working;
    this.view = view;
    this.timer = 0;
    this.retrying = 0;
    /** @type {{patches: import("./workingcopy.js").Patch[], moment: number}} what this page wrote last */
    this.last = { patches: [], moment: 0 };
    /** @type {Promise<boolean> | null} */
    this.writing = null;
    this.channel = "BroadcastChannel" in window ? new BroadcastChannel(CHANNEL) : null;
    if (this.channel) this.channel.onmessage = (event) => void this.hear(event.data);
    storage.onlost = () => this.suspect();
    working.listen(() => this.schedule());
    window.addEventListener("pagehide", () => void this.flush());
    document.addEventListener("freeze", () => void this.flush());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") void this.flush();
      else void this.refresh();
    });
  }

  schedule() {
    this.view.behind(true);
    if (!this.timer) this.timer = window.setTimeout(() => void this.flush(), PAUSE);
  }

  /** The browser has closed the database, perhaps to clear it: it opens again a little later. */
  suspect() {
    if (this.working.stored.revision) this.working.touch();
    this.view.behind(true);
    this.retry(RETRY / 10);
  }

  /** @param {number} pause */
  retry(pause) {
    window.clearTimeout(this.retrying);
    this.retrying = window.setTimeout(() => void this.flush(), pause);
  }

  /**
   * Writes what has changed.
   *
   * @returns {Promise<boolean>} whether everything is now kept
   */
  async flush() {
    window.clearTimeout(this.timer);
    this.timer = 0;
    while (this.writing) await this.writing;
    if (this.isOwing) this.writing = this.write().finally(() => (this.writing = null));
    const kept = (await this.writing) ?? true;
    if (kept && !this.timer) this.view.behind(false);
    return kept;
  }

  /** Whether there is anything to write: a working copy in which nothing was ever written is not kept. */
  get isOwing() {
    const { stored, isDirty } = this.working;
    return isDirty && (stored.revision > 0 || !isUntouched(stored));
  }

  /**
   * @param {string} id of a self-check that has changed
   * @param {number} [revision]
   */
  tellOthers(id, revision = 0) {
    this.channel?.postMessage({ id, revision });
  }

  /** @returns {Promise<boolean>} */
  async write() {
    const { working } = this;
    const { id } = working.stored;
    working.stamp(new Date().toISOString());
    const patches = [...working.patches.values()].map((patch) => ({ ...patch }));
    const before = copyOf(working.stored);
    /** @type {Conflict[]} */
    let conflicts = [];
    let lost = false;
    try {
      const stored = await this.storage.write(id, (known) => {
        lost = !known && before.revision > 0;
        const found = WorkingCopy.merge(known || before, patches);
        conflicts = found.conflicts;
        return found.merged;
      });
      if (working.stored.id !== id) return true;
      working.adopt(stored, patches);
      this.last = { patches, moment: Date.now() };
      this.tellOthers(id, stored.revision);
      if (stored.revision === 1) void this.storage.persist();
      this.view.kept(`已存入这个浏览器，${new Date().toLocaleTimeString("zh-CN")}`);
      if (lost) this.view.lost();
      if (conflicts.length) this.view.conflicting(conflicts, "mine");
      if (stored.revision > before.revision + 1) this.view.arrived(before);
      if (stored.deleted && !before.deleted) this.view.aside(stored);
      return true;
    } catch (error) {
      console.warn(error);
      this.view.notKept(storageWords(error));
      this.retry(RETRY);
      return false;
    }
  }

  /** @param {{id?: unknown, revision?: unknown}} message from another tab */
  async hear(message) {
    if (message.id === this.working.stored.id && message.revision !== this.working.stored.revision) {
      await this.refresh();
    }
  }

  /** Takes over what other tabs have written meanwhile; writes anew what the browser has lost. */
  async refresh() {
    while (this.writing) await this.writing;
    const { working } = this;
    const { id, revision } = working.stored;
    if (!revision) return;
    try {
      const stored = await this.storage.read(id);
      if (working.stored.id !== id || this.writing) return;
      if (!stored) {
        working.touch();
        await this.flush();
        return;
      }
      if (stored.revision === working.stored.revision) return;
      const before = copyOf(working.stored);
      const undone = this.undone(stored);
      working.adopt(stored);
      this.view.arrived(before);
      if (undone.length) this.view.conflicting(undone, "theirs");
      if (stored.deleted && !before.deleted) this.view.aside(stored);
    } catch (error) {
      this.view.notKept(storageWords(error));
    }
  }

  /**
   * What this page wrote a moment ago and another tab has overwritten since.
   *
   * @param {StoredCheck} stored
   * @returns {Conflict[]}
   */
  undone(stored) {
    const { patches, moment } = this.last;
    if (Date.now() - moment > RECENT) return [];
    return WorkingCopy.merge(stored, patches.map((patch) => ({ ...patch, base: patch.value }))).conflicts;
  }
}
