// @ts-check
/**
 * Reviewing: one place after another that is to be looked at, old and new side by side, until none is left.
 *
 * @typedef {import("../page.js").MaintainPage} MaintainPage
 * @typedef {import("../types.js").Mark} Mark
 * @typedef {import("../types.js").ItemChange} ItemChange
 * @typedef {import("../types.js").Changes} Changes
 *
 * @typedef {object} Place  a clause, an item or an edition with all that is to be looked at in it
 * @property {string} id
 * @property {string} edition
 * @property {string} file
 * @property {string} clause
 * @property {string} item
 * @property {Mark[]} marks
 */

import { element, find, findAll, FIXED } from "../../dom.js";
import { Descent } from "../descent.js";
import { plainWords } from "../form/help.js";
import { faultsOf } from "../../selfcheck/form/scoring.js";
import { wordsOf } from "../outlined.js";
import { itemVersus, versus } from "../versus.js";

const BEHIND = "还有错，改好以前看不到新旧对照；错在哪里，见“检查”。";

/** @param {Mark[]} marks @returns {Place[]} in their order */
export function placesOf(marks) {
  /** @type {Map<string, Place>} */
  const places = new Map();
  for (const mark of marks) {
    const id = mark.clause || mark.item || mark.edition;
    const key = `${mark.edition} ${id}`;
    const place = places.get(key) || { id, edition: mark.edition, file: mark.file, clause: mark.clause, item: mark.item, marks: [] };
    place.marks.push(mark);
    places.set(key, place);
  }
  return [...places.values()];
}

/** @param {Place} place @returns {boolean} whether looking at it is not enough */
function isWrong({ marks }) {
  return marks.every(({ code }) => code);
}

/** @param {import("../types.js").EditionEntry} edition @returns {number} how many places of it are to be looked at */
export function placesLeft({ marks, items }) {
  const sum = (/** @type {{marks: number}[]} */ ones) => ones.reduce((all, one) => all + one.marks, 0);
  const inItems = items.map((item) => item.clauses.filter((clause) => clause.marks > 0).length + Number(item.marks > sum(item.clauses)));
  return inItems.reduce((all, one) => all + one, 0) + Number(marks > sum(items));
}

export class ReviewStep {
  /** @param {MaintainPage} page */
  constructor(page) {
    this.page = page;
    this.status = find(page.root, "[data-review-status]");
    this.place = find(page.root, "[data-review-place]");
    /** @type {Place[]} */
    this.places = [];
    /** @type {Map<string, Changes>} by edition */
    this.changes = new Map();
    this.at = 0;
    this.asked = 0;
    /** The place that is on the page. */
    this.drawn = "";
    /** Places where only something wrong is to be mended, which no state counts. */
    this.wrong = 0;
    /** Whether a place is just done with, and the next one comes into view. */
    this.leaving = false;
  }

  changed() {
    this.changes.clear();
    if (this.page.tabs.name === "review") void this.load(this.leaving);
  }

  shown() {
    void this.load();
  }

  /** @param {boolean} [moved]  whether the reader has gone to another place */
  async load(moved = false) {
    const asked = ++this.asked;
    try {
      const drafts = (this.page.state?.editions || []).filter(({ marks, state }) => marks > 0 || state === "draft");
      const replies = [];
      for (const { id } of drafts) replies.push(await this.page.ask("bench-review", { edition: id }));
      if (asked !== this.asked) return;
      const here = this.places[this.at];
      this.places = placesOf(replies.flatMap(({ marks }) => marks));
      const same = moved ? -1 : this.places.findIndex(({ id, edition }) => id === here?.id && edition === here?.edition);
      this.at = same >= 0 ? same : Math.min(this.at, Math.max(0, this.places.length - 1));
      this.wrong = this.places.filter(isWrong).length;
      this.page.bar.count();
      await this.draw(asked, moved);
    } catch (error) {
      this.page.trouble(error);
    }
  }

  /** @param {number} asked @param {boolean} moved */
  async draw(asked, moved) {
    const place = this.places[this.at];
    if (!place) {
      this.status.textContent = "没有待看的了。";
      this.drawn = "";
      return this.place.replaceChildren(this.over());
    }
    const compared = await this.compared(place);
    const words = await this.ownWords(place);
    if (asked !== this.asked) return;
    const key = `${place.edition} ${place.id}`;
    this.status.textContent = `还剩${this.places.length}处，这是第${this.at + 1}处。${compared ? "" : BEHIND}`;
    // 来历正改到一半的，留着给人改完
    if (!compared && this.drawn === key && !moved) return;
    const entry = this.entry(place, compared?.item, words);
    this.drawn = key;
    this.place.replaceChildren(entry);
    if (moved) find(entry, "h3").focus();
  }

