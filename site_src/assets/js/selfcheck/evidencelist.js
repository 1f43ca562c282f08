// @ts-check
/**
 * The list of all evidence: a line is the evidence of the same words in each of its clauses. Ticking it makes that
 * evidence ready, and lists it first where a clause has none; unticking only says that it is missing.
 *
 * @typedef {import("./types.js").Evidence} Evidence
 * @typedef {import("./form/evidence.js").EvidenceLists} EvidenceLists
 *
 * @typedef {object} Line
 * @property {HTMLElement} element
 * @property {string} what
 * @property {string[]} clauses
 */

import { find, findAll, leadTo, pieceOf, tell } from "../dom.js";
import { word } from "../editionwords.js";

export class EvidenceList {
  /**
   * @param {HTMLElement} root
   * @param {EvidenceLists} evidence
   */
  constructor(root, evidence) {
    this.evidence = evidence;
    this.panel = find(root, "[data-listing]");
    this.own = find(this.panel, "[data-listing-own]");
    /** @type {Line[]} what the guidance names: not as shown, which a browser may have translated */
    this.named = findAll(this.panel, "[data-listed]").map((element) => ({
      element,
      what: element.dataset.listed || "",
      clauses: (element.dataset.clauses || "").split(" "),
    }));
    this.known = new Set(this.named.flatMap(({ what, clauses }) => clauses.map((clause) => nameOf(clause, what))));
    for (const line of this.named) this.heed(line);
    /** @type {Line[]} */
    this.lines = this.named;
    const missing = box(this.panel, "missing");
    missing.addEventListener("change", () => this.panel.toggleAttribute("data-only-missing", missing.checked));
  }

  /** @param {Line} line */
  heed(line) {
    const ready = box(line.element, "ready");
    const who = field(line.element);
    ready.addEventListener("change", () => this.change(line, { ready: ready.checked }));
    who.addEventListener("input", () => this.change(line, { who: who.value }));
  }

  /** Shows what the working copy holds. */
  show() {
    this.lines = [...this.named, ...this.ownLines()];
    for (const line of this.lines) this.showLine(line);
    this.count();
  }

  /** @returns {Line[]} what the unit wrote down besides */
  ownLines() {
    const lines = [...this.evidence.lists.keys()].flatMap((clause) => {
      const whats = this.recorded(clause).map(({ what }) => what);
      const own = [...new Set(whats)].filter((what) => what && !this.known.has(nameOf(clause, what)));
      return own.map((what) => this.ownLine(clause, what));
    });
    find(this.own, "ul").replaceChildren(...lines.map(({ element }) => element));
    this.own.hidden = lines.length === 0;
    return lines;
  }

  /**
   * @param {string} clause
   * @param {string} what
   * @returns {Line}
   */
  ownLine(clause, what) {
    const element = pieceOf("listed");
    const { card } = this.listOf(clause);
    leadTo(element, card, card.dataset.label || clause);
    for (const words of findAll(element, "[data-listed-words]")) words.textContent = what;
    const line = { element, what, clauses: [clause] };
    this.heed(line);
    return line;
  }

  /** @param {Line} line */
  showLine({ element, what, clauses }) {
    const rows = clauses.map((clause) => this.recorded(clause).filter((one) => one.what === what));
    const readies = rows.map((found) => found.length > 0 && found.every(({ ready }) => ready));
    const ready = box(element, "ready");
    ready.checked = readies.every(Boolean);
    ready.indeterminate = !ready.checked && readies.some(Boolean);
    element.toggleAttribute("data-ready", ready.checked);
    const names = [...new Set(rows.flat().map((one) => one.who))].filter(Boolean);
    const who = field(element);
    // Several people for several clauses: one field would put one of them in the place of all.
    who.readOnly = names.length > 1;
    who.title = who.readOnly ? `各${word("clause")}写的人不同，请到各${word("clause")}里改` : "";
    if (who !== document.activeElement || who.readOnly) who.value = names.join("、");
  }

  /**
   * @param {Line} line
   * @param {Partial<Evidence>} change
   */
  change(line, change) {
    for (const clause of line.clauses) this.listOf(clause).put(line.what, change);
    this.showLine(line);
    this.count();
  }

  count() {
    const ready = this.lines.filter(({ element }) => element.hasAttribute("data-ready"));
    tell(find(this.panel, "[data-listing-count]"), `共${this.lines.length}份，已备好${ready.length}份`);
    for (const group of findAll(this.panel, "[data-listing-group]")) {
      group.toggleAttribute("data-ready", !group.querySelector("li:not([data-ready])"));
    }
  }

  /** @param {string} clause */
  recorded(clause) {
    return this.evidence.working.record(clause).evidence || [];
  }

  /** @param {string} clause */
  listOf(clause) {
    const list = this.evidence.lists.get(clause);
    if (!list) throw new Error(`页面上没有 ${clause} 的材料`);
    return list;
  }
}

/** @param {string} clause @param {string} what */
const nameOf = (clause, what) => `${clause} ${what}`;

/** @param {HTMLElement} place @param {"ready" | "missing"} name */
function box(place, name) {
  return /** @type {HTMLInputElement} */ (find(place, name === "ready" ? "[data-listed-ready]" : "[data-listing-missing]"));
}

/** @param {HTMLElement} place */
const field = (place) => /** @type {HTMLInputElement} */ (find(place, "[data-listed-who]"));
