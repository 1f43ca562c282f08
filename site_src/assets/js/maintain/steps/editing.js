// @ts-check
/**
 * Editing: what there is to edit at the left, the one that is chosen in the middle, and beside it what readers will
 * see of it.
 *
 * @typedef {import("../page.js").MaintainPage} MaintainPage
 * @typedef {import("../keeping/typed.js").Edit} Edit
 * @typedef {import("../types.js").Fault} Fault
 * @typedef {import("../types.js").Path} Path
 *
 * @typedef {object} Target  what is edited
 * @property {string} [edition]
 * @property {string} file
 * @property {string} [clause]
 * @property {Path} [path]  the place to go to
 * @property {number} [line]
 * @property {boolean} [asText]  whether it has to be seen as it is written
 *
 * @typedef {{edit: Edit, faults: Fault[], words: string}} Refusal
 */

import { find } from "../../dom.js";
import { EngineFault } from "../../python/faults.js";
import { readSetting, writeSetting } from "../../selfcheck/settings.js";
import { Editor } from "../editor/editor.js";
import { Outline } from "../editor/outline.js";
import { Preview } from "../editor/preview.js";
import { begins } from "../form/blank.js";
import { troubleWords } from "../words.js";

const PLACE = "maintain.place";
const UNREADABLE = "写法有错，还没有放进细则；打的字都留着，改好就放进去。";

export class EditStep {
  /** @param {MaintainPage} page */
  constructor(page) {
    this.page = page;
    this.editor = new Editor(page, find(page.root, "[data-editor]"));
    this.preview = new Preview(page, find(page.root, "[data-preview]"), (example) => this.editor.addExample(example));
    this.outline = new Outline(page, (target) => void this.open(target));
    /** What was typed and could not be used, by its place. @type {Map<string, Refusal>} */
    this.refusals = new Map();
    /** @type {Target | null} */
    this.target = null;
    /** The text of the file in the editor as it was last known here. @type {string | undefined} */
    this.seen = undefined;
    this.isOwn = false;
  }

  /** @param {Target} target */
  async open(target) {
    try {
      await this.page.typed.send();
      this.target = target;
      writeSetting(PLACE, JSON.stringify({ work: this.page.work?.stored.id, target: { ...target, path: undefined, line: undefined, asText: undefined } }));
      this.seen = this.page.work?.files[target.file];
      this.outline.choose(target);
      await this.editor.open(target);
      this.editor.tellRefusals(this.refusals);
      this.preview.show(target);
    } catch (error) {
      this.page.trouble(error);
    }
  }

  /** Goes where this revision was last edited. */
  async goBack() {
    const { work, target } = JSON.parse(readSetting(PLACE) || "{}");
    if (target && work === this.page.work?.stored.id && this.isThere(target)) await this.open(target);
  }

  /** @param {Target} target @returns {boolean} whether it is still there: undoing, and other tabs, take things away */
  isThere({ edition, file, clause }) {
    if (this.page.work?.files[file] === undefined) return false;
    const clauses = this.page.state?.editions.find(({ id }) => id === edition)?.items.flatMap((item) => item.clauses) || [];
    return !clause || clauses.some(({ id }) => id === clause);
  }

  /** Nothing is edited any more. */
  close() {
    this.target = null;
    this.editor.close();
    this.preview.close();
    this.outline.choose(null);
  }

  /** What is in the editor has become another elsewhere. */
  renew() {
    if (!this.target) return;
    if (!this.isThere(this.target)) return this.close();
    this.seen = this.page.work?.files[this.target.file];
    void this.editor.renew().catch((error) => this.page.trouble(error));
    this.preview.show(this.target);
  }

  shown() {
    this.outline.show();
    if (this.target && this.seen !== this.page.work?.files[this.target.file]) this.renew();
  }

  changed() {
    this.outline.show();
    this.editor.tellFaults();
    if (this.isOwn && this.target) {
      this.seen = this.page.work?.files[this.target.file];
      this.preview.show(this.target);
    }
    this.isOwn = false;
  }

  /**
   * How it went with something that was typed.
   *
   * @param {Edit} edit
   * @param {unknown} error  null: it was taken
   * @param {Fault[]} [faults]  why it cannot be put into the file
   */
  refuse(edit, error, faults = []) {
    this.isOwn = error === null && faults.length === 0;
    if (this.isOwn) this.forget(edit);
    else if (error instanceof EngineFault) this.stopped(edit, error);
    else this.refusals.set(edit.key, { edit, faults, words: error ? `${edit.words}，${troubleWords(error)}` : UNREADABLE });
    this.editor.tellRefusals(this.refusals);
  }

  /** What was taken makes up for what could not be used there, or anywhere below. @param {Edit} edit */
  forget(edit) {
    for (const [key, one] of this.refusals) if (key === edit.key || isBelow(one.edit, edit)) this.refusals.delete(key);
  }

  /** Nothing typed is lost where Python has stopped. @param {Edit} edit @param {EngineFault} fault */
  stopped(edit, fault) {
    this.refusals.set(edit.key, { edit, faults: [], words: "" });
    const again = { label: "再试", run: () => this.page.typed.put(edit) };
    this.page.alerts.raise(`stopped ${edit.key}`, `${troubleWords(fault)}改的内容还在：${edit.words}。`, again);
  }

  /** @param {string} key @returns {string | undefined} text that could not be put into its file yet */
  draftOf(key) {
    const { yaml } = /** @type {{yaml?: string}} */ (this.refusals.get(key)?.edit.payload || {});
    return yaml;
  }

  /** @param {Edit} edit */
  isRefused(edit) {
    return this.refusals.has(edit.key);
  }
}

/** @param {Edit} edit @param {Edit} above @returns {boolean} whether one is about something inside of the other */
function isBelow(edit, above) {
  const { file, path } = /** @type {{file?: string, path?: Path}} */ (edit.payload);
  const whole = /** @type {{file?: string, path?: Path}} */ (above.payload);
  return Boolean(path && whole.path && file === whole.file && begins(path, whole.path));
}
