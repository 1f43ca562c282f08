// @ts-check
/**
 * The work list: what would help most, in the order the core gives; who does it, and what is done.
 *
 * @typedef {object} WorkLine
 * @property {string} clause
 * @property {string} label
 * @property {string} points
 * @property {string} gain
 * @property {string} lost
 * @property {string[]} reasons
 * @property {string[]} missing
 * @property {string[]} advice
 * @property {string} who
 * @property {string} due
 * @property {boolean} done
 */

import { find, findAll, pieceOf, setLines } from "../../dom.js";

export class WorkList {
  /**
   * @param {HTMLElement} root
   * @param {Map<string, HTMLElement>} cards by clause
   * @param {import("../saving/workingcopy.js").WorkingCopy} working
   */
  constructor(root, cards, working) {
    this.cards = cards;
    this.working = working;
    this.list = find(root, "[data-work-list]");
    this.none = find(root, "[data-work-none]");
    /** Whether the reader was told that it will be listed once Python has started. */
    this.isOwed = false;
    this.list.addEventListener("input", (event) => this.take(event.target));
  }

  /** @param {import("../types.js").Engine | null} engine */
  async show(engine) {
    this.isOwed = !engine;
    if (!engine) return this.tell("计分程序启动以后，这里会列出来。");
    const { id, file } = this.working.stored;
    /** @type {WorkLine[]} */
    const lines = await engine.request("worklist", { check: file });
    if (this.working.stored.id !== id) return;
    this.list.replaceChildren(...lines.map((line) => this.row(line)));
    this.tell(lines.length ? "" : "没有还能增加的分：各条都按满分自评，或已经确定得满分。");
  }

  /** @param {string} words */
  tell(words) {
    this.none.textContent = words;
    this.none.hidden = !words;
    if (words) this.list.replaceChildren();
  }

  /** @param {WorkLine} line */
  row(line) {
    const row = pieceOf("work");
    const card = this.cards.get(line.clause);
    row.dataset.workRow = line.clause;
    const link = /** @type {HTMLAnchorElement} */ (find(row, "[data-to]"));
    link.href = `#${card?.id}`;
    link.textContent = `${line.label}（${line.points}分）`;
    find(row, "[data-item-title]").textContent = card?.dataset.title || "";
    find(row, "[data-gain]").textContent = gainWords(line);
    const missing = line.missing.filter(Boolean).map((what) => `还缺材料：${what}`);
    setLines(find(row, "[data-reasons]"), [...line.reasons, ...missing]);
    setLines(find(row, "[data-advice]"), line.advice);
    find(row, "[data-advised]").hidden = !line.advice.length;
    const help = /** @type {HTMLAnchorElement} */ (find(row, "[data-help]"));
    help.href = card?.querySelector("a[data-page]")?.getAttribute("href") || "";
    this.fill(row, line);
    return row;
  }

  /**
   * @param {HTMLElement} row
   * @param {WorkLine} line
   */
  fill(row, line) {
    const who = /** @type {HTMLInputElement} */ (find(row, '[data-task="who"]'));
    const done = /** @type {HTMLInputElement} */ (find(row, '[data-task="done"]'));
    who.value = line.who;
    done.checked = line.done;
    row.toggleAttribute("data-done", line.done);
    for (const [input, key] of /** @type {const} */ ([[who, "谁来做"], [done, "做完了"]])) {
      input.setAttribute("aria-label", `${line.label}：${key}`);
    }
  }

  /** @param {EventTarget | null} target */
  take(target) {
    if (!(target instanceof HTMLInputElement)) return;
    const row = /** @type {HTMLElement | null} */ (target.closest("[data-work-row]"));
    const { task } = target.dataset;
    if (!row || !task) return;
    const value = task === "done" ? target.checked || undefined : target.value || undefined;
    this.working.change(["file", "tasks", row.dataset.workRow || "", task], value);
    if (task === "done") row.toggleAttribute("data-done", target.checked);
  }

  /** Shows who and what is done as another tab has it. */
  refresh() {
    for (const row of findAll(this.list, "[data-work-row]")) {
      const task = this.working.at(["file", "tasks", row.dataset.workRow || ""]) || {};
      const who = /** @type {HTMLInputElement} */ (find(row, '[data-task="who"]'));
      const done = /** @type {HTMLInputElement} */ (find(row, '[data-task="done"]'));
      if (who.value !== (task.who || "")) who.value = task.who || "";
      done.checked = Boolean(task.done);
      row.toggleAttribute("data-done", done.checked);
    }
  }
}

/** @param {WorkLine} line */
function gainWords({ gain, lost }) {
  return lost === "0" ? `最多还能增加${gain}分` : `最多还能增加${gain}分，其中${lost}分按所答已经丢掉`;
}
