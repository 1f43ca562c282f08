// @ts-check
/**
 * The form: from what the reader does to the working copy, and from the working copy to what the form shows.
 *
 * @typedef {import("./fields.js").Field} Field
 * @typedef {import("../saving/workingcopy.js").WorkingCopy} WorkingCopy
 */

import { dayOf, momentOf } from "../../dates.js";
import { fieldsOf, focusOn, markGiven, offerBack, optionWords, readField, stepField, writeField } from "./fields.js";
import { find, findAll } from "../../dom.js";
import { isSame } from "../paths.js";

/** @typedef {HTMLInputElement | HTMLTextAreaElement} TextInput */

export class Form {
  /**
   * @param {HTMLElement} root
   * @param {WorkingCopy} working
   */
  constructor(root, working) {
    this.root = root;
    this.working = working;
    /** @type {Map<string, HTMLElement>} */
    this.cards = new Map();
    /** @type {Map<string, Field[]>} */
    this.fields = new Map();
    /** @type {Map<HTMLElement, Field>} */
    this.fieldOf = new Map();
    for (const card of findAll(root, "[data-clause]")) {
      const fields = fieldsOf(card);
      this.cards.set(card.dataset.clause || "", card);
      this.fields.set(card.dataset.clause || "", fields);
      for (const field of fields) this.fieldOf.set(field.element, field);
    }
    /** Called with the clause whose answers or own estimate have changed. @type {(clause: string) => void} */
    this.onanswer = () => {};
    root.addEventListener("input", (event) => this.take(event.target));
    root.addEventListener("change", (event) => {
      this.take(event.target);
      this.neaten(event.target);
    });
    root.addEventListener("click", (event) => this.press(event.target));
    root.addEventListener("keydown", (event) => this.key(event));
  }

  /** @param {EventTarget | null} target that the reader has changed */
  take(target) {
    if (!(target instanceof HTMLElement)) return;
    const { words, heading } = target.dataset;
    const text = /** @type {TextInput} */ (target);
    const field = this.owner(target);
    if (field) this.give(field, readField(field, /** @type {HTMLInputElement} */ (target)));
    else if (words) this.note(target, words, text.value);
    else if (heading) this.working.change(["file", heading], text.value);
  }

  /** A number stands in digits once it is typed, however it was. @param {EventTarget | null} target */
  neaten(target) {
    const field = target instanceof HTMLInputElement ? this.owner(target) : undefined;
    if (!field || field.shape === "choice" || target !== field.inputs[0]) return;
    const value = String(readField(field, field.inputs[0]));
    if (/^[0-9]+(\.[0-9]+)?$/.test(value)) field.inputs[0].value = value;
  }

  /** @param {string} name  of a field @returns {string} */
  clauseOf(name) {
    const [clause = ""] = [...this.fields].find(([, fields]) => fields.some((field) => field.name === name)) || [];
    return clause;
  }

  /**
   * @param {import("../paths.js").Path} path  of an answer
   * @param {unknown} value
   * @returns {string} what the form calls it; "" where it is no choice
   */
  optionWords([, , clause = "", ...place], value) {
    const field = this.fields.get(clause)?.find((one) => isSame(one.place, place));
    return field ? optionWords(field, value) : "";
  }

  /**
   * @param {import("../paths.js").Path} path
   * @returns {import("../paths.js").Path | undefined} where the answer to a field is, of which `path` is what cannot be used
   */
  answerBeside([place, name]) {
    if (place !== "drafts") return undefined;
    const field = [...this.fields.values()].flat().find((one) => one.name === name);
    return field && ["file", "clauses", field.clause, ...field.place];
  }

  /** @param {HTMLElement} element @returns {Field | undefined} */
  owner(element) {
    const place = /** @type {HTMLElement | null} */ (element.closest("[data-field]"));
    return place ? this.fieldOf.get(place) : undefined;
  }

  /**
   * @param {Field} field
   * @param {import("../types.js").Value | undefined} value
   */
  give(field, value) {
    markGiven(field, value !== undefined);
    offerBack(field, undefined);
    // 离开这一栏时浏览器再报一次同样的内容：已经知道用不上，不必再问。
    if (value !== undefined && value === this.working.at(["drafts", field.name])) return;
    const draft = ["drafts", field.name];
    const redone = this.working.change(draft, undefined);
    const changed = this.working.change(["file", "clauses", field.clause, ...field.place], value);
    // 还没有读出来的、另一个标签页里的，可能有用不上的内容，会盖住刚填的。
    if (changed) this.working.insist(draft);
    this.sign(field.clause);
    if (changed || redone) this.onanswer(field.clause);
  }

