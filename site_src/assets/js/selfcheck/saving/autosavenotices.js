// @ts-check
/**
 * What the reader is told about keeping: that it worked, that it did not, what another tab has done.
 *
 * @typedef {import("../types.js").StoredCheck} StoredCheck
 * @typedef {import("./workingcopy.js").Conflict} Conflict
 *
 * @typedef {object} Page  as far as the notices need it
 * @property {HTMLElement} root
 * @property {import("./workingcopy.js").WorkingCopy} working
 * @property {import("../form/form.js").Form} form
 * @property {import("../form/evidence.js").EvidenceLists} evidence
 * @property {import("../evidencelist.js").EvidenceList} evidenceList
 * @property {import("../results/nextsteps.js").NextSteps} work
 * @property {import("../form/filters.js").Filters} filters
 * @property {import("../form/scoring.js").Scoring} scoring
 * @property {import("../form/notices.js").Alerts} alerts
 * @property {import("../form/notices.js").Announcer} announcer
 * @property {import("./autosave.js").Autosave} [autosave]
 * @property {import("./openchecks.js").OpenChecks} [openChecks]
 */

import { copyOf, isSame } from "../paths.js";
import { findAll } from "../../dom.js";
import { headings } from "./storedcheck.js";

const NOT_KEPT = "没有存进浏览器";

export class AutosaveNotices {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.places = findAll(page.root, "[data-storage]");
    /** Why nothing is kept, as the reader was told; empty while it is. */
    this.refusal = "";
    /** What conflict notices have told, by place. @type {Map<string, {count: number, overruled: string}>} */
    this.told = new Map();
    window.addEventListener("beforeunload", (event) => {
      if (!page.autosave?.isAtRisk) return;
      event.preventDefault();
      /** @type {any} Chromium 119 以前只认这个 */ (event).returnValue = true;
    });
  }

  /** Another self-check is on the page: what was said of the one before does not hold for it. */
  turn() {
    for (const place of this.places) place.textContent = "";
  }

  /** @param {boolean} behind */
  behind(behind) {
    this.page.root.toggleAttribute("data-unkept", behind);
  }

  /** @param {string} words */
  kept(words) {
    for (const place of this.places) place.textContent = words;
    this.page.form.showHeadings();
  }

  allKept() {
    this.refusal = "";
    this.page.alerts.clear("storage");
    if (this.places.some(({ textContent }) => textContent === NOT_KEPT)) this.turn();
  }

  /** @param {string} reason */
  notKept(reason) {
    for (const place of this.places) place.textContent = NOT_KEPT;
    if (reason === this.refusal) return; // 每隔几秒再试一次：读者关掉的通知不再弹出来
    this.refusal = reason;
    const words = `${reason}，填写的内容现在只在这个页面里，关掉就没有了。可以接着填，请随时“保存到文件”。`;
    this.page.alerts.raise("storage", words, this.saving());
  }

  lost() {
    const words = "浏览器里存的自查被清除了。这一份还在页面上，已经重新存好；别的请从保存的文件打开。";
    this.page.alerts.raise("lost", words, this.saving());
  }

  saving() {
    return { label: "保存到文件", run: () => void this.page.openChecks?.save() };
  }

  /** @param {StoredCheck} stored */
  aside(stored) {
    const words = "这份自查在另一个页面里删除了。这里还可以接着填；不恢复的话，30天后清除。";
    const run = () => this.page.openChecks?.keep(stored, { deleted: "" });
    this.page.alerts.raise(`aside ${stored.id}`, words, { label: "恢复", run }, stored.id);
  }

  /** @param {StoredCheck} before what this page showed until another tab's changes came in */
  arrived(before) {
    const { working, form, evidence, evidenceList, work, filters, scoring, announcer } = this.page;
    for (const clause of form.cards.keys()) {
      if (isSame(before.file.clauses[clause], working.record(clause))) continue;
      form.showClause(clause);
      evidence.lists.get(clause)?.show();
      scoring.ask(clause);
    }
    form.showHeadings();
    work.refresh();
    evidenceList.show();
    filters.count();
    announcer.say("另一个页面改了这份自查，这里已经跟上。");
  }

  /**
   * A notice for each place, so that what was overruled stays to be had until the reader has decided.
   *
   * @param {string} id of the self-check
   * @param {Conflict[]} conflicts
   * @param {"mine" | "theirs"} kept
   */
  conflicting(id, conflicts, kept) {
    for (const conflict of conflicts) this.tellConflict(id, conflict, kept);
  }

  /**
   * @param {string} id
   * @param {Conflict} conflict
   * @param {"mine" | "theirs"} kept
   */
  tellConflict(id, conflict, kept) {
    const { path, theirs } = conflict;
    const { form, working } = this.page;
    // 那边填的用不上，这里填了能用的：说这里填的，不说没有填。
    const beside = form.answerBeside(path);
    const mine = conflict.mine ?? (beside && working.at(beside));
    const here = kept === "mine";
    const now = here ? "这里" : "那边";
    const words =
      `另一个页面刚才也改了同一处，现在按${now}的存。` +
      `${this.placeWords(beside ?? path)}：那边是“${this.said(path, theirs)}”，这里是“${this.said(path, mine)}”。`;
    const kind = this.conflictKind(`${id} ${kept} ${path}`, this.said(path, here ? theirs : mine));
    const label = here ? "改用那边的" : "改回这里的";
    this.page.alerts.raise(kind, words, { label, run: () => this.take(conflict, here ? theirs : conflict.mine) }, id);
  }

  /**
   * Text that only goes on from what was overruled before takes the place of that; any other gets a notice of its own.
   *
   * @param {string} place
   * @param {string} overruled
   */
  conflictKind(place, overruled) {
    const known = this.told.get(place);
    const goesOn = known && overruled.startsWith(known.overruled);
    const count = known && !goesOn ? known.count + 1 : known?.count || 0;
    this.told.set(place, { count, overruled });
    return `conflict ${place} ${count}`;
  }

  /**
   * @param {Conflict} conflict
   * @param {unknown} value
   */
  take({ path }, value) {
    const { form, working } = this.page;
    const before = copyOf(working.stored);
    const beside = value === undefined ? undefined : form.answerBeside(path);
    if (beside) working.change(beside, undefined);
    working.change(path, value);
    this.arrived(before);
  }

  /** @param {import("../paths.js").Path} path */
  placeWords(path) {
    const [, kind = "", clause = "", key = ""] = path;
    const names = /** @type {Record<string, string>} */ ({
      ...headings(),
      estimate: "自评分",
      reason: "估分的理由",
      note: "备注",
      evidence: "材料清单",
      who: "谁来做",
      done: "做完了没有",
    });
    const label = this.page.form.cards.get(clause)?.dataset.label;
    if (label) return `${label}的${names[key] || "回答"}`;
    return names[kind] || (path[0] === "name" ? "名称" : "填写的内容");
  }

  /**
   * @param {import("../paths.js").Path} path
   * @param {unknown} value  what stands there
   * @returns {string} as the reader knows it
   */
  said(path, value) {
    if (value === undefined || value === null) return "没有填";
    if (Array.isArray(value)) return value.map(({ what }) => what || "未写名称").join("、");
    return this.page.form.optionWords(path, value) || String(value);
  }
}
