// @ts-check
/**
 * Where the self-check stands: the totals, wherever the page shows them.
 *
 * @typedef {import("../types.js").Totals} Totals
 * @typedef {import("../types.js").Total} Total
 */

import { forgetFigures, markFigures, showFigures } from "./figures.js";
import { find, findAll } from "../../dom.js";

export class TotalsView {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.total = find(root, "[data-total]");
    /** @type {Map<string, HTMLElement[]>} */
    this.places = new Map();
    for (const element of findAll(root, "[data-figures]")) {
      const of = element.dataset.figures || "";
      this.places.set(of, [...(this.places.get(of) || []), element]);
    }
    this.panel(root);
  }

  /** On a narrow screen the details open at a press. @param {HTMLElement} root */
  panel(root) {
    const button = find(root, "[data-more]");
    button.addEventListener("click", () => {
      const open = button.getAttribute("aria-expanded") !== "true";
      button.setAttribute("aria-expanded", String(open));
      this.total.toggleAttribute("data-open", open);
    });
  }

  forget() {
    for (const element of [...this.places.values()].flat()) forgetFigures(element);
  }

  /** @param {Totals} totals */
  show(totals) {
    markFigures(this.total, totals.total);
    this.showOf("total", totals.total);
    for (const project of totals.projects) this.showOf(`project:${project.id}`, project);
    for (const item of totals.items) this.showOf(`item:${item.id}`, item);
  }

  /**
   * @param {string} of
   * @param {Total} total
   */
  showOf(of, total) {
    for (const element of this.places.get(of) || []) showFigures(element, total);
  }
}
