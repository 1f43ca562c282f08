// @ts-check
/**
 * Keeps self-checks in the browser: the one on the page, and those that were on it and could not be written yet.
 * Every change is noted at once in the journal and written within a moment, merged with what other tabs wrote.
 * Nothing is written before what is kept has been read. When the browser cannot keep it, work goes on in memory,
 * the reader is told, and it is tried again.
 *
 * @typedef {import("../types.js").StoredCheck} StoredCheck
 * @typedef {import("./workingcopy.js").Conflict} Conflict
 *
 * @typedef {object} KeepingView
 * @property {(behind: boolean) => void} behind     whether anything on this page is not written yet
 * @property {(words: string) => void} kept         a word on when the one on the page was last kept
 * @property {() => void} allKept                   nothing is left that is not kept
 * @property {(reason: string) => void} notKept     the browser refused
 * @property {() => void} lost                      what the browser held is gone
 * @property {(stored: StoredCheck) => void} aside  another tab has deleted it
 * @property {(id: string, conflicts: Conflict[], kept: "mine" | "theirs") => void} conflicting
 * @property {(before: StoredCheck) => void} arrived another tab's changes are now in the working copy
 */

import { isUntouched } from "./storedcheck.js";
import { holds, record } from "./authors.js";
import { Journal } from "./journal.js";
import { OtherTabs } from "./othertabs.js";
import { copyOf } from "../paths.js";
import { WorkingCopy } from "./workingcopy.js";
import { isSilence, storageWords } from "./storage.js";

const PAUSE = 150;
const RETRY = 3000;