  /** @param {Place} place @returns {Promise<{item: ItemChange | undefined} | null>} null: something else is wrong yet */
  async compared(place) {
    try {
      return { item: await this.changedItem(place) };
    } catch (error) {
      if (!faultsOf(error).length) throw error;
      return null;
    }
  }

  over() {
    const next = element("button", { type: "button", class: "mt-primary" }, "下一步：检查");
    next.addEventListener("click", () => this.page.tabs.show("check"));
    return element("p", { class: "mt-buttons" }, next);
  }

  /** @param {Place} place @returns {Promise<ItemChange | undefined>} what became of its item */
  async changedItem({ edition, item }) {
    const outlined = this.page.state?.editions.find(({ id }) => id === edition)?.items.find(({ id }) => id === item);
    if (!outlined) return undefined;
    /** @type {Changes} */
    const known = this.changes.get(edition) || (await this.page.ask("bench-changes", { edition }));
    this.changes.set(edition, known);
    const ids = new Set(outlined.clauses.map(({ id }) => id));
    return known.items.find(({ clauses }) => clauses.some((one) => one.new && ids.has(one.new.id)));
  }

  /** @param {Place} place @returns {Promise<string>} our words on an item, which the marks of it speak of */
  async ownWords({ item, clause, file }) {
    if (!item || clause) return "";
    const { data } = await this.page.ask("bench-section", { file });
    return data?.orientation || "";
  }

  /** @param {Place} place @param {ItemChange | undefined} item @param {string} words  ours on the item */
  entry(place, item, words) {
    const change = item?.clauses.find((one) => place.clause && one.new?.id === place.clause);
    const kinds = (change?.kinds || []).map(({ words }) => element("span", { class: "tag mt-kind" }, words));
    const looks = place.marks.map(({ words, look }) => element("li", {}, plainWords(look || words, this.page.titles)));
    const own = words ? [element("p", { class: "mt-dim" }, "“这一项怎样看”现在是："), element("p", FIXED, words)] : [];
    const ofItem = item && place.item && !place.clause ? [...itemVersus(item), ...own] : [];
    const unit = wordsOf(this.page.state, place).clause;
    const body = change ? [versus(change, unit), new Descent(this.page, place, change, () => this.load()).element] : ofItem;
    return element(
      "article",
      { class: "mt-place" },
      element("h3", { tabindex: "-1", ...FIXED }, this.nameOf(place), " ", ...kinds),
      element("p", { class: "mt-dim" }, "要看的："),
      element("ul", { class: "bullets" }, ...looks),
      ...body,
      this.buttons(place),
    );
  }

  /** @param {Place} place */
  nameOf({ edition, item, clause }) {
    const one = this.page.state?.editions.find(({ id }) => id === edition);
    const found = one?.items.find(({ id }) => id === item);
    const label = found?.clauses.find(({ id }) => id === clause)?.label || (found && `${found.label} ${found.heading}`);
    return label || one?.label || "";
  }

  /** @param {Place} place */
  buttons(place) {
    const isFault = isWrong(place);
    const last = this.places.length - 1;
    return element(
      "p",
      { class: "mt-buttons" },
      ...(isFault ? [] : [this.button("看过了", () => void this.done(place), { class: "mt-primary" })]),
      this.button("去修改", () => this.page.mend(toMend(place)), { class: isFault ? "mt-primary" : "" }),
      this.button("上一处", () => this.go(-1), { disabled: this.at === 0 }),
      this.button("下一处", () => this.go(1), { disabled: this.at === last }),
    );
  }

  /**
   * @param {string} words
   * @param {() => void} act
   * @param {{class?: string, disabled?: boolean}} [how]
   */
  button(words, act, { class: name = "", disabled = false } = {}) {
    const button = element("button", { type: "button", class: name }, words);
    button.disabled = disabled;
    button.addEventListener("click", act);
    return button;
  }

  /** What is pressed counts for the place on the page: nothing more until the next one is there. */
  hold() {
    for (const button of findAll(this.place, "button")) /** @type {HTMLButtonElement} */ (button).disabled = true;
  }

  /** @param {number} by */
  go(by) {
    this.hold();
    this.at += by;
    void this.load(true);
  }

  /** @param {Place} place */
  async done(place) {
    try {
      const { id, edition } = place;
      this.hold();
      this.leaving = true;
      await this.page.run("bench-done", { edition, ids: [id] }, `${this.nameOf(place)}看过了`);
    } catch (error) {
      this.page.trouble(error);
      void this.load();
    } finally {
      this.leaving = false;
    }
  }
}

/** @param {Place} place @returns {import("./editing.js").Target} where it is to be mended */
function toMend({ edition, file, clause, item }) {
  return { edition, file, clause, ...(item && !clause ? { path: ["orientation"] } : {}) };
}
