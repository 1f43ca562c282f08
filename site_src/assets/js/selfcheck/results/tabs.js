// @ts-check
/** The three tabs of a self-check, as tabs: to fill in, to look at, to work through. */

import { findAll } from "../../dom.js";

export class Tabs {
  /**
   * @param {HTMLElement} root
   * @param {(name: string) => void} shown
   */
  constructor(root, shown) {
    this.shown = shown;
    this.tabs = findAll(root, "[data-view]");
    this.name = "form";
    for (const tab of this.tabs) {
      tab.addEventListener("click", () => this.show(tab.dataset.view || "form"));
      tab.addEventListener("keydown", (event) => this.step(event));
    }
  }

  /** @param {string} name */
  show(name) {
    this.name = name;
    for (const tab of this.tabs) {
      const chosen = tab.dataset.view === name;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      const panel = document.getElementById(tab.getAttribute("aria-controls") || "");
      if (panel) panel.hidden = !chosen;
    }
    this.shown(name);
  }

  /** @param {KeyboardEvent} event */
  step(event) {
    const steps = /** @type {Record<string, number>} */ ({ ArrowLeft: -1, ArrowRight: 1 });
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const at = this.tabs.indexOf(/** @type {HTMLElement} */ (event.currentTarget));
    const tab = this.tabs[(at + step + this.tabs.length) % this.tabs.length];
    tab?.focus();
    this.show(tab?.dataset.view || "form");
  }
}
