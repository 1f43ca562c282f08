// @ts-check
/**
 * On paper the form is whole, whatever filter is on, and results have their ledgers; what was written stands there in
 * full, not as far as a field is wide.
 */

import { element, findAll, FIXED } from "../dom.js";

const WRITTEN = "[data-words], [data-heading], [data-part]:not([type=checkbox]), [data-task]:not([type=checkbox]), [data-listed-who]";

export class Printing {
  /**
   * @param {HTMLElement} root
   * @param {import("./form/filters.js").Filters} filters
   * @param {import("./results/totals.js").Ledgers} ledgers
   */
  constructor(root, filters, ledgers) {
    this.root = root;
    this.filters = filters;
    this.ledgers = ledgers;
    /** @type {(() => void)[]} what puts the screen back as it was */
    this.undoing = [];
    window.addEventListener("beforeprint", () => this.spread());
    window.addEventListener("afterprint", () => this.restore());
  }

  spread() {
    this.restore();
    this.undoing = [this.filters.lift(), this.writeOut(), this.ledgers.unfold()];
  }

  restore() {
    for (const undo of this.undoing) undo();
    this.undoing = [];
  }

  /** Puts what stands in each field beside it as text; the style working shows one on paper, the other on the screen. */
  writeOut() {
    const fields = /** @type {(HTMLInputElement | HTMLTextAreaElement)[]} */ (findAll(this.root, WRITTEN));
    const texts = fields.filter(({ value }) => value).map((field) => {
      const text = element("span", { class: "sc-written", ...FIXED }, field.value);
      field.after(text);
      field.dataset.written = "";
      return text;
    });
    return () => {
      for (const text of texts) text.remove();
      for (const field of fields) delete field.dataset.written;
    };
  }
}
