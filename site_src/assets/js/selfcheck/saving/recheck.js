// @ts-check
/** Clauses answered under an older text: marked until the reader has looked at them again. */

import { find } from "../../dom.js";

export class Recheck {
  /**
   * @param {Map<string, HTMLElement>} cards by clause
   * @param {import("./workingcopy.js").WorkingCopy} working
   */
  constructor(cards, working) {
    this.cards = cards;
    this.working = working;
    for (const [clause, card] of cards) {
      find(card, "[data-rechecked]").addEventListener("click", () => this.settle(clause, card));
    }
  }

  show() {
    for (const [clause, card] of this.cards) this.mark(card, Boolean(this.working.at(["recheck", clause])));
  }

  /**
   * @param {HTMLElement} card
   * @param {boolean} changed
   */
  mark(card, changed) {
    card.toggleAttribute("data-changed", changed);
    find(card, "[data-recheck]").hidden = !changed;
  }

  /**
   * @param {string} clause
   * @param {HTMLElement} card
   */
  settle(clause, card) {
    this.working.change(["recheck", clause], undefined);
    card.focus({ preventScroll: true });
    this.mark(card, false);
  }
}
