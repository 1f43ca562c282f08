// @ts-check
/**
 * Filters and jumps. A filter chooses when it is pressed and then leaves the cards alone, so that nothing
 * vanishes under the reader's hands.
 */

import { find, findAll } from "../../dom.js";
import { word } from "../../editionwords.js";

/** @type {Record<string, string>} which cards a filter shows; any other, those with something of that kind to deal with */
const SHOWN = {
  all: "*",
  unsure: '[data-pending~="unsure"], [data-unsure]',
  lost: '[data-lost]:not([data-lost="0"])',
  "no-rule": '[data-rule="none"]',
  recheck: "[data-changed]",
};

const SECTIONS = "[data-item-section], [data-project-section]";
const PAUSE = 200;

/** Not offered while there are none. */
const RARE = ["estimate_unusable", "evidence_missing", "recheck"];

/** @param {string} name */
function shownBy(name) {
  return SHOWN[name] || `[data-pending~="${name}"]`;
}

export class Filters {
  /**
   * @param {HTMLElement} root
   * @param {(card: HTMLElement) => void} go  brings a card into view
   */
  constructor(root, go) {
    this.root = root;
    this.go = go;
    this.cards = findAll(root, "[data-clause]");
    this.chips = findAll(root, "[data-filter]");
    this.project = /** @type {HTMLSelectElement} */ (find(root, "[data-project-filter]"));
    this.words = find(root, "[data-filter-words]");
    this.name = "all";
    this.timer = 0;
    for (const chip of this.chips) {
      chip.addEventListener("click", () => this.choose(chip.dataset.filter || "all"));
    }
    this.project.addEventListener("change", () => this.choose(this.name));
    const jump = /** @type {HTMLSelectElement} */ (find(root, "[data-jump]"));
    // 方向键每按一下就换一项，所以不在换的时候跳。
    find(root, "[data-jump-go]").addEventListener("click", () => this.jump(jump));
  }

  /** @param {HTMLElement} card */
  matches(card) {
    const project = this.project.value;
    return card.matches(shownBy(this.name)) && (!project || card.dataset.project === project);
  }

  /** @param {string} name */
  choose(name) {
    this.name = name;
    for (const chip of this.chips) {
      chip.setAttribute("aria-pressed", String(chip.dataset.filter === name));
    }
    for (const card of this.cards) card.hidden = !this.matches(card);
    for (const section of findAll(this.root, SECTIONS)) {
      section.hidden = !findAll(section, "[data-clause]").some((card) => !card.hidden);
    }
    const shown = this.cards.filter((card) => !card.hidden).length;
    const all = name === "all" && !this.project.value;
    this.words.textContent = all ? "" : shown ? `只显示符合的${shown}${word("clause")}。` : `没有符合的${word("clause")}。`;
  }

  /** Shows all cards without choosing anew. @returns {() => void} what hides them again */
  lift() {
    const hidden = findAll(this.root, SECTIONS).concat(this.cards).filter((one) => one.hidden);
    for (const one of hidden) one.hidden = false;
    return () => hidden.forEach((one) => (one.hidden = true));
  }

  /** Shows everything again when `card` is filtered out. @param {HTMLElement} card */
  reveal(card) {
    if (!card.hidden) return;
    this.project.value = "";
    this.choose("all");
  }

  /** @param {HTMLSelectElement} select */
  jump(select) {
    const section = document.getElementById(select.value);
    const card = section && find(section, "[data-clause]");
    if (card) this.go(card);
  }

  /** Counts anew, a moment later: never while an answer is being shown. */
  count() {
    if (this.timer) return;
    this.timer = window.setTimeout(() => {
      this.timer = 0;
      for (const chip of this.chips) this.countOne(chip);
    }, PAUSE);
  }

  /** @param {HTMLElement} chip */
  countOne(chip) {
    const name = chip.dataset.filter || "all";
    const count = this.cards.filter((card) => card.matches(shownBy(name))).length;
    find(chip, "[data-count]").textContent = String(count);
    if (RARE.includes(name)) chip.hidden = !count && this.name !== name;
  }
}
