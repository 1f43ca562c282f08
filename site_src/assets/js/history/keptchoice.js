// @ts-check
/**
 * Choosing among the self-checks in this browser: each is taken as the file that it would be saved to.
 *
 * @typedef {import("../selfcheck/types.js").StoredCheck} StoredCheck
 */

import { element, find, findAll, FIXED } from "../dom.js";
import { keptChecks } from "../selfcheck/saving/keptchecks.js";
import { Storage, storageWords } from "../selfcheck/saving/storage.js";
import { nameOf, standingWords } from "../selfcheck/saving/storedcheck.js";

const NONE = "这个浏览器里还没有存着的自查。在别的电脑、别的浏览器里填的，请先“保存到文件”，再到这里“选择文件”。";

export class KeptChoice {
  /**
   * @param {HTMLElement} root
   * @param {(files: File[]) => void} chosen
   * @param {() => void} begun  the reader is about to choose
   */
  constructor(root, chosen, begun) {
    this.dialog = /** @type {HTMLDialogElement} */ (find(root, "[data-kept]"));
    this.list = find(this.dialog, "[data-kept-list]");
    this.none = find(this.dialog, "[data-kept-none]");
    this.take = /** @type {HTMLButtonElement} */ (find(this.dialog, "[data-kept-take]"));
    this.chosen = chosen;
    /** @type {StoredCheck[]} */
    this.checks = [];
    find(root, "[data-pick-kept]").addEventListener("click", () => {
      begun();
      void this.open();
    });
    this.list.addEventListener("change", () => this.count());
    this.take.addEventListener("click", () => this.finish());
    find(this.dialog, "[data-kept-close]").addEventListener("click", () => this.dialog.close());
  }

  async open() {
    let words = NONE;
    try {
      this.checks = await keptChecks(new Storage());
    } catch (error) {
      console.warn(error);
      this.checks = [];
      words = `${storageWords(error)}，存着的自查读不出来。`;
    }
    this.list.replaceChildren(...this.checks.map(line));
    this.none.textContent = words;
    this.none.hidden = this.checks.length > 0;
    this.count();
    this.dialog.showModal();
  }

  get boxes() {
    return /** @type {HTMLInputElement[]} */ (findAll(this.list, "input"));
  }

  count() {
    this.take.disabled = !this.boxes.some(({ checked }) => checked);
  }

  finish() {
    const chosen = this.checks.filter((_, index) => this.boxes[index]?.checked);
    this.dialog.close();
    this.chosen(chosen.map((check) => new File([JSON.stringify(check.file)], nameOf(check))));
  }
}

/** @param {StoredCheck} check */
function line(check) {
  const words = element("span", {}, element("b", FIXED, nameOf(check)), element("small", FIXED, standingWords(check)));
  return element("li", {}, element("label", {}, element("input", { type: "checkbox", autocomplete: "off" }), words));
}
