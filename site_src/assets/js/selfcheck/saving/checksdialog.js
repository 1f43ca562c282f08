// @ts-check
/**
 * The self-checks in this browser, in a dialog: open, new, rename, duplicate, delete and restore.
 *
 * @typedef {import("../types.js").StoredCheck} StoredCheck
 *
 * @typedef {object} ShelfView
 * @property {(check: StoredCheck) => Promise<void>} open
 * @property {() => void} begin                               a new, blank one
 * @property {(copy: StoredCheck) => void} copy               puts a copy on the page
 * @property {(check: StoredCheck, changes: Partial<StoredCheck>) => void} keep   changes a record, or keeps a new one
 * @property {(check: StoredCheck) => Promise<void>} save     to a file
 * @property {() => Promise<StoredCheck[]>} list              those kept, and the present one
 * @property {() => StoredCheck} current
 * @property {(check: StoredCheck) => string} otherText  which other text of the criteria it answers; "" for this one
 */

import { byLastUse, duplicateOf, nameOf, standingWords } from "./storedcheck.js";
import { find, findAll, pieceOf } from "../../dom.js";

export class ChecksDialog {
  /**
   * @param {HTMLElement} root
   * @param {ShelfView} view
   */
  constructor(root, view) {
    this.view = view;
    this.dialog = /** @type {HTMLDialogElement} */ (find(root, "[data-list]"));
    this.list = find(this.dialog, "[data-checks]");
    this.aside = find(this.dialog, "[data-deleted]");
    this.undo = find(this.dialog, "[data-undo]");
    /** @type {{check: StoredCheck, wasOpen: boolean} | null} */
    this.removed = null;
    /** @type {Map<string, StoredCheck>} */
    this.checks = new Map();
    find(root, "[data-open-list]").addEventListener("click", () => void this.open());
    this.dialog.addEventListener("click", (event) => void this.press(event.target));
    this.dialog.addEventListener("keydown", (event) => this.key(event));
  }

  /** @param {boolean} [choosing]  one to copy */
  async open(choosing = false) {
    this.undo.hidden = true;
    find(this.dialog, "[data-choosing]").hidden = !choosing;
    await this.show();
    this.dialog.showModal();
  }

  async show() {
    const checks = byLastUse(await this.view.list());
    this.checks = new Map(checks.map((check) => [check.id, check]));
    const kept = checks.filter(({ deleted }) => !deleted);
    const aside = checks.filter(({ deleted }) => deleted);
    this.list.replaceChildren(...kept.map((check) => this.row(check)));
    find(this.aside, "[data-deleted-checks]").replaceChildren(...aside.map((check) => this.row(check)));
    find(this.aside, "[data-deleted-count]").textContent = `（${aside.length}份）`;
    this.aside.hidden = aside.length === 0;
  }

  /** @param {StoredCheck} check */
  row(check) {
    const row = pieceOf("check");
    row.dataset.check = check.id;
    find(row, "[data-name]").textContent = nameOf(check);
    find(row, "[data-here]").hidden = check.id !== this.view.current().id;
    const otherText = this.view.otherText(check);
    const former = find(row, "[data-former]");
    former.textContent = otherText;
    former.hidden = !otherText;
    find(row, "[data-standing]").textContent = standingWords(check);
    const acts = check.deleted ? ["restore"] : ["open", "rename", "duplicate", "delete"];
    if (otherText) acts.push("save");
    for (const button of findAll(row, "button[data-act]")) {
      const act = button.dataset.act || "";
      if (act !== "renamed") button.hidden = !acts.includes(act);
      button.setAttribute("aria-label", `${button.textContent}：${nameOf(check)}`);
    }
    return row;
  }

  /** @param {EventTarget | null} target */
  async press(target) {
    const button = target instanceof Element ? target.closest("button") : null;
    if (!button) return;
    if ("close" in button.dataset) return this.dialog.close();
    if ("undoButton" in button.dataset) return this.undoRemoval();
    if ("new" in button.dataset) {
      this.dialog.close();
      return this.view.begin();
    }
    const row = /** @type {HTMLElement | null} */ (button.closest("[data-check]"));
    const check = this.checks.get(row?.dataset.check || "");
    if (row && check) await this.act(button.dataset.act || "", row, check);
  }

  /**
   * @param {string} act
   * @param {HTMLElement} row
   * @param {StoredCheck} check
   */
  async act(act, row, check) {
    if (act === "open") {
      this.dialog.close();
      await this.view.open(check);
    } else if (act === "rename") this.askName(row, check);
    else if (act === "renamed") await this.rename(row, check);
    else if (act === "duplicate") this.duplicate(check);
    else if (act === "delete") await this.remove(check);
    else if (act === "restore") await this.restore(check);
    else if (act === "save") await this.view.save(check);
  }

  /**
   * @param {HTMLElement} row
   * @param {StoredCheck} check
   */
  askName(row, check) {
    find(row, "[data-rename]").hidden = false;
    const input = /** @type {HTMLInputElement} */ (find(row, "[data-new-name]"));
    input.value = nameOf(check);
    input.select();
    input.focus();
  }

  /**
   * @param {HTMLElement} row
   * @param {StoredCheck} check
   */
  async rename(row, check) {
    const input = /** @type {HTMLInputElement} */ (find(row, "[data-new-name]"));
    this.view.keep(check, { name: input.value.trim() });
    await this.show();
    this.focusOn(check.id, "rename");
  }

  /** The copy comes onto the page at once: what is typed next is meant for it. @param {StoredCheck} check */
  duplicate(check) {
    this.dialog.close();
    this.view.copy(duplicateOf(check));
  }

  /** Puts a self-check aside; it can be brought back from the same dialog. @param {StoredCheck} check */
  async remove(check) {
    this.view.keep(check, { deleted: new Date().toISOString() });
    const wasOpen = check.id === this.view.current().id;
    this.removed = { check, wasOpen };
    if (wasOpen) this.view.begin();
    await this.show();
    find(this.undo, "[data-undo-words]").textContent = `已删除“${nameOf(check)}”。`;
    this.undo.hidden = false;
    find(this.undo, "[data-undo-button]").focus();
  }

  /** Brings it back, onto the page too if it was there. */
  async undoRemoval() {
    const { removed } = this;
    if (!removed) return;
    await this.restore(removed.check, removed.wasOpen);
  }

  /**
   * @param {StoredCheck} check
   * @param {boolean} [open] on the page as well
   */
  async restore(check, open = false) {
    this.view.keep(check, { deleted: "" });
    if (open) await this.view.open(check);
    await this.show();
    this.focusOn(check.id, "open");
    this.undo.hidden = true; // not before the focus has gone elsewhere
  }

  /**
   * @param {string} id
   * @param {string} act
   */
  focusOn(id, act) {
    const row = findAll(this.list, "[data-check]").find((one) => one.dataset.check === id);
    if (row) find(row, `[data-act="${act}"]`).focus();
  }

  /** @param {KeyboardEvent} event Enter gives the new name */
  key(event) {
    const { target } = event;
    if (event.key !== "Enter" || !(target instanceof HTMLInputElement)) return;
    event.preventDefault();
    const row = /** @type {HTMLElement | null} */ (target.closest("[data-check]"));
    if (row) find(row, '[data-act="renamed"]').click();
  }
}
