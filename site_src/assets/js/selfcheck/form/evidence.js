// @ts-check
/**
 * The evidence of each clause: rows that can be added, taken from the guidance, changed, removed and put back.
 *
 * @typedef {import("../types.js").Evidence} Evidence
 * @typedef {import("../saving/workingcopy.js").WorkingCopy} WorkingCopy
 */

import { isSame } from "../paths.js";
import { find, findAll, pieceOf, tell } from "../../dom.js";

const PARTS = /** @type {const} */ (["what", "where", "date", "who"]);

export class EvidenceLists {
  /**
   * @param {Map<string, HTMLElement>} cards by clause
   * @param {WorkingCopy} working
   * @param {object} view
   * @param {(words: string) => void} view.say
   * @param {(clause: string) => void} view.changed  whether it lacks evidence
   */
  constructor(cards, working, view) {
    this.working = working;
    this.view = view;
    /** @type {Map<string, EvidenceList>} */
    this.lists = new Map();
    for (const [clause, card] of cards) this.lists.set(clause, new EvidenceList(card, clause, this));
  }

  show() {
    for (const list of this.lists.values()) list.show();
  }
}

class EvidenceList {
  /**
   * @param {HTMLElement} card
   * @param {string} clause
   * @param {EvidenceLists} lists
   */
  constructor(card, clause, lists) {
    this.card = card;
    this.clause = clause;
    this.lists = lists;
    const place = find(card, "[data-evidence]");
    this.rows = find(place, "[data-rows]");
    this.undo = find(place, "[data-undo]");
    /** @type {{row: HTMLElement, before: Element | null} | null} */
    this.removed = null;
    /** The self-check whose evidence this is. */
    this.owner = lists.working.stored.id;
    place.addEventListener("input", () => this.take());
    place.addEventListener("change", () => this.take());
    place.addEventListener("click", (event) => this.press(event.target));
    card.addEventListener("input", () => this.tell());
  }

  /** @returns {Evidence[]} what stands in the rows, empty ones left out */
  read() {
    const rows = findAll(this.rows, "[data-row]").map((row) => {
      const texts = PARTS.map((part) => [part, input(row, part).value]);
      return { ...Object.fromEntries(texts), ready: input(row, "ready").checked };
    });
    return /** @type {Evidence[]} */ (rows.filter((row) => row.ready || PARTS.some((part) => row[part])));
  }

  take() {
    this.keep(this.read());
    for (const row of findAll(this.rows, "[data-row]")) showLink(row);
    this.tell();
  }

  /** @param {Evidence[]} evidence */
  keep(evidence) {
    const place = ["file", "clauses", this.clause];
    const lacked = this.lacks();
    this.lists.working.change([...place, "evidence"], evidence.length ? evidence : undefined);
    this.lists.working.change([...place, "digest"], this.card.dataset.digest);
    if (this.lacks() !== lacked) this.lists.view.changed(this.clause);
  }

  /** Whether a piece that is listed is not ready. */
  lacks() {
    return (this.lists.working.record(this.clause).evidence || []).some(({ ready }) => !ready);
  }

  /**
   * Changes the evidence called `what`; where there is none, it is listed first. Nothing else is touched.
   *
   * @param {string} what
   * @param {Partial<Evidence>} change
   */
  put(what, change) {
    const { evidence = [] } = this.lists.working.record(this.clause);
    const isListed = evidence.some((one) => one.what === what);
    const blank = { what, where: "", date: "", who: "", ready: false };
    const all = isListed ? evidence : [...evidence, blank];
    this.keep(all.map((one) => (one.what === what ? { ...one, ...change } : one)));
    this.show();
  }

  /** Shows what the working copy holds; rows that already say so, and new empty ones, stay as they are. */
  show() {
    const { id } = this.lists.working.stored;
    if (id !== this.owner) this.clear();
    this.owner = id;
    const evidence = this.lists.working.record(this.clause).evidence || [];
    if (!isSame(this.read(), evidence)) {
      this.rows.replaceChildren(...evidence.map((one) => this.row(one)));
      this.number();
    }
    this.tell();
  }

