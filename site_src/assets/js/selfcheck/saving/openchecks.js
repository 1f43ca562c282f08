// @ts-check
/**
 * Which self-check is on the page, and how another one gets there: from the browser, from a file, anew.
 *
 * @typedef {import("../types.js").StoredCheck} StoredCheck
 * @typedef {import("../types.js").Engine} Engine
 *
 * @typedef {object} LibraryView
 * @property {(clause: string) => string} labelOf
 * @property {(name: string) => string} clauseOf  the clause to which a field belongs
 * @property {() => Promise<void>} settled  once it is known of every answer whether it can be used
 * @property {() => Engine | null} engine  when it is ready
 * @property {() => void} replaced         another self-check is in the working copy
 * @property {() => void} copied           it is a copy, of which the period comes first
 * @property {() => void} review           shows only what has to be looked at again
 */

import { blankCheck, checkOf, checkToOpen, isUntouched, nameOf, rememberId } from "./storedcheck.js";
import { CheckNotices } from "./checknotices.js";
import { PublishedEditions } from "./editions.js";
import { FileDialog, saveFile, writtenBy } from "./files.js";
import { copyOf } from "../paths.js";
import { find } from "../../dom.js";
import { WorkingCopy } from "./workingcopy.js";
import { ChecksDialog } from "./checksdialog.js";

const KEPT_ASIDE_DAYS = 30;

export class OpenChecks {
  /**
   * @param {HTMLElement} root
   * @param {import("./workingcopy.js").WorkingCopy} working
   * @param {import("./storage.js").Storage} storage
   * @param {import("./autosave.js").Autosave} autosave
   * @param {import("../form/notices.js").Alerts} alerts
   * @param {LibraryView} view
   */
  constructor(root, working, storage, autosave, alerts, view) {
    this.root = root;
    this.working = working;
    this.storage = storage;
    this.autosave = autosave;
    this.alerts = alerts;
    this.view = view;
    this.editions = new PublishedEditions(root.dataset);
    this.told = new CheckNotices(alerts, this.editions, {
      open: (check) => void this.open(check),
      list: () => void this.dialog.open(),
      review: () => view.review(),
    });
    /** The blank one that the page came with. */
    this.blank = working.stored.id;
    this.files = new FileDialog(root, view.labelOf);
    this.dialog = new ChecksDialog(root, {
      open: (check) => this.open(check),
      begin: () => this.begin(),
      copy: (copy) => this.useCopy(copy),
      keep: (check, changes) => this.keep(check, changes),
      list: () => autosave.list(),
      current: () => working.stored,
      otherText: (check) => this.editions.otherText(check.file),
      save: (check) => saveFile(check.file, null, find(root, "[data-handed]")),
    });
    const file = /** @type {HTMLInputElement} */ (find(root, "[data-file]"));
    find(root, "[data-open-file]").addEventListener("click", () => file.click());
    file.addEventListener("change", () => void this.openFile(file));
    find(root, "[data-save-file]").addEventListener("click", () => void this.save());
  }

  start() {
    return this.autosave.start((late) => this.bring(late));
  }

  /**
   * Brings back what this tab, or else the last visit, was working on.
   *
   * @param {boolean} late  the browser did not tell at first, and the reader may have begun without
   */
  async bring(late) {
    const checks = await this.storage.list();
    void this.clearOld(checks);
    this.autosave.recover(checks, (remembered) => checkToOpen(checks, this.editions.own, remembered));
    const { id: present } = this.working.stored;
    const others = this.autosave.overlaid(checks).filter(({ id }) => id !== present);
    const check = checkToOpen(others, this.editions.own);
    if (!check) return this.told.tellOfOthers(checks);
    const turned = this.working.stored.id !== this.blank;
    if (late && (turned || !isUntouched(this.working.stored))) return this.told.tellOfKept();
    if (turned) return;
    if (this.editions.isFormer(check.file)) return this.told.offerFormer(check);
    const begun = this.working.patches;
    this.working.replace(this.autosave.parked.get(check.id) || new WorkingCopy(check));
    this.autosave.parked.delete(check.id);
    // 读出以前的内容之前已经填的，留在上面。
    this.working.layOver(begun.values());
    this.autosave.note();
    this.autosave.journal.drop(this.blank);
    rememberId(check.id);
    this.view.replaced();
  }

  /** @param {StoredCheck} check */
  use(check) {
    this.autosave.turn(check);
    this.working.change(["opened"], new Date().toISOString());
    rememberId(check.id);
    this.view.replaced();
  }

