// @ts-check
/**
 * The next steps, in the groups and the order that the core gives, those of one clause together; who does it, until
 * when, and what is done. What is done may change the answer: only when the reader says so.
 *
 * @typedef {import("../types.js").Step} Step
 * @typedef {import("../types.js").ClauseRecord} ClauseRecord
 *
 * @typedef {object} Hands
 * @property {(clause: string, record: ClauseRecord, words: string) => void} adopt  has the form hold other answers
 */

import { find, findAll, leadTo, pieceOf } from "../../dom.js";
import { word } from "../../editionwords.js";

// 先看见的几件；其余的收起来。
const FIRST = 5;

export class NextSteps {
  /**
   * @param {HTMLElement} root
   * @param {Map<string, HTMLElement>} cards by clause
   * @param {import("../saving/workingcopy.js").WorkingCopy} working
   * @param {Hands} hands
   */
  constructor(root, cards, working, hands) {
    this.cards = cards;
    this.working = working;
    this.hands = hands;
    this.panel = find(root, "[data-work]");
    this.groups = findAll(this.panel, "[data-work-group]");
    this.none = find(root, "[data-work-none]");
    this.panel.addEventListener("input", (event) => this.take(event.target));
  }

  /** @param {import("../types.js").Engine | null} engine */
  async show(engine) {
    if (!engine) return this.tell("计分程序启动以后，这里会列出来。");
    const { id, file } = this.working.stored;
    /** @type {Record<string, Step[]>} */
    const steps = await engine.request("steps", { check: file });
    if (this.working.stored.id !== id) return;
    this.tell("");
    for (const group of this.groups) this.fill(group, steps[group.dataset.workGroup || ""] || []);
    const isEmpty = this.groups.every((group) => group.hidden);
    if (isEmpty) this.tell(`没有还要做的：各${word("clause")}都已经确定，也没有能多得的分。`);
  }

  /** @param {string} words */
  tell(words) {
    this.none.textContent = words;
    this.none.hidden = !words;
    if (words) for (const group of this.groups) group.hidden = true;
  }

  /**
   * @param {HTMLElement} group
   * @param {Step[]} steps
   */
  fill(group, steps) {
    /** @type {Map<string, Step[]>} */
    const byClause = new Map();
    for (const step of steps) byClause.set(step.clause, [...(byClause.get(step.clause) || []), step]);
    const rows = [...byClause.values()].map((own) => this.row(own));
    const rest = group.querySelector("[data-work-rest]");
    const first = rest ? rows.slice(0, FIRST) : rows;
    const others = rest ? rows.slice(FIRST) : [];
    find(group, "[data-work-list]").replaceChildren(...first);
    if (rest instanceof HTMLElement) {
      find(rest, "[data-work-list]").replaceChildren(...others);
      find(rest, "[data-work-left]").textContent = String(others.length);
      rest.hidden = !others.length;
    }
    find(group, "[data-work-count]").textContent = String(rows.length);
    group.hidden = !rows.length;
  }

  /** @param {Step[]} steps  of one clause */
  row(steps) {
    const [{ clause, label, points }] = /** @type {[Step]} */ (steps);
    const row = pieceOf("work");
    const card = this.cards.get(clause);
    row.dataset.workRow = clause;
    leadTo(row, card, `${label}（${points}分）`);
    find(row, "[data-item-title]").textContent = card?.dataset.title || "";
    find(row, "[data-work-steps]").append(...steps.map((step) => this.step(step)));
    const help = /** @type {HTMLAnchorElement} */ (find(row, "[data-help]"));
    help.href = card?.querySelector("a[data-page]")?.getAttribute("href") || "";
    for (const input of /** @type {HTMLInputElement[]} */ (findAll(row, "[data-task]"))) {
      const words = input.closest("label")?.textContent?.trim() || "";
      input.setAttribute("aria-label", `${label}：${words}`);
    }
    this.note(row);
    return row;
  }

  /** @param {Step} step */
  step({ clause, text, gain_words, entry }) {
    const line = pieceOf("work-step");
    find(line, "[data-step-text]").textContent = text;
    find(line, "[data-gain]").textContent = gain_words;
    const adopt = find(line, "[data-adopt]");
    if (!entry) adopt.remove();
    else adopt.addEventListener("click", () => this.hands.adopt(clause, entry, text));
    return line;
  }

  /** Shows who does it, until when, and whether it is done. @param {HTMLElement} row */
  note(row) {
    const task = this.working.at(["file", "tasks", row.dataset.workRow || ""]) || {};
    for (const input of /** @type {HTMLInputElement[]} */ (findAll(row, "[data-task]"))) {
      const value = task[input.dataset.task || ""];
      if (input.type === "checkbox") input.checked = Boolean(value);
      else if (input.value !== (value || "")) input.value = value || "";
    }
    row.toggleAttribute("data-done", Boolean(task.done));
  }

  /** @param {EventTarget | null} target */
  take(target) {
    if (!(target instanceof HTMLInputElement)) return;
    const row = /** @type {HTMLElement | null} */ (target.closest("[data-work-row]"));
    const { task } = target.dataset;
    if (!row || !task) return;
    const value = task === "done" ? target.checked || undefined : target.value || undefined;
    this.working.change(["file", "tasks", row.dataset.workRow || "", task], value);
    this.refresh();
  }

  /** Shows what is noted as another row of the clause, or another tab, has it. */
  refresh() {
    for (const row of findAll(this.panel, "[data-work-row]")) this.note(row);
  }
}