  /** Another self-check comes: nothing of this one can be put back any more, not even an empty row. */
  clear() {
    this.removed = null;
    this.undo.hidden = true;
    this.rows.replaceChildren();
  }

  /** @param {Partial<Evidence>} one */
  row(one) {
    const row = pieceOf("evidence");
    for (const part of PARTS) input(row, part).value = one[part] || "";
    input(row, "ready").checked = Boolean(one.ready);
    showLink(row);
    return row;
  }

  /** @param {EventTarget | null} target */
  press(target) {
    const button = target instanceof Element ? target.closest("button") : null;
    if (!button) return;
    const { dataset } = button;
    if ("add" in dataset) this.add();
    else if ("suggest" in dataset) this.suggest();
    else if ("remove" in dataset) this.remove(/** @type {HTMLElement} */ (button.closest("[data-row]")));
    else if ("undoButton" in dataset) this.restore();
  }

  add() {
    const row = this.row({});
    this.rows.append(row);
    this.number();
    input(row, "what").focus();
  }

  /** Lists what the guidance names and is not listed yet, as still missing. */
  suggest() {
    const known = new Set(this.read().map(({ what }) => what));
    // Not what is shown: a browser may have translated the page.
    const named = findAll(this.card, "[data-what]").map((line) => line.dataset.what || "");
    const rows = named.filter((what) => !known.has(what)).map((what) => this.row({ what }));
    this.rows.append(...rows);
    this.number();
    this.take();
    this.lists.view.say(rows.length ? `列进了${rows.length}份材料，都标为还缺。` : "指南里的材料都已经列着。");
  }

  /** @param {HTMLElement} row */
  remove(row) {
    this.removed = { row, before: row.nextElementSibling };
    row.remove();
    this.number();
    this.take();
    find(this.undo, "[data-undo-words]").textContent = `已删去“${input(row, "what").value || "未写名称的材料"}”。`;
    this.undo.hidden = false;
    find(this.undo, "[data-undo-button]").focus();
  }

  restore() {
    const { removed } = this;
    this.removed = null;
    this.undo.hidden = true;
    if (!removed) return;
    const { row, before } = removed;
    this.rows.insertBefore(row, before && before.parentNode === this.rows ? before : null);
    this.number();
    this.take();
    input(row, "what").focus();
  }

  number() {
    findAll(this.rows, "[data-remove]").forEach((button, index) => {
      button.setAttribute("aria-label", `删去第${index + 1}份`);
    });
  }

  /** Tells on the card, without opening the fold, what is kept in it. */
  tell() {
    const { note, evidence = [] } = this.lists.working.record(this.clause);
    const missing = evidence.filter(({ ready }) => !ready).length;
    const told = [];
    if (note) told.push("有备注");
    if (evidence.length) told.push(`材料${evidence.length}份${missing ? `，还缺${missing}份` : "，都已备好"}`);
    const words = told.length ? `（${told.join("；")}）` : "";
    tell(find(this.card, "[data-kept]"), words);
    find(this.card, "[data-keeping]").toggleAttribute("data-empty", !told.length);
    this.card.dataset.evidence = !evidence.length ? "none" : missing ? "missing" : "ready";
  }
}

/**
 * @param {HTMLElement} row
 * @param {string} part
 */
function input(row, part) {
  return /** @type {HTMLInputElement} */ (find(row, `[data-part="${part}"]`));
}

/** Only web addresses become links. @param {HTMLElement} row */
function showLink(row) {
  const link = /** @type {HTMLAnchorElement} */ (find(row, "[data-link]"));
  const where = input(row, "where").value.trim();
  const isAddress = /^https?:\/\/\S+$/i.test(where);
  link.hidden = !isAddress;
  if (isAddress) link.href = where;
  else link.removeAttribute("href");
}