  begin() {
    this.use(blankCheck(this.root));
  }

  /** @param {StoredCheck} copy */
  useCopy(copy) {
    this.use(copy);
    this.keep(copy, {});
    this.view.copied();
  }

  /** @param {StoredCheck} listed as the list had it */
  async open(listed) {
    const check = await this.autosave.latest(listed);
    const { file } = check;
    if (!this.editions.isFormer(file)) return this.use(check);
    const place = this.editions.placeOf(file);
    const elsewhere = () => {
      rememberId(check.id);
      this.editions.visit(place);
    };
    if (place && !this.editions.isOlder(file)) return elsewhere();
    const name = nameOf(check);
    const told = this.editions.isGone(file) ? ["本站现在没有发布那一版细则；要按那一版留存，请在“我的自查”里把它“保存到文件”。"] : [];
    const unusable = this.unusable(check.drafts);
    if (unusable) told.push(`有几处填的不能用，不会带过来：${unusable}。`);
    const besides = { told, ...(place ? { elsewhere } : {}) };
    const opening = await this.files.offerText(JSON.stringify(file), name, this.view.engine(), besides);
    if (opening) this.take(opening, check.name);
  }

  /** @param {HTMLInputElement} input */
  async openFile(input) {
    const file = input.files?.[0];
    input.value = "";
    if (!file) return;
    const opening = await this.files.offerFile(file, this.view.engine(), { look: (opened) => this.alike(opened) });
    if (opening?.known) this.use(await this.autosave.latest(opening.known));
    else if (opening) this.take(opening, "");
  }

  /**
   * @param {import("../types.js").SaveFile} file
   * @returns {Promise<StoredCheck | undefined>} one in this browser that holds the very same
   */
  async alike(file) {
    const engine = this.view.engine();
    const text = engine && (await writtenBy(engine, file));
    if (!text) return undefined;
    for (const check of await this.autosave.list()) {
      const sameMoment = !check.deleted && check.file.dates.modified === file.dates.modified;
      if (sameMoment && (await writtenBy(engine, check.file)) === text) return check;
    }
    return undefined;
  }

  /**
   * @param {import("./files.js").Opening} opening
   * @param {string} name
   */
  take(opening, name) {
    const check = checkOf(opening.file, name);
    this.alerts.clear("former");
    this.use(check);
    this.keep(check, {});
    if (opening.report) this.told.tellOfReview(opening.changed, check.id);
  }

  /** Saves to a file what stands on the page now, whatever happens meanwhile. */
  async save() {
    this.working.stamp(new Date().toISOString());
    const file = await this.handedOver();
    void this.autosave.flush();
    await saveFile(file, this.view.engine(), find(this.root, "[data-handed]"));
  }

  /** What goes into a file or a document; the reader is told what does not. */
  async handedOver() {
    const pressed = copyOf(this.working.stored);
    await this.view.settled();
    const { id, file, drafts } = this.working.stored.id === pressed.id ? this.working.stored : pressed;
    const unusable = this.unusable(drafts);
    const words = `有几处填的不能用，没有写进文件：${unusable}。请改好以后再做一次。`;
    if (unusable) this.alerts.raise(`unusable ${id}`, words, undefined, id);
    else this.alerts.clear(`unusable ${id}`);
    return copyOf(file);
  }

  /** @param {StoredCheck["drafts"]} drafts @returns {string} what was typed that the core cannot use */
  unusable(drafts) {
    const { labelOf, clauseOf } = this.view;
    return Object.entries(drafts)
      .map(([name, value]) => `${labelOf(clauseOf(name) || name)}“${value}”`)
      .join("、");
  }

  /**
   * Changes a record, or keeps a new one.
   *
   * @param {StoredCheck} check
   * @param {Partial<StoredCheck>} changes
   */
  keep(check, changes) {
    const working = this.autosave.held(check.id) || this.autosave.park(new WorkingCopy(copyOf(check)));
    // `check` 可能是以前的样子：与它一样的，也要写。
    for (const [key, value] of Object.entries(changes)) if (!working.change([key], value)) working.insist([key]);
    working.touch();
    void this.autosave.flush();
  }

  /** Drops what was deleted long ago. @param {StoredCheck[]} checks */
  async clearOld(checks) {
    const limit = new Date();
    limit.setDate(limit.getDate() - KEPT_ASIDE_DAYS);
    for (const { id, deleted } of checks) {
      if (deleted && deleted < limit.toISOString()) await this.storage.remove(id).catch(() => {});
    }
  }
}
