// @ts-check
/** Things the reader has to know, in view until dismissed; one of each kind at a time. */

import { find, pieceOf, refocus } from "../../dom.js";

export class Alerts {
  /** @param {HTMLElement} place */
  constructor(place) {
    this.place = place;
    /** @type {Map<string, HTMLElement>} */
    this.shown = new Map();
    /** @type {EventTarget | null} where the reader was before coming here */
    this.before = null;
    place.addEventListener("focusin", ({ relatedTarget }) => {
      if (relatedTarget instanceof Node && !place.contains(relatedTarget)) this.before = relatedTarget;
    });
  }

  /**
   * @param {string} kind
   * @param {string} words
   * @param {{label: string, run: () => void}} [action]
   */
  raise(kind, words, action) {
    const known = this.shown.get(kind);
    if (known && known.dataset.told === words) return;
    const alert = pieceOf("alert");
    alert.dataset.told = words;
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
    else this.place.append(alert);
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
