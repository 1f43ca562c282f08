// @ts-check
/**
 * Which self-check is on the page, and how another one gets there: from the browser, from a file, anew.
 *
 * @typedef {import("../types.js").StoredCheck} StoredCheck
 * @typedef {import("../types.js").Engine} Engine
 *
 * @typedef {object} LibraryView
 * @property {() => Engine | null} engine  when it is ready
 * @property {() => void} replaced         another self-check is in the working copy
 */

import { blankCheck, checkOf, isUntouched, nameOf } from "./storedcheck.js";
import { FileDialog, saveFile } from "./files.js";
import { storageWords } from "./autosave.js";
import { copyOf } from "../form/paths.js";
import { find } from "../../dom.js";
import { checkToOpen, rememberId } from "./session.js";
import { ChecksDialog } from "./checksdialog.js";

const KEPT_ASIDE_DAYS = 30;

export class OpenChecks {
  /**
   * @param {HTMLElement} root
   * @param {import("./workingcopy.js").WorkingCopy} working
   * @param {import("./storage.js").Storage} storage
   * @param {import("./autosave.js").Autosave} autosave
   * @param {import("../form/alerts.js").Alerts} alerts
   * @param {(clause: string) => string} labelOf
   * @param {LibraryView} view
   */
  constructor(root, working, storage, autosave, alerts, labelOf, view) {
    this.root = root;
    this.working = working;
    this.storage = storage;
    this.autosave = autosave;
    this.alerts = alerts;
    this.view = view;
    /** @type {Map<string, StoredCheck>} those that the browser would not keep; they live as long as the page */
    this.unkept = new Map();
    this.files = new FileDialog(root, labelOf);
    this.dialog = new ChecksDialog(root, {
      open: (check) => this.open(check),
      begin: () => this.use(blankCheck(root)),
      keep: (check) => this.keep(check),
      list: () => this.list(),
      current: () => working.stored,
      isFormer: (check) => this.isFormer(check),
    });
    const file = /** @type {HTMLInputElement} */ (find(root, "[data-file]"));
    find(root, "[data-open-file]").addEventListener("click", () => file.click());
    file.addEventListener("change", () => void this.openFile(file));
    find(root, "[data-save-file]").addEventListener("click", () => void this.save());
  }

  /** Brings back what this tab, or else the last visit, was working on. */
  async start() {
    /** @type {StoredCheck[]} */
    let checks = [];
    try {
      checks = await this.storage.list();
    } catch (error) {
      this.autosave.view.notKept(storageWords(error));
    }
    void this.clearOld(checks);
    const check = checkToOpen(checks, this.root.dataset.edition || "");
    if (!check) return;
    if (this.isFormer(check)) return this.offerFormer(check);
    const begun = this.working.patches;
    this.working.replace(check);
    // 读出以前的内容之前已经填的，留在上面。
    for (const { path, value } of begun.values()) this.working.change(path, value);
    rememberId(check.id);
    this.view.replaced();
  }

  /** @param {StoredCheck} check  whether it answers another text of the criteria */
  isFormer(check) {
    return check.file.edition.digest !== this.root.dataset.digest;
  }

  /** @param {StoredCheck} check */
  offerFormer(check) {
    const words = `细则有改动，“${nameOf(check)}”是按改动以前的细则填的。`;
    this.alerts.raise("former", words, { label: "看看改了什么，接着填", run: () => void this.open(check) });
  }

  /** @param {StoredCheck} check */
  async use(check) {
    const { stored } = this.working;
    if (!(await this.autosave.flush())) this.unkept.set(stored.id, copyOf(stored));
    this.unkept.delete(check.id);
    this.working.replace(copyOf(check));
    this.working.change(["opened"], new Date().toISOString());
    rememberId(check.id);
    this.view.replaced();
  }

  /** @param {StoredCheck} check from the dialog */
  async open(check) {
    if (!this.isFormer(check)) return this.use(check);
    const name = nameOf(check);
    const opening = await this.files.offerText(JSON.stringify(check.file), name, this.view.engine());
    if (opening) await this.take(opening, name);
  }

  /** @param {HTMLInputElement} input */
  async openFile(input) {
    const file = input.files?.[0];
    input.value = "";
    if (!file) return;
    const opening = await this.files.offerFile(file, this.view.engine());
    if (opening) await this.take(opening, "");
  }

  /**
   * @param {import("./files.js").Opening} opening
   * @param {string} name
   */
  async take(opening, name) {
    const check = checkOf(opening.file, name);
    this.alerts.clear("former");
    await this.use(check);
    await this.keep(check);
  }

  async save() {
    await this.autosave.flush();
    await saveFile(this.working.stored.file, this.view.engine(), find(this.root, "[data-handed]"));
  }

  /**
   * Writes a record as the dialog wants it; the one on the page goes through its working copy.
   *
   * @param {StoredCheck} check
   */
  async keep(check) {
    if (check.id === this.working.stored.id) {
      this.working.change(["name"], check.name);
      this.working.change(["deleted"], check.deleted);
      this.working.touch();
      await this.autosave.flush();
      return;
    }
    try {
      await this.storage.write(check.id, (stored) => {
        return { ...(stored || copyOf(check)), name: check.name, deleted: check.deleted };
      });
      this.unkept.delete(check.id);
      this.autosave.tellOthers(check.id);
    } catch (error) {
      this.autosave.view.notKept(storageWords(error));
      this.unkept.set(check.id, copyOf(check));
    }
  }

  /** @returns {Promise<StoredCheck[]>} */
  async list() {
    await this.autosave.flush();
    const present = this.working.stored;
    const edition = this.root.dataset.edition;
    /** @type {StoredCheck[]} */
    let checks = [];
    try {
      checks = await this.storage.list();
    } catch (error) {
      this.autosave.view.notKept(storageWords(error));
    }
    const known = new Map([...checks.map((check) => /** @type {const} */ ([check.id, check])), ...this.unkept]);
    const others = [...known.values()].filter(({ id, file }) => id !== present.id && file.edition.id === edition);
    return isUntouched(present) && !present.revision ? others : [copyOf(present), ...others];
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
