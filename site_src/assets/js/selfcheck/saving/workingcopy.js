// @ts-check
/**
 * The self-check being filled in, and which of its places have changed since it was last written.
 *
 * Changes are kept place by place, so that two tabs on the same self-check only ever meet where both
 * typed into the same place.
 *
 * @typedef {import("../types.js").StoredCheck} StoredCheck
 * @typedef {import("../types.js").ClauseRecord} ClauseRecord
 * @typedef {import("../types.js").Value} Value
 * @typedef {import("../paths.js").Path} Path
 * @typedef {import("./authors.js").Origin} Origin
 *
 * @typedef {object} Patch
 * @property {Path} path
 * @property {unknown} base   what stood there before
 * @property {unknown} value  what stands there now
 * @property {Origin} [from]  which page noted it first, in which entry; it may have been taken over since
 *
 * @typedef {object} Conflict  a place that another tab changed as well
 * @property {Path} path
 * @property {unknown} theirs
 * @property {unknown} mine
 */

import { copyOf, isSame, setAt, valueAt } from "../paths.js";
import { holds, isBy, sign } from "./authors.js";

/** Places that follow from others: two tabs writing them is no conflict. */
const DERIVED = new Set(["standing", "last", "dates", "opened", "deleted", "noted"]);

/** @param {Path} path */
function isDerived(path) {
  return path.some((key) => DERIVED.has(key));
}

export class WorkingCopy {
  /** @param {StoredCheck} stored */
  constructor(stored) {
    this.stored = stored;
    /** @type {Map<string, Patch>} */
    this.patches = new Map();
    this.touched = false;
    /** @type {((path: Path) => void)[]} */
    this.listeners = [];
  }

  /** @param {(path: Path) => void} listener called after every change made on this page */
  listen(listener) {
    this.listeners.push(listener);
  }

  /**
   * @param {Path} path
   * @returns {any} what stands there; types are those of StoredCheck
   */
  at(path) {
    return valueAt(this.stored, path);
  }

  /**
   * @param {Path} path
   * @param {unknown} value  undefined takes the place away
   * @param {Origin} [from]  where it was taken over: it is kept as of that page, be it the same
   * @returns {boolean} whether anything changed
   */
  change(path, value, from) {
    const before = this.at(path);
    if (!from && isSame(before, value)) return false;
    const key = JSON.stringify(path);
    const known = this.patches.get(key);
    const base = known ? known.base : copyOf(before);
    this.patches.set(key, { path, base, value: copyOf(value), ...(from && { from }) });
    put(this.stored, path, value, from?.page);
    for (const listener of this.listeners) listener(path);
    return true;
  }

  /**
   * Has what stands at `path` written though it has not changed: where it comes to lie, something else may stand.
   *
   * @param {Path} path
   */
  insist(path) {
    const key = JSON.stringify(path);
    const value = copyOf(this.at(path));
    if (!this.patches.has(key)) this.patches.set(key, { path, base: value, value });
  }

  /** Lays over what is kept what was typed before it was known, but for what is in there. @param {Iterable<Patch>} patches */
  layOver(patches) {
    for (const { path, value } of unwritten(this.stored, [...patches])) this.change(path, value);
  }

  /** @param {string} clause */
  record(clause) {
    return /** @type {ClauseRecord} */ (this.at(["file", "clauses", clause]) || {});
  }

  /** @param {string} now  when the file was last changed; the reader's own words count, derived figures do not */
  stamp(now) {
    const told = [...this.patches.values()].some(({ path }) => path[0] === "file");
    if (told) this.change(["file", "dates", "modified"], now);
  }

  /** Whether anything is still to be written. */
  get isDirty() {
    return this.touched || this.patches.size > 0;
  }

  /** Has the whole working copy written, even when nothing was typed in it. */
  touch() {
    this.touched = true;
  }

  /**
   * Returns `stored` with the changes of this page, and where another tab had changed the same place.
   *
   * @param {StoredCheck} stored
   * @param {Patch[]} patches
   * @param {string} [page]  that made the changes, but for those it has from others
   * @returns {{merged: StoredCheck, conflicts: Conflict[]}}
   */
  static merge(stored, patches, page = "") {
    const merged = copyOf(stored);
    const conflicts = [];
    for (const { path, base, value, from } of unwritten(stored, patches)) {
      const author = from?.page ?? page;
      const theirs = valueAt(stored, path);
      const ours = isSame(theirs, base) || isSame(theirs, value) || isBy(stored, path, author);
      if (!ours && !isDerived(path)) conflicts.push({ path, theirs, mine: value });
      put(merged, path, copyOf(value), author);
    }
    return { merged, conflicts };
  }

  /**
   * Parts what a page has left behind: what can still be laid over `stored`, and where something else stands since.
   *
   * @param {StoredCheck} stored
   * @param {Patch[]} left
   * @param {string} page  that left them
   * @returns {{patches: Patch[], conflicts: Conflict[]}}
   */
  static unopposed(stored, left, page) {
    const { conflicts } = WorkingCopy.merge(stored, left, page);
    const overruled = new Set(conflicts.map(({ path }) => String(path)));
    return { patches: unwritten(stored, left).filter(({ path }) => !overruled.has(String(path))), conflicts };
  }

  /** @returns {Patch[]} what is to be handed to the browser now */
  owed() {
    return [...this.patches.values()].map((patch) => ({ ...patch }));
  }

  /**
   * Takes over what is now stored; what was typed since stays on top of it.
   *
   * @param {StoredCheck} stored
   * @param {Patch[]} [written]  the patches that `stored` already holds
   */
  adopt(stored, written) {
    if (written) this.touched = false;
    for (const { path, value } of written || []) {
      const key = JSON.stringify(path);
      const patch = this.patches.get(key);
      if (patch && isSame(patch.value, value)) this.patches.delete(key);
      else if (patch) patch.base = value;
    }
    for (const [key, { from }] of this.patches) if (from && holds(stored, from)) this.patches.delete(key);
    this.stored = WorkingCopy.merge(stored, [...this.patches.values()]).merged;
  }

  /** @returns {WorkingCopy} this self-check in a working copy of its own, with all that is still to be written */
  apart() {
    const copy = new WorkingCopy(this.stored);
    copy.replace(this);
    return copy;
  }

  /** @param {WorkingCopy} other  takes the place of what was here, with all of it that is still to be written */
  replace({ stored, patches, touched }) {
    this.stored = stored;
    this.patches = patches;
    this.touched = touched;
  }
}

/**
 * @param {StoredCheck} stored
 * @param {Patch[]} patches
 * @returns {Patch[]} without those that are in there: something newer may have been written since
 */
function unwritten(stored, patches) {
  return patches.filter(({ from }) => !from || !holds(stored, from));
}

/**
 * @param {StoredCheck} check
 * @param {Path} path
 * @param {unknown} value
 * @param {string} [author]  the page it is of
 */
function put(check, path, value, author = "") {
  if (path[0] === "noted") setAt(check, path, undefined); // 最后写的排在最后
  setAt(check, path, value);
  if (!isDerived(path)) sign(check, path, author);
}