  /**
   * @param {HTMLElement} element
   * @param {string} key
   * @param {string} text
   */
  note(element, key, text) {
    const card = /** @type {HTMLElement | null} */ (element.closest("[data-clause]"));
    const clause = card?.dataset.clause || "";
    this.working.change(["file", "clauses", clause, key], text || undefined);
    this.sign(clause);
  }

  /** Notes which text of the clause was answered, and that it was the last one worked on. @param {string} clause */
  sign(clause) {
    this.working.change(["last"], clause);
    const digest = this.cards.get(clause)?.dataset.digest;
    this.working.change(["file", "clauses", clause, "digest"], digest);
  }

  /** @param {EventTarget | null} target */
  press(target) {
    const button = target instanceof Element ? target.closest("[data-clear], [data-put-back], [data-by], [data-rechecked]") : null;
    if (!(button instanceof HTMLElement)) return;
    if (button.matches("[data-rechecked]")) return this.settle(/** @type {HTMLElement} */ (button.closest("[data-clause]")));
    const field = this.owner(button);
    if (field && button.matches("[data-clear]")) this.clear(field);
    else if (field && button.matches("[data-by]")) stepField(field, Number(button.dataset.by));
    else if (field) this.putBack(field);
  }

  /** The reader has looked again at a clause that was answered under other rules. @param {HTMLElement} card */
  settle(card) {
    this.working.change(["file", "clauses", card.dataset.clause || "", "recheck"], undefined);
    card.focus({ preventScroll: true });
    markRecheck(card, false);
    this.onanswer(card.dataset.clause || "");
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const { target } = event;
    const field = target instanceof HTMLInputElement ? this.owner(target) : undefined;
    if (!field) return;
    const by = /** @type {Record<string, number>} */ ({ ArrowUp: 1, ArrowDown: -1 })[event.key];
    if (field.shape === "number" && target === field.inputs[0] && by) stepField(field, by);
    else if (field.shape === "choice" && (event.key === "Delete" || event.key === "Backspace")) this.clear(field);
    else return;
    event.preventDefault();
  }

  /** What the field held can be put back until something else is given, or another self-check is shown. @param {Field} field */
  clear(field) {
    const held = readField(field, /** @type {HTMLInputElement} */ (field.inputs[0]));
    writeField(field, undefined);
    this.give(field, undefined);
    offerBack(field, held);
    focusOn(field);
  }

  /** @param {Field} field */
  putBack(field) {
    this.put(field, field.held);
    focusOn(field);
  }

  /**
   * Gives a field a value that the reader has not typed into it.
   *
   * @param {Field} field
   * @param {import("../types.js").Value | undefined} value
   */
  put(field, value) {
    writeField(field, value);
    this.give(field, value);
  }

  /** Shows what the working copy holds, everywhere. */
  show() {
    for (const clause of this.fields.keys()) this.showClause(clause);
    this.showHeadings();
  }

  showHeadings() {
    for (const input of /** @type {TextInput[]} */ (findAll(this.root, "[data-heading]"))) {
      setText(input, this.working.at(["file", input.dataset.heading || ""]));
    }
    const { created, modified } = this.working.stored.file.dates;
    const dates = `${dayOf(created)}开始，最后修改：${momentOf(modified)}`;
    find(this.root, "[data-dates]").textContent = dates;
  }

  /** @param {string} clause */
  showClause(clause) {
    for (const field of this.fields.get(clause) || []) {
      offerBack(field, undefined);
      const draft = this.working.at(["drafts", field.name]);
      const place = ["file", "clauses", clause, ...field.place];
      writeField(field, draft === undefined ? orBlank(this.working.at(place)) : draft);
    }
    const card = this.cards.get(clause);
    if (!card) return;
    const record = this.working.record(clause);
    find(card, "[data-own]").toggleAttribute("data-reasoned", Boolean(record.reason));
    for (const input of /** @type {TextInput[]} */ (findAll(card, "[data-words]"))) {
      setText(input, record[/** @type {"note" | "reason"} */ (input.dataset.words)]);
    }
    markRecheck(card, Boolean(record.recheck));
  }
}

/**
 * Marks a clause that was answered under other rules, until the reader has looked at it again.
 *
 * @param {HTMLElement} card
 * @param {boolean} changed
 */
function markRecheck(card, changed) {
  card.toggleAttribute("data-changed", changed);
  find(card, "[data-recheck]").hidden = !changed;
}

/** @param {any} value  null in a file is blank */
function orBlank(value) {
  return value === null ? undefined : value;
}

/**
 * @param {TextInput} input
 * @param {string | undefined} text
 */
function setText(input, text) {
  if (input.value !== (text || "")) input.value = text || "";
}
