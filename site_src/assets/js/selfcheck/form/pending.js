// @ts-check
/**
 * What is still to be dealt with, as the core lists it: how much, a list with a link to each place, and one button,
 * or one key, that leads from place to place; when nothing is left, to the results.
 *
 * @typedef {import("../types.js").Pending} Pending
 * @typedef {Pending["places"][number]} Place
 *
 * @typedef {object} PendingView
 * @property {(card: HTMLElement, focus: HTMLElement) => void} go
 * @property {() => void} finish          nothing is left
 * @property {(words: string) => void} say
 */

import { element, find, findAll, FIXED, tell } from "../../dom.js";
import { word } from "../../editionwords.js";
import { isOneByOne } from "./pace.js";

export class PendingPlaces {
  /**
   * @param {HTMLElement} root
   * @param {Map<string, HTMLElement>} cards by clause
   * @param {PendingView} view
   */
  constructor(root, cards, view) {
    this.root = root;
    this.cards = cards;
    this.view = view;
    this.clauses = [...cards.keys()];
    /** @type {Pending | null} null while the core has not said */
    this.pending = null;
    /** The clause last used. */
    this.at = "";
    /** @type {Place | null} the place last led to */
    this.led = null;
    this.buttons = findAll(root, "[data-next]");
    this.fold = /** @type {HTMLDetailsElement} */ (find(root, "[data-pending-fold]"));
    this.fold.addEventListener("toggle", () => this.list());
    root.addEventListener("focusin", (event) => this.remember(event.target));
    for (const button of this.buttons) button.addEventListener("click", () => this.go());
  }

  /** @param {EventTarget | null} target */
  remember(target) {
    const card = target instanceof Element ? target.closest("[data-clause]") : null;
    if (card instanceof HTMLElement) this.at = card.dataset.clause || "";
  }

  /** @param {Pending | null} pending */
  show(pending) {
    this.pending = pending;
    for (const [clause, card] of this.cards) this.mark(clause, card);
    for (const place of findAll(this.root, "[data-pending-count]")) tell(place, pending ? String(pending.count) : "—");
    for (const button of this.buttons) button.toggleAttribute("data-none", pending?.count === 0);
    this.list();
  }

  /** The first card with something to deal with. */
  get first() {
    return this.cards.get(this.pending?.places[0]?.clause || "");
  }

  /** @param {string} clause @returns {Place[]} */
  placesOf(clause) {
    return (this.pending?.places || []).filter((place) => place.clause === clause);
  }

  /** @param {string} kind */
  wordsOf(kind) {
    return this.pending?.kinds.find((one) => one.kind === kind)?.words || "";
  }

  /**
   * @param {string} clause
   * @param {HTMLElement} card
   */
  mark(clause, card) {
    const places = this.placesOf(clause);
    const kinds = places.map(({ kind }) => kind).join(" ");
    if (kinds !== (card.dataset.pending || "")) {
      if (kinds) card.dataset.pending = kinds;
      else delete card.dataset.pending;
    }
    const estimated = this.pending?.estimated;
    const isEstimated = Boolean(estimated?.places.some((place) => place.clause === clause));
    card.toggleAttribute("data-unsure", isEstimated);
    const done = (isEstimated && estimated?.words) || "已答";
    const words = places.map(({ kind }) => this.wordsOf(kind)).join("；") || card.dataset.out || done;
    tell(find(card, "[data-state]"), this.pending ? words : "");
  }

  /** Renews the list, where it is open: a line a kind, with a link to each of its clauses. */
  list() {
    const place = find(this.fold, "[data-pending-list]");
    if (!this.fold.open || !this.pending) return place.replaceChildren();
    const { kinds, places, estimated } = this.pending;
    const unsure = estimated.places.map((place) => ({ ...place, kind: "unsure" }));
    const lines = kinds.filter(({ count }) => count).map(({ kind, words, count }) => {
      const links = [...places, ...unsure].filter((one) => one.kind === kind).map(({ clause, label }) => {
        return element("a", { href: `#${this.cards.get(clause)?.id || ""}`, ...FIXED }, label);
      });
      return element("li", {}, element("b", {}, `${words} ${count}`), " ", ...links.flatMap((link) => [link, " "]));
    });
    place.replaceChildren(...lines, ...(estimated.told ? [element("li", {}, estimated.told)] : []));
  }

  /** To the next place after the one that the reader is at. */
  go() {
    if (!this.pending) return this.goToBlank();
    const [place] = this.ahead();
    if (!place) return this.view.finish();
    const card = this.cards.get(place.clause);
    if (!card) return;
    this.at = place.clause;
    this.led = place;
    this.view.go(card, fieldOf(card, place));
    this.view.say(`${place.label}：${this.wordsOf(place.kind)}`);
  }

  /** @returns {Place[]} in the order in which they are led to */
  ahead() {
    const { places } = this.pending || { places: [] };
    const here = this.clauses.indexOf(this.at);
    const order = (/** @type {Place} */ { clause }) => this.clauses.indexOf(clause);
    const own = places.filter((place) => order(place) === here);
    const led = own.findIndex(({ clause, kind }) => clause === this.led?.clause && kind === this.led.kind);
    return [
      ...(led < 0 ? [] : own.slice(led + 1)),
      ...places.filter((place) => order(place) > here),
      ...places.filter((place) => order(place) < here),
      ...(led < 0 ? own : own.slice(0, led + 1)),
    ];
  }

  /** While the core has not said what is left, to the next clause in which nothing is given. */
  goToBlank() {
    const from = this.clauses.indexOf(this.at) + 1;
    const inOrder = [...this.clauses.slice(from), ...this.clauses.slice(0, from)];
    const clause = inOrder.find((one) => !this.cards.get(one)?.querySelector("[data-given]"));
    const card = this.cards.get(clause || "");
    if (!clause || !card) return this.view.say(`每一${word("clause")}都填了；计分程序启动以后，再看还要处理什么。`);
    this.at = clause;
    this.view.go(card, usable(findAll(card, "[data-field] input")) || card);
  }
}

/**
 * @param {HTMLElement} card
 * @param {Place} place
 * @returns {HTMLElement} where to go on with it
 */
function fieldOf(card, { kind, field }) {
  if (kind === "evidence_missing") {
    /** @type {HTMLDetailsElement} */ (find(card, "[data-keeping]")).open = true;
    return findAll(card, "[data-part=ready]").find((box) => !(/** @type {HTMLInputElement} */ (box).checked)) || card;
  }
  if (kind === "recheck") return find(card, "[data-rechecked]");
  const inputs = findAll(card, "[data-field] input").filter((input) => input.getAttribute("name") === field);
  const chosen = inputs.find((input) => input.matches(":checked"));
  return usable(chosen ? [chosen] : inputs) || card;
}

/**
 * One clause at a time no keyboard comes up by itself, so that no field for text is taken.
 *
 * @param {HTMLElement[]} inputs
 */
function usable(inputs) {
  const suits = isOneByOne() ? "[type=radio]:not(:disabled)" : ":not(:disabled)";
  return inputs.find((input) => input.matches(suits) && input.getClientRects().length > 0);
}
