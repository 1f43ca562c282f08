// @ts-check
/**
 * The ledger behind any figure: under the whole, a project or an item, the ledgers of its clauses.
 *
 * @typedef {import("../types.js").ClauseResult} ClauseResult
 */

import { showLedger } from "../form/card.js";
import { rangeWords } from "./figures.js";
import { find, findAll, pieceOf } from "../../dom.js";

export class Results {
  /**
   * @param {HTMLElement} root
   * @param {Map<string, HTMLElement>} cards by clause
   */
  constructor(root, cards) {
    this.cards = cards;
    /** @type {Map<string, ClauseResult>} */
    this.results = new Map();
    this.folds = /** @type {HTMLDetailsElement[]} */ (findAll(root, "[data-ledgers]"));
    for (const fold of this.folds) fold.addEventListener("toggle", () => this.fill(fold));
  }

  /** @param {ClauseResult} result */
  take(result) {
    this.results.set(result.id, result);
  }

  forget() {
    this.results.clear();
    this.show();
  }

  /** Renews the ledgers that are open. */
  show() {
    for (const fold of this.folds) this.fill(fold);
  }

  /** @param {HTMLDetailsElement} fold */
  fill(fold) {
    const list = find(fold, "[data-ledger-list]");
    if (!fold.open) return list.replaceChildren();
    const [level, id] = (fold.dataset.ledgers || "").split(":");
    const within = [...this.cards].filter(([, card]) => {
      return level === "total" || card.dataset[level === "item" ? "item" : "project"] === id;
    });
    list.replaceChildren(...within.flatMap(([clause, card]) => this.ledger(clause, card)));
  }

  /**
   * @param {string} clause
   * @param {HTMLElement} card
   */
  ledger(clause, card) {
    const result = this.results.get(clause);
    if (!result) return [];
    const piece = pieceOf("clause-ledger");
    const link = /** @type {HTMLAnchorElement} */ (find(piece, "[data-to]"));
    link.href = `#${card.id}`;
    link.textContent = `${result.label}（${result.points}分）`;
    const own = result.estimate === null ? "自评未定" : `自评${result.estimate}分`;
    const range = rangeWords(result.low, result.high);
    find(piece, "[data-figures-words]").textContent = `${own}，范围${range}`;
    showLedger(find(piece, "[data-ledger]"), result);
    return [piece];
  }
}
