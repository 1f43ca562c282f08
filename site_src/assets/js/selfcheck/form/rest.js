// @ts-check
/**
 * All the questions of a clause that are left over, answered at once so that they neither take nor give points: who
 * has told the exceptions need not repeat the rule. Which answer that is, the page says of every field.
 *
 * @typedef {import("./fields.js").Field} Field
 * @typedef {import("../types.js").Value} Value
 */

import { find, findAll, tell } from "../../dom.js";

export class Rest {
  /** @param {import("./form.js").Form} form */
  constructor(form) {
    this.form = form;
    /** What was answered at once, while it can be taken back. @type {Map<HTMLElement, Field[]>} */
    this.answered = new Map();
    for (const [clause, card] of form.cards) {
      const place = /** @type {HTMLElement | null} */ (card.querySelector("[data-rest]"));
      if (!place) continue;
      find(place, "[data-rest-button]").addEventListener("click", () => this.answer(clause, card));
      find(place, "[data-rest-undo]").addEventListener("click", () => this.takeBack(card));
    }
  }

  /** @param {string} clause @returns {Field[]} those still blank that can be answered at once */
  left(clause) {
    return (this.form.fields.get(clause) || []).filter(
      ({ element, inputs }) => element.matches("[data-neutral]:not([data-given])") && !inputs[0]?.matches(":disabled"),
    );
  }

  /**
   * @param {string} clause
   * @param {HTMLElement} card
   */
  answer(clause, card) {
    const fields = this.left(clause);
    for (const field of fields) {
      const { neutral = "" } = field.element.dataset;
      this.form.put(field, field.shape === "number" ? Number(neutral) : neutral);
    }
    this.answered.set(card, fields);
    this.show(clause);
    find(card, "[data-rest-undo]").focus();
  }

  /** @param {HTMLElement} card */
  takeBack(card) {
    for (const field of this.answered.get(card) || []) this.form.put(field, undefined);
    this.answered.delete(card);
    this.show(card.dataset.clause || "");
    find(card, "[data-rest-button]").focus();
  }

  /** Offers it where it saves something. @param {string} clause */
  show(clause) {
    const card = this.form.cards.get(clause);
    const place = /** @type {HTMLElement | null | undefined} */ (card?.querySelector("[data-rest]"));
    if (!card || !place) return;
    const told = findAll(card, "[data-question] [data-field][data-given]").length;
    if (!told) this.answered.delete(card);
    const isLeft = this.left(clause).length > 1;
    const canUndo = !isLeft && this.answered.has(card);
    if (!isLeft && !canUndo && place.contains(document.activeElement)) card.focus({ preventScroll: true });
    find(place, "[data-rest-button]").hidden = !isLeft;
    find(place, "[data-rest-undo]").hidden = !canUndo;
    tell(find(place, "[data-rest-words]"), told ? "其余都" : "都");
    place.hidden = !isLeft && !canUndo;
  }

  /** Another self-check is shown. */
  forget() {
    this.answered.clear();
    for (const clause of this.form.cards.keys()) this.show(clause);
  }
}
