// @ts-check
/** Clauses answered under other rules: marked, in the save file too, until the reader has looked at them again. */

import { find } from "../../dom.js";

/** @param {string} clause  where its mark stands */
const markOf = (clause) => ["file", "clauses", clause, "recheck"];

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
    for (const [clause, card] of this.cards) this.mark(card, Boolean(this.working.at(markOf(clause))));
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
    this.working.change(markOf(clause), undefined);
    card.focus({ preventScroll: true });
    this.mark(card, false);
  }
}
