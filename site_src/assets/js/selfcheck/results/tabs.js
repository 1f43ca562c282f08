// @ts-check
/**
 * The views of a page, as tabs. The browser's Back leads from a view to the first one, such as the form of a
 * self-check, and from a clause that was opened in it to the view again; a reload stays where it was.
 */

import { findAll } from "../../dom.js";

export class Tabs {
  /**
   * @param {HTMLElement} root
   * @param {(name: string) => void} shown
   * @param {{first?: string, may?: (name: string) => boolean}} [options]  first: the view at the beginning, to which
   *   Back leads; may: whether a view can be gone to
   */
  constructor(root, shown, { first = "form", may = () => true } = {}) {
    this.root = root;
    this.shown = shown;
    this.first = first;
    this.may = may;
    this.tabs = findAll(root, "[data-view]");
    this.name = first;
    for (const tab of this.tabs) {
      tab.addEventListener("click", () => this.show(tab.dataset.view || first));
      tab.addEventListener("keydown", (event) => this.step(event));
    }
    window.addEventListener("popstate", () => this.restore());
  }

  /** @param {string} name */
  show(name) {
    if (name === this.name || !this.may(name)) return;
    const between = name !== this.first && this.name !== this.first;
    window.history[between ? "replaceState" : "pushState"]({ view: name }, "");
    this.turn(name);
    this.bringUp();
  }

  /** A view begins at its beginning, however far down the one before was read. */
  bringUp() {
    const list = this.tabs[0]?.parentElement;
    const { top } = list?.getBoundingClientRect() || { top: 0 };
    if (top < 0 || top > window.innerHeight / 2) list?.scrollIntoView({ block: "start", behavior: "instant" });
  }

  /** Shows the view that the browser has come back to. */
  restore() {
    const { view = this.first } = window.history.state || {};
    if (view !== this.name && this.may(view) && this.tabs.some((tab) => tab.dataset.view === view)) this.turn(view);
  }

  /** @param {string} name */
  turn(name) {
    this.name = name;
    this.root.dataset.turned = name;
    for (const tab of this.tabs) {
      const chosen = tab.dataset.view === name;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      const panel = document.getElementById(tab.getAttribute("aria-controls") || "");
      if (!panel) continue;
      panel.hidden = !chosen;
      panel.removeAttribute("data-until-chosen");
    }
    this.shown(name);
  }

  /** Goes to the tab of the view that is shown. */
  focus() {
    this.tabs.find((tab) => tab.dataset.view === this.name)?.focus();
  }

  /** @param {Element} element @returns {string | undefined} the view that holds it */
  viewOf(element) {
    const panel = element.closest('[role="tabpanel"]');
    return this.tabs.find((tab) => panel && tab.getAttribute("aria-controls") === panel.id)?.dataset.view;
  }

  /** @param {KeyboardEvent} event */
  step(event) {
    const at = this.tabs.indexOf(/** @type {HTMLElement} */ (event.currentTarget));
    const last = this.tabs.length - 1;
    const places = /** @type {Record<string, number>} */ ({ ArrowLeft: at ? at - 1 : last, ArrowRight: at < last ? at + 1 : 0, Home: 0, End: last });
    const place = places[event.key];
    if (place === undefined) return;
    event.preventDefault();
    const tab = this.tabs[place];
    tab?.focus();
    this.show(tab?.dataset.view || this.first);
  }
}