/** @param {WorkingCopy} working  whether any of it is still to be written; one never touched is not kept */
function owes({ stored, isDirty }) {
  return isDirty && (stored.revision > 0 || !isUntouched(stored));
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
    this.journal = new Journal();
    /** @type {Map<string, WorkingCopy>} not on the page, with something that is still to be written */
    this.parked = new Map();
    /** Reads what is kept; nothing is written until it has succeeded. @type {(late: boolean) => Promise<void>} */
    this.bring = async () => {};
    this.begun = false;
    /** @type {unknown} why the last try failed; null while all goes well */
    this.refusal = null;
    this.timer = 0;
    this.retrying = 0;
    this.noting = false;
    /** @type {Promise<boolean> | null} */
    this.writing = null;
    this.others = new OtherTabs(this);
    storage.onlost = () => this.suspect();
    working.listen(() => this.schedule());
    window.addEventListener("pagehide", () => void this.flush());
    document.addEventListener("freeze", () => void this.flush());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") void this.flush();
    });
  }

  /** @param {(late: boolean) => Promise<void>} bring @returns {Promise<boolean>} */
  start(bring) {
    this.bring = bring;
    return this.flush();
  }

  /** Whether something is in this page only. */
  get isAtRisk() {
    return Boolean(this.refusal) && this.isOwing;
  }

  schedule() {
    if (!this.noting) queueMicrotask(() => this.note());
    this.noting = true;
    this.view.behind(true);
    if (!this.timer) this.timer = window.setTimeout(() => void this.flush(), PAUSE);
  }

  /** Writes down, at once, what is still to be written. @returns {boolean} whether all of it could be */
  note() {
    this.noting = false;
    const present = this.journal.note(this.working, !this.begun && !this.refusal);
    return [...this.parked.values()].map((working) => this.journal.note(working, false)).every(Boolean) && present;
  }

  /** The browser has closed the database, perhaps to clear it: the whole is noted, and written a little later. */
  suspect() {
    for (const working of [this.working, ...this.parked.values()]) if (working.stored.revision) working.touch();
    this.note();
    this.view.behind(true);
    this.retry(RETRY / 10);
  }

  /** @param {number} pause */
  retry(pause) {
    window.clearTimeout(this.retrying);
    this.retrying = window.setTimeout(() => void this.flush(), pause);
  }

  /** @param {string} id @returns {WorkingCopy | undefined} what this page holds of it */
  held(id) {
    return this.working.stored.id === id ? this.working : this.parked.get(id);
  }

  /** @param {WorkingCopy} working  written in the background, as soon as the browser takes it */
  park(working) {
    working.stamp(new Date().toISOString());
    this.parked.set(working.stored.id, working);
    return working;
  }

  /**
   * Puts another self-check on the page; what is still to be written of the present one is not lost.
   *
   * @param {StoredCheck} check
   */
  turn(check) {
    if (owes(this.working)) this.park(this.working.apart());
    this.working.replace(this.parked.get(check.id) || new WorkingCopy(copyOf(check)));
    this.parked.delete(check.id);
    this.schedule();
  }

  /** @returns {Promise<StoredCheck[]>} those kept, and the present one */
  async list() {
    this.working.stamp(new Date().toISOString());
    return this.overlaid(await this.kept());
  }

  /** @param {StoredCheck[]} checks those kept @returns {StoredCheck[]} as this page has them */
  overlaid(checks) {
    const known = new Map(checks.map((check) => [check.id, check]));
    for (const [id, { stored }] of this.parked) known.set(id, copyOf(stored));
    const present = this.working.stored;
    if (present.revision || !isUntouched(present)) known.set(present.id, copyOf(present));
    return [...known.values()];
  }

  /** @returns {Promise<StoredCheck[]>} none where the browser does not tell */
  async kept() {
    if (isSilence(this.refusal)) return [];
    try {
      return await this.storage.list();
    } catch (error) {
      this.refuse(error);
      return [];
    }
  }

  /**
   * @param {StoredCheck} check as it was a while ago
   * @returns {Promise<StoredCheck>} as it is now
   */
  async latest(check) {
    const held = this.held(check.id);
    if (held) return copyOf(held.stored);
    if (isSilence(this.refusal)) return check;
    return (await this.storage.read(check.id).catch(() => undefined)) || check;
  }

  /**
   * Takes over what pages have left behind that were closed before they could write it.
   *
   * @param {StoredCheck[]} checks    those kept
   * @param {(remembered: string) => StoredCheck | undefined} next  the one that opens in a tab that was on `remembered`
   */
  recover(checks, next) {
    for (const entry of this.journal.left()) {
      const known = checks.find(({ id }) => id === entry.id) || (entry.early ? next(entry.remembered ?? "") : undefined);
      const check = known || entry.check;
      // 读出以后才知道归哪一份的，可能早已存进了另一份。
      const isKept = checks.some((one) => (entry.early || one === known) && holds(one, entry));
      if (check && !isKept) this.takeOver(entry, check, Boolean(known));
      // 自己没能记下的，留着它那一笔：存好以后，下一个页面会看出来。
      if (this.note()) this.journal.forget(entry);
    }
  }

  /**
   * @param {import("./journal.js").Entry} entry
   * @param {StoredCheck} check  that it is for
   * @param {boolean} isKnown    whether that is kept
   */
  takeOver(entry, check, isKnown) {
    const working = this.held(check.id) || new WorkingCopy(copyOf(check));
    if (holds(working.stored, entry)) return;
    const before = copyOf(working.stored);
    const { page, number, early } = entry;
    const all = { patches: entry.patches, conflicts: [] };
    const { patches, conflicts } = early ? all : WorkingCopy.unopposed(working.stored, entry.patches, page);
    for (const { path, value, from } of patches) working.change(path, value, from ?? { page, number });
    // 没有全放进去的，那个页面要是还开着，还会再存，再问一次。
    if (!conflicts.length) working.change(["noted", page], number, { page, number });
    if (!isKnown) working.touch();
    if (working === this.working) this.view.arrived(before);
    else if (working.isDirty) this.park(working);
    if (conflicts.length) this.view.conflicting(check.id, conflicts, "theirs");
  }

  /**
   * Writes what has changed.
   *
   * @returns {Promise<boolean>} whether everything is now kept
   */
  async flush() {
    window.clearTimeout(this.timer);
    this.timer = 0;
    this.note();
    if (this.isOwing) this.view.behind(true);
    while (this.writing) await this.writing;
    const writing = this.writeAll().finally(() => (this.writing = null));
    this.writing = writing;
    const kept = await writing;
    if (kept && !this.timer && !this.isOwing) this.view.behind(false);
    return kept;
  }

  /** Whether anything is still to be written. */
  get isOwing() {
    return [this.working, ...this.parked.values()].some(owes);
  }

  /** @returns {Promise<boolean>} */
  async writeAll() {
    try {
      if (!this.begun) await this.bring(Boolean(this.refusal));
      this.begun = true;
      for (const working of [this.working, ...this.parked.values()]) await this.write(working);
    } catch (error) {
      return this.refuse(error);
    }
    this.refusal = null;
    this.view.allKept();
    return true;
  }

  /** @param {unknown} error */
  refuse(error) {
    console.warn(error);
    this.refusal = error;
    const unread = this.begun || !isSilence(error) ? "" : "，以前存的自查也读不出来";
    this.view.notKept(`${storageWords(error)}${unread}`);
    this.retry(RETRY);
    return false;
  }

  /** @param {WorkingCopy} working */
  async write(working) {
    const { id } = working.stored;
    if (!owes(working)) return;
    if (working === this.working) working.stamp(new Date().toISOString());
    const patches = working.owed();
    this.journal.note(working, false);
    const { page, number } = this.journal;
    const before = copyOf(working.stored);
    /** @type {Conflict[]} */
    let conflicts = [];
    let lost = false;
    const stored = await this.storage.write(id, (known) => {
      lost = !known && before.revision > 0;
      const found = WorkingCopy.merge(known || before, patches, page);
      conflicts = found.conflicts;
      record(found.merged, { page, number });
      return found.merged;
    });
    // 这会儿页面上可能已经换了一份：写好的是哪一份，就归哪一份。
    const holder = this.held(id);
    holder?.adopt(stored, patches);
    if (holder) this.journal.note(holder, false);
    if (!this.parked.get(id)?.isDirty) this.parked.delete(id);
    if (stored.revision === 1) void this.storage.persist();
    this.others.tell(stored, patches, conflicts);
    if (conflicts.length) this.view.conflicting(id, conflicts, "mine");
    if (this.working.stored.id !== id) return;
    this.view.kept(`已存入这个浏览器，${new Date().toLocaleTimeString("zh-CN")}`);
    if (lost) this.view.lost();
    if (stored.revision > before.revision + 1) this.view.arrived(before);
    if (stored.deleted && !before.deleted) this.view.aside(stored);
  }
}
