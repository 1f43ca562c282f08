// @ts-check
/** The next unanswered clause: by a button, or by one key that can be switched off. */

import { findAll } from "../../dom.js";

const UNANSWERED = ':not([data-status="answered"])';
const SETTING = "qinglian.next-key";

export class NextUnanswered {
  /**
   * @param {HTMLElement} root
   * @param {string} key
   * @param {{go: (card: HTMLElement, focus: HTMLElement) => void, say: (words: string) => void}} view
   */
  constructor(root, key, view) {
    this.root = root;
    this.key = key;
    this.view = view;
    this.cards = findAll(root, "[data-clause]");
    /** @type {HTMLElement | null} 最近用过的一条 */
    this.last = null;
    root.addEventListener("focusin", (event) => this.remember(event.target));
    for (const button of findAll(root, "[data-next]")) button.addEventListener("click", () => this.go());
    // 先于主题自己的单键快捷键（n 是“下一页”）。
    document.addEventListener("keydown", (event) => this.press(event), true);
    this.offerSwitch();
  }

  offerSwitch() {
    this.enabled = readSetting() !== "off";
    for (const box of /** @type {HTMLInputElement[]} */ (findAll(this.root, "[data-key-switch]"))) {
      box.checked = this.enabled;
      box.addEventListener("change", () => {
        this.enabled = box.checked;
        writeSetting(box.checked ? "on" : "off");
        this.showHint();
      });
    }
    this.showHint();
  }

  showHint() {
    for (const hint of findAll(this.root, "[data-key-hint]")) hint.hidden = !this.enabled;
  }

  /** @param {EventTarget | null} target */
  remember(target) {
    const card = target instanceof Element ? target.closest("[data-clause]") : null;
    if (card instanceof HTMLElement) this.last = card;
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    if (!this.enabled || event.key !== this.key || event.isComposing) return;
    if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    event.preventDefault();
    event.stopPropagation();
    this.go();
  }

  go() {
    const from = this.last ? this.cards.indexOf(this.last) + 1 : 0;
    const inOrder = [...this.cards.slice(from), ...this.cards.slice(0, from)];
    const card = inOrder.find((one) => one.matches(UNANSWERED));
    if (!card) return this.view.say("每一条都答了。");
    this.last = card;
    this.view.go(card, firstBlank(card));
  }
}

/** @param {HTMLElement} card @returns {HTMLElement} where to go on answering */
function firstBlank(card) {
  const blank = findAll(card, "[data-field]:not([data-given])")
    .map((field) => findAll(field, "input:not(:disabled)")[0])
    .find((input) => input && input.getClientRects().length > 0);
  return blank || card;
}

/** A letter means nothing in a field for a number. @param {EventTarget | null} target */
function isTyping(target) {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) {
    const isNumber = ["numeric", "decimal"].includes(target.inputMode);
    return !isNumber && !["radio", "checkbox", "button"].includes(target.type);
  }
  return target.isContentEditable || target.matches("textarea, select");
}

function readSetting() {
  try {
    return window.localStorage.getItem(SETTING);
  } catch {
    return null; // 浏览器不允许存东西时，按键照常可用
  }
}

/** @param {string} value */
function writeSetting(value) {
  try {
    window.localStorage.setItem(SETTING, value);
  } catch {
    // 存不下就只在这一次有效
  }
}
