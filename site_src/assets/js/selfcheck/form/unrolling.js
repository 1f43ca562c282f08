// @ts-check
/**
 * The form is long, and laying it out takes as much time as starting Python. Who comes to its top gets the first
 * cards at once and the others, marked [data-later], one a frame: after the first score, or as soon as the reader
 * does something, or a moment later anyway. What is in view never moves. Who comes to a certain clause or comes back
 * gets everything at once; so do paper and readers without scripts. One clause at a time there is nothing to unroll.
 */

import { isOneByOne } from "./pace.js";

const AT_LATEST = 1500;
const SIGNS_OF_LIFE = ["scroll", "keydown", "pointerdown"];

export class Unrolling {
  constructor() {
    /** @type {HTMLElement[]} what is still to be shown, in the order of the page */
    this.later = [];
    this.begun = false;
    if (!opensAtTop() || isOneByOne()) return;
    document.documentElement.dataset.unrolling = "";
    for (const sign of SIGNS_OF_LIFE) {
      window.addEventListener(sign, () => this.begin(), { once: true, passive: true, capture: true });
    }
    document.addEventListener("DOMContentLoaded", () => window.setTimeout(() => this.begin(), AT_LATEST));
  }

  begin() {
    if (this.begun) return;
    this.begun = true;
    this.later = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-later]"))];
    this.step();
  }

  /** Shows the next card, with the headings before it. */
  step() {
    window.requestAnimationFrame(() => {
      for (let next = this.later.shift(); next; next = this.later.shift()) {
        next.removeAttribute("data-later");
        if (next.matches("[data-clause]")) return this.step();
      }
      this.finish();
    });
  }

  /** Shows all there is. */
  finish() {
    this.begun = true;
    this.later = [];
    delete document.documentElement.dataset.unrolling;
  }
}

/** A browser takes a reader who comes back to where they were, if the page is long enough. */
function opensAtTop() {
  const [visit] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  return !window.location.hash && visit?.type === "navigate";
}
