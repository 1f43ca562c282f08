// @ts-check
/**
 * What there is to edit: the editions, their items and clauses, and what all editions share.
 *
 * @typedef {import("../page.js").MaintainPage} MaintainPage
 * @typedef {import("../types.js").EditionEntry} EditionEntry
 * @typedef {import("../types.js").ItemEntry} ItemEntry
 * @typedef {import("../steps/editing.js").Target} Target
 */

import { element, find, findAll, FIXED } from "../../dom.js";
import { FILES } from "../form/help.js";
import { folderOf } from "../outlined.js";
import { fileWords } from "../steps/checking.js";
import { newItem } from "./newitem.js";

export class Outline {
  /**
   * @param {MaintainPage} page
   * @param {(target: Target) => void} open
   */
  constructor(page, open) {
    this.page = page;
    this.open = open;
    this.place = find(page.root, "[data-outline]");
    this.edition = /** @type {HTMLSelectElement} */ (find(page.root, "[data-edition]"));
    this.search = /** @type {HTMLInputElement} */ (find(page.root, "[data-find]"));
    /** @type {Target | null} */
    this.chosen = null;
    /** @type {Set<string>} the items that stand open */
    this.unfolded = new Set();
    this.drawn = "";
    this.newest = "";
    this.edition.addEventListener("change", () => this.show());
    this.search.addEventListener("input", () => this.show());
    this.place.addEventListener("click", ({ target }) => this.press(target));
  }

  /** The newest first: drafts, the current one, those that are frozen. */
  get editions() {
    return [...(this.page.state?.editions || [])].reverse();
  }

  /** @param {Target | null} target */
  choose(target) {
    this.chosen = target;
    if (target?.edition && this.editions.some(({ id }) => id === target.edition)) this.edition.value = target.edition;
    this.show();
  }

  show() {
    const { editions } = this;
    const newest = editions[0]?.id || "";
    const isKept = newest === this.newest && editions.some(({ id }) => id === this.edition.value);
    const value = isKept ? this.edition.value : newest;
    this.newest = newest;
    this.edition.replaceChildren(...editions.map(({ id, label, stateWords }) => element("option", { value: id }, `${label}（${stateWords}）`)));
    this.edition.value = value;
    find(this.page.root, "[data-edition-choice]").hidden = editions.length < 2;
    const edition = editions.find(({ id }) => id === value);
    this.draw(edition);
  }

  /** @param {EditionEntry | undefined} edition */
  draw(edition) {
    const drawn = JSON.stringify([edition, this.chosen, this.search.value, this.page.state?.faults.length]);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    const held = this.place.contains(document.activeElement) && /** @type {HTMLElement} */ (document.activeElement).dataset.target;
    this.place.replaceChildren(...(edition ? this.editionPart(edition) : []), ...this.sharedPart());
    if (held) findAll(this.place, "[data-target]").find(({ dataset }) => dataset.target === held)?.focus();
  }

  /** @param {EditionEntry} edition */
  editionPart(edition) {
    const words = this.search.value.trim();
    const items = edition.items.filter((item) => !words || this.matches(item, words));
    const top = this.line({ edition: edition.id, file: edition.file }, FILES["edition.yaml"] || "", 0, this.faultsIn(edition.file));
    const found = items.map((item) => this.itemPart(edition, item, words));
    const none = items.length ? [] : [element("p", { class: "mt-dim" }, "没有找到。")];
    const more = words || edition.state === "frozen" ? [] : [newItem(this.page, edition)];
    return [...(words ? [] : [top]), ...found, ...none, ...this.unreadable(edition), ...more];
  }

  /** @param {ItemEntry} item @param {string} words */
  matches({ label, heading, clauses }, words) {
    return `${label}${heading}${clauses.map((clause) => clause.label + clause.head).join("")}`.includes(words);
  }

  /** @param {EditionEntry} edition @param {ItemEntry} item @param {string} words */
  itemPart(edition, item, words) {
    const own = this.line({ edition: edition.id, file: item.file }, `${item.label} ${item.heading}`, item.marks, item.faults);
    const isHere = this.chosen?.file === item.file && this.chosen.edition === edition.id;
    const lines = item.clauses
      .filter(({ label, head }) => !words || `${item.label}${item.heading}${label}${head}`.includes(words))
      .map(({ id, label, head, marks, faults }) =>
        element("li", {}, this.line({ edition: edition.id, file: item.file, clause: id }, `${label} ${head}`, marks, faults)),
      );
    const fold = element("details", { class: "mt-fold" }, element("summary", {}, `${item.clauses.length}${edition.words.clause}`), element("ul", {}, ...lines));
    fold.open = Boolean(words) || isHere || this.unfolded.has(item.file);
    fold.addEventListener("toggle", () => this.unfolded[fold.open ? "add" : "delete"](item.file));
    return element("div", { class: "mt-item" }, own, fold);
  }

  /** Files that cannot be read: there is no item to show for them. @param {EditionEntry} edition */
  unreadable(edition) {
    const folder = folderOf(edition);
    const known = new Set(edition.items.map(({ file }) => file));
    const lost = Object.keys(this.page.work?.files || {}).filter((file) => file.startsWith(`${folder}items/`) && !known.has(file));
    return lost.map((file) => this.line({ edition: edition.id, file }, `读不出来的：${file.slice(folder.length)}`, 0, this.faultsIn(file)));
  }

  sharedPart() {
    const files = Object.keys(this.page.work?.files || {}).filter((file) => /^rubric\/[^/]+\.yaml$/.test(file));
    const lineages = Object.keys(this.page.work?.files || {}).filter((file) => file === `rubric/${this.edition.value}/lineage.yaml`);
    const lines = [...lineages, ...files].map((file) => this.line({ edition: "", file }, fileWords(file), 0, this.faultsIn(file)));
    return [element("h3", {}, "其他"), ...lines];
  }

  /** @param {string} file */
  faultsIn(file) {
    return (this.page.state?.faults || []).filter((fault) => fault.file === file).length;
  }

  /**
   * @param {Target} target
   * @param {string} words
   * @param {number} marks
   * @param {number} faults
   */
  line(target, words, marks, faults) {
    const isChosen = this.chosen?.file === target.file && (this.chosen.clause || "") === (target.clause || "");
    const tags = [
      ...(faults ? [element("span", { class: "mt-tag mt-tag--bad" }, `${faults}处错`)] : []),
      ...(marks ? [element("span", { class: "mt-tag" }, `${marks}处待看`)] : []),
    ];
    const button = element("button", { type: "button", class: "mt-target", "data-target": JSON.stringify(target) }, element("span", FIXED, words), ...tags);
    if (isChosen) button.setAttribute("aria-current", "true");
    return button;
  }

  /** @param {EventTarget | null} target */
  press(target) {
    const button = target instanceof Element ? target.closest("[data-target]") : null;
    if (button instanceof HTMLElement) this.open(JSON.parse(button.dataset.target || "{}"));
  }
}
