// @ts-check
/**
 * What readers will see: the clause on its page, and its card of the self-check, which can be answered and is scored
 * by the real core. The last change wins; what was answered stays.
 *
 * @typedef {import("../page.js").MaintainPage} MaintainPage
 * @typedef {import("../steps/editing.js").Target} Target
 * @typedef {import("../../selfcheck/types.js").ClauseResult} ClauseResult
 */

import { find, findAll } from "../../dom.js";
import { showCard } from "../../selfcheck/form/card.js";
import { showFault } from "../../selfcheck/form/fields.js";
import { Form } from "../../selfcheck/form/form.js";
import { faultsOf } from "../../selfcheck/form/scoring.js";
import { WorkingCopy } from "../../selfcheck/saving/workingcopy.js";
import { numberOf } from "../form/fields.js";
import { troubleWords } from "../words.js";
import { scoresOf } from "./examples.js";

const BEHIND = "这一版还有错，改好以前，这里不跟着变。";
const PREFIX = "preview-";
/** Attributes that name other elements. */
const NAMING = ["for", "aria-labelledby", "aria-describedby", "aria-controls"];

export class Preview {
  /**
   * @param {MaintainPage} page
   * @param {HTMLElement} place
   * @param {(example: Record<string, any>) => void} keep  makes a worked example of what was answered
   */
  constructor(page, place, keep) {
    this.page = page;
    this.place = place;
    this.status = find(place, "[data-preview-status]");
    this.card = find(place, "[data-preview-card]");
    this.body = find(place, "[data-preview-page]");
    this.example = find(place, "[data-example]");
    /** @type {Map<string, WorkingCopy>} what was answered, by clause */
    this.tries = new Map();
    /** @type {Target | null} */
    this.target = null;
    /** @type {ClauseResult | null} */
    this.result = null;
    this.asked = 0;
    find(place, "[data-make-example]").addEventListener("click", () => keep(this.asExample()));
  }

  /** @param {Target} target */
  show(target) {
    this.target = target;
    this.place.hidden = !target.clause;
    this.place.parentElement?.toggleAttribute("data-beside", Boolean(target.clause));
    if (target.clause) void this.load();
  }

  close() {
    this.target = null;
    this.asked += 1;
    this.place.hidden = true;
    this.place.parentElement?.removeAttribute("data-beside");
  }

  async load() {
    const { target } = this;
    if (!target?.clause) return;
    const asked = ++this.asked;
    try {
      const { edition, clause } = target;
      const { page, card } = await this.page.bench.ask("bench-preview", { edition, clause });
      if (asked !== this.asked) return;
      this.status.textContent = "";
      this.draw(page, card);
    } catch (error) {
      if (asked !== this.asked) return;
      this.status.textContent = faultsOf(error).length ? BEHIND : troubleWords(error);
    }
  }

  /** @param {string} page @param {string} card  html of our own templates */
  draw(page, card) {
    this.body.replaceChildren(...ownMarkup(page));
    this.card.replaceChildren(...ownMarkup(card));
    const working = this.working();
    const form = new Form(this.card, working);
    for (const clause of form.fields.keys()) form.showClause(clause);
    form.onanswer = (clause) => void this.score(form, clause);
    for (const clause of form.cards.keys()) void this.score(form, clause);
  }

  working() {
    const key = `${this.target?.edition} ${this.target?.clause}`;
    const known = this.tries.get(key) || new WorkingCopy(/** @type {any} */ ({ id: key, file: { clauses: {}, dates: {} }, drafts: {} }));
    this.tries.set(key, known);
    return known;
  }

  /** @param {Form} form @param {string} clause */
  async score(form, clause) {
    const { target } = this;
    const { answers = {}, estimate } = form.working.record(clause);
    this.example.hidden = Object.keys(answers).length === 0;
    const fields = form.fields.get(clause) || [];
    try {
      const result = await this.page.bench.ask("bench-try", { edition: target?.edition, clause: target?.clause, entry: { answers, estimate } });
      const card = form.cards.get(clause);
      if (target !== this.target || !card?.isConnected) return;
      for (const field of fields) showFault(field, "");
      this.result = result;
      showCard(card, result);
    } catch (error) {
      const faults = faultsOf(error);
      for (const field of fields) {
        showFault(field, faults.find(({ path }) => String(path) === String(field.place))?.message || "");
      }
      if (!faults.length) this.status.textContent = troubleWords(error);
    }
  }

  /** @returns {Record<string, any>} */
  asExample() {
    const { result } = this;
    const [record] = Object.values(this.working().stored.file.clauses);
    const { answers = {}, estimate } = record || {};
    if (!result) return { title: "", story: "", answers };
    return {
      title: "",
      story: "",
      answers: JSON.parse(JSON.stringify(answers)),
      ...(estimate ? { own: numberOf(estimate) } : {}),
      ...scoresOf(result),
    };
  }
}

/**
 * Markup of our own templates, with names that clash with nothing on this page and links that lead nowhere.
 *
 * @param {string} html
 * @returns {Node[]}
 */
function ownMarkup(html) {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  for (const one of findAll(body, "[id]")) one.id = PREFIX + one.id;
  for (const name of NAMING) {
    for (const one of findAll(body, `[${name}]`)) {
      const names = (one.getAttribute(name) || "").split(/\s+/).filter(Boolean);
      one.setAttribute(name, names.map((found) => PREFIX + found).join(" "));
    }
  }
  for (const link of findAll(body, "a[href]")) link.removeAttribute("href");
  for (const script of findAll(body, "script, link, style")) script.remove();
  return [...body.childNodes].map((node) => document.importNode(node, true));
}
