// @ts-check
/**
 * Where the self-check stands: the totals, and the ledgers of the clauses behind them.
 *
 * @typedef {import("../types.js").Totals} Totals
 * @typedef {import("../types.js").Total} Total
 * @typedef {import("../types.js").ClauseResult} ClauseResult
 */

import { find, findAll, leadTo, pieceOf, setLines } from "../../dom.js";
import { forgetFigures, markFigures, showFigures, showLedger } from "./figures.js";

/** The totals, wherever the page shows them. */
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
    this.above = findAll(root, "[data-above]");
    this.told = "";
    this.ledgers = findAll(root, "[data-total-ledger]");
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
    this.tellAbove([]);
    for (const list of this.ledgers) setLines(list, []);
  }

  /** What is said again is not announced again. @param {string[]} lines */
  tellAbove(lines) {
    const told = lines.join("\n");
    if (told === this.told) return;
    this.told = told;
    for (const list of this.above) setLines(list, lines);
  }

  /** @param {Totals} totals */
  show(totals) {
    markFigures(this.total, totals.total);
    this.showOf("total", totals.total);
    this.tellAbove(totals.total.above || []);
    for (const list of this.ledgers) showLedger(list, { ledger: totals.total.ledger || [] });
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

/** The ledger behind any figure: under the whole, a project or an item, the ledgers of its clauses. */
export class Ledgers {
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

  /** On paper the ledger of every clause stands once, under its item. @returns {() => void} folds them again */
  unfold() {
    const folded = this.folds.filter(({ open, dataset }) => !open && dataset.ledgers?.startsWith("item:"));
    for (const fold of folded) {
      fold.open = true;
      this.fill(fold);
    }
    return () => {
      for (const fold of folded) fold.open = false;
    };
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
    leadTo(piece, card, `${result.label}（${result.points}分）`);
    const own = result.estimate === null ? "自评未定" : `自评${result.estimate}分`;
    find(piece, "[data-figures-words]").textContent = `${own}，范围${result.range}`;
    showLedger(find(piece, "[data-ledger]"), result);
    return [piece];
  }
}
