// @ts-check
/**
 * Things the reader has to know, in view until dismissed; one of each kind at a time. What is about one self-check
 * is in view only while that one is on the page: what its button does is done to that one.
 */

import { find, pieceOf, refocus } from "../../dom.js";

export class Alerts {
  /** @param {HTMLElement} place */
  constructor(place) {
    this.area = place;
    /** @type {Map<string, HTMLElement>} */
    this.shown = new Map();
    /** The self-check on the page. */
    this.owner = "";
    /** @type {EventTarget | null} where the reader was before coming here */
    this.before = null;
    place.addEventListener("focusin", ({ relatedTarget }) => {
      if (relatedTarget instanceof Node && !place.contains(relatedTarget)) this.before = relatedTarget;
    });
  }

  /** @param {string} owner  the self-check that is now on the page */
  turn(owner) {
    this.owner = owner;
    for (const alert of this.shown.values()) this.place(alert);
  }

  /** @param {HTMLElement} alert */
  place(alert) {
    alert.hidden = Boolean(alert.dataset.owner) && alert.dataset.owner !== this.owner;
  }

  /**
   * @param {string} kind
   * @param {string} words
   * @param {{label: string, run: () => void}} [action]
   * @param {string} [owner]  the self-check that it is about
   */
  raise(kind, words, action, owner = "") {
    const known = this.shown.get(kind);
    if (known && known.dataset.told === words) return;
    const alert = pieceOf("alert");
    alert.dataset.told = words;
    alert.dataset.owner = owner;
    this.place(alert);
    find(alert, "[data-words]").textContent = words;
    find(alert, "[data-dismiss]").addEventListener("click", () => this.clear(kind));
    const button = find(alert, "[data-do]");
    if (action) {
      button.textContent = action.label;
      button.hidden = false;
      button.addEventListener("click", () => {
        this.clear(kind);
        action.run();
      });
    }
    if (known) known.replaceWith(alert);
    else this.area.append(alert);
    this.shown.set(kind, alert);
  }

  /** @param {string} kind */
  clear(kind) {
    const alert = this.shown.get(kind);
    const held = alert?.contains(document.activeElement);
    alert?.remove();
    if (held) refocus(this.before);
    this.shown.delete(kind);
  }
}
