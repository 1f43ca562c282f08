// @ts-check
/**
 * What is typed, written down in the same instant: IndexedDB takes a moment, and a page may be left before it has
 * answered. An entry holds what is still to be written of one self-check; it goes as soon as that is kept.
 *
 * Each page writes entries of its own, so that two tabs on one self-check do not meet here; what a page has left
 * behind is taken over by the next one. A browser that is ended by force may bring back an entry of long ago, and a page
 * that has been taken over may write on: entries are numbered, and what is kept tells which it holds (authors.js).
 *
 * @typedef {import("./workingcopy.js").Patch} Patch
 * @typedef {import("../types.js").StoredCheck} StoredCheck
 *
 * @typedef {object} Entry
 * @property {string} id        of the self-check
 * @property {boolean} early    typed before it was known what is kept: meant for the self-check that opens then
 * @property {string} [remembered]  then: the self-check that the tab was on
 * @property {StoredCheck} [check]  the whole of it, where it may never have been kept
 * @property {Patch[]} patches
 * @property {string} page
 * @property {number} number    grows with every entry of a page
 * @property {string} key
 * @property {string} text      as it stands
 */

import { isUntouched, newId, rememberedId } from "./storedcheck.js";

const PREFIX = "qinglian.journal.";
const MOST_LETTERS = 1_000_000;

export class Journal {
  constructor() {
    this.page = newId();
    this.number = 0;
  }

  /** @param {string} id */
  keyOf(id) {
    return `${PREFIX}${id}.${this.page}`;
  }

  /**
   * Writes down what is still to be written of `working`, or takes the entry away.
   *
   * @param {import("./workingcopy.js").WorkingCopy} working
   * @param {boolean} early
   * @returns {boolean} whether the journal now says what there is to write
   */
  note({ stored, patches, touched, isDirty }, early) {
    const { id, revision } = stored;
    if (!isDirty || (!revision && isUntouched(stored))) {
      this.drop(id);
      return true;
    }
    const check = !revision || touched ? stored : undefined;
    this.number += 1;
    const { page, number } = this;
    // 从这一刻起别的页面可能接手：存着的到了这一笔，这一处就已经在里面了。
    for (const patch of patches.values()) patch.from ??= { page, number };
    const remembered = early ? rememberedId() : undefined;
    const text = JSON.stringify({ id, early, remembered, check, patches: [...patches.values()], number });
    // 太长的不记：前一次记下的留着，总比没有好。
    if (text.length > MOST_LETTERS) return false;
    try {
      window.localStorage.setItem(this.keyOf(id), text);
      return true;
    } catch {
      return false; // 浏览器不让存，或者满了：照常存进数据库
    }
  }

  /** @param {string} id of a self-check of which everything is kept, or that was never one */
  drop(id) {
    try {
      window.localStorage.removeItem(this.keyOf(id));
    } catch {
      // 浏览器不让碰
    }
  }

  /** @returns {Entry[]} what pages have left behind */
  left() {
    try {
      const keys = Object.keys(window.localStorage).filter((key) => key.startsWith(PREFIX));
      return keys.filter((key) => !key.endsWith(`.${this.page}`)).flatMap(entryAt);
    } catch {
      return [];
    }
  }

  /** Drops an entry that has been taken over, unless its page has written on. @param {Entry} entry */
  forget({ key, text }) {
    if (window.localStorage.getItem(key) === text) window.localStorage.removeItem(key);
  }
}

/** @param {string} key @returns {Entry[]} none where it makes no sense, which must stop nothing */
function entryAt(key) {
  const text = window.localStorage.getItem(key) || "";
  const page = key.slice(key.lastIndexOf(".") + 1);
  try {
    const entry = { number: 1, ...JSON.parse(text), page, key, text };
    return isWhole(entry) ? [entry] : [];
  } catch {
    return [];
  }
}

/** @param {Entry} entry */
function isWhole({ check, patches }) {
  return patches.every(({ path }) => path.length) && (!check || Boolean(check.file.clauses));
}
