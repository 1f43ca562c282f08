// @ts-check
/**
 * The criteria being revised: the texts of their files, and what undoes and redoes a change.
 *
 * @typedef {import("../types.js").Files} Files
 * @typedef {import("../types.js").Written} Written
 *
 * @typedef {object} StoredWork  one revision as the browser keeps it
 * @property {string} id
 * @property {string} name       as its maintainer calls it
 * @property {number} revision   grows with every write; 0 was never written
 * @property {string} begun      moments, ISO 8601
 * @property {string} modified
 * @property {string} deleted    when it was put aside; "" while it is in use
 * @property {string} release    of the site that it began with; "" where unknown
 * @property {string} began      by which the criteria are known that it began with; "" where unknown
 * @property {Files} files
 * @property {Step[]} [past]     what can be undone, the last one last; none in what an earlier site has kept
 * @property {Step[]} [future]   what can be redone
 *
 * @typedef {import("./differences.js").Difference} Difference
 *
 * @typedef {object} Step  one change
 * @property {string} words
 * @property {string} place   changes of one place soon after one another are one step
 * @property {number} at
 * @property {Record<string, Difference>} changes  by the path of the file
 *
 * @typedef {object} Returned  a step that was undone or redone
 * @property {string} words
 * @property {Written} files  as they are now
 */

import { differences, letters, replayed, reversed } from "./differences.js";

// Milliseconds.
const SOON = 4000;
const MOST_STEPS = 300;
/** Of all steps together: they are written with every change, as the files are. */
const MOST_LETTERS = 1_000_000;

/** @param {Files} files @param {Written} written @returns {Files} */
export function written(files, written) {
  const found = { ...files };
  for (const [path, text] of Object.entries(written)) {
    if (text === null) delete found[path];
    else found[path] = text;
  }
  return found;
}

/** @param {Partial<StoredWork> & {files: Files, name: string}} given @returns {StoredWork} */
export function newWork(given) {
  const now = new Date().toISOString();
  const id = `${now}-${newMark()}`;
  return { id, revision: 0, begun: now, modified: now, deleted: "", release: "", began: "", ...given };
}

function newMark() {
  const [number = 0] = crypto.getRandomValues(new Uint32Array(1));
  return number.toString(36);
}

/** @param {Files} one @param {Files} other */
export function areSame(one, other) {
  const paths = Object.keys(one);
  return paths.length === Object.keys(other).length && paths.every((path) => one[path] === other[path]);
}

export class Work {
  /** @param {StoredWork} stored */
  constructor(stored) {
    /** @type {Step[]} */
    this.past = [...(stored.past || [])];
    /** @type {Step[]} */
    this.future = [...(stored.future || [])];
    this.stored = stored;
  }

  /** As the browser keeps it: with what this page can undo, whatever another page has written of it. */
  get stored() {
    return this.record;
  }

  set stored(stored) {
    const { past, future } = this;
    /** @type {StoredWork} */
    this.record = { ...stored, past, future };
  }

  get files() {
    return this.stored.files;
  }

  /**
   * Takes over what an operation has written.
   *
   * @param {Written} change
   * @param {{words: string, place?: string}} told
   * @returns {boolean} whether anything is different now
   */
  take(change, { words, place = "" }) {
    const differing = Object.entries(change).filter(([path, text]) => (this.files[path] ?? null) !== text);
    if (!differing.length) return false;
    const after = Object.fromEntries(differing);
    this.note({ words, place, at: Date.now(), changes: differences(this.files, written(this.files, after), Object.keys(after)) });
    this.write(after);
    return true;
  }

  /** @param {Step} step */
  note(step) {
    const last = this.past[this.past.length - 1];
    const isSame = last && step.place && last.place === step.place && step.at - last.at < SOON;
    const joined = isSame ? this.joined(last, step) : null;
    if (joined) this.past.pop();
    this.past.push(joined || step);
    this.future.length = 0;
    this.shorten();
  }

  /** @param {Step} last @param {Step} step @returns {Step | null} both as one; null where another page came between */
  joined(last, step) {
    const before = replayed(this.files, reversed(last.changes));
    const after = replayed(this.files, step.changes);
    if (!before || !after) return null;
    const paths = Object.keys({ ...last.changes, ...step.changes });
    return { ...step, changes: differences(written(this.files, before), written(this.files, after), paths) };
  }

  /** The oldest steps go; the last one never does. */
  shorten() {
    let kept = this.past.length;
    for (let sum = 0, count = 0; kept > 0 && count < MOST_STEPS; kept -= 1, count += 1) {
      sum += letters(/** @type {Step} */ (this.past[kept - 1]).changes);
      if (sum > MOST_LETTERS && count) break;
    }
    this.past.splice(0, kept);
  }

  /** @param {Written} change */
  write(change) {
    this.stored.files = written(this.files, change);
    this.stored.modified = new Date().toISOString();
  }

  /** @returns {Returned | undefined} the step that is undone, its files written back here */
  undo() {
    return this.turn(this.past, this.future, reversed);
  }

  /** @returns {Returned | undefined} */
  redo() {
    return this.turn(this.future, this.past, (changes) => changes);
  }

  /**
   * A step that no longer fits the files, as another page has changed the same one, is let go.
   *
   * @param {Step[]} from
   * @param {Step[]} to
   * @param {(changes: Step["changes"]) => Step["changes"]} way
   * @returns {Returned | undefined}
   */
  turn(from, to, way) {
    const step = from.pop();
    const files = step && replayed(this.files, way(step.changes));
    if (!files) return undefined;
    to.push({ ...step, at: 0 });
    this.write(files);
    return { words: step.words, files };
  }
}
