// @ts-check
/** Going to a clause: from a link, a jump or an address, whatever view or filter is in the way; or to the next unanswered. */

import { findAll } from "../../dom.js";

const UNANSWERED = ':not([data-status="answered"])';
const SETTING = "qinglian.next-key";

export class Navigation {
  /**
   * @param {HTMLElement} root
   * @param {import("../results/tabs.js").Tabs} tabs
   * @param {import("./filters.js").Filters} filters
   * @param {import("./unrolling.js").Unrolling} unrolling
   */
  constructor(root, tabs, filters, unrolling) {
    this.root = root;
    this.tabs = tabs;
    this.filters = filters;
    this.unrolling = unrolling;
    root.addEventListener("click", (event) => this.press(event));
    window.addEventListener("hashchange", () => this.follow());
    window.addEventListener("beforeprint", () => this.unfoldAll());
  }

  /** Goes where the address of the page points, unless the reader comes back to another view. */
  start() {
    if (this.tabs.name === "form") this.follow();
  }

  follow() {
    const target = document.getElementById(fragment());
    // 浏览器先把焦点放到那里，过一会儿才说；手快的人这时已经按 Tab 走到里面去了。
    if (!target || target.contains(document.activeElement)) return;
    if (this.root.contains(target)) this.show(target);
  }

  /** @param {MouseEvent} event */
  press(event) {
    const pressed = event.target instanceof Element ? event.target : null;
    const standard = pressed?.closest("[data-standard]");
    if (standard) return unfold(standard, standard.getAttribute("aria-expanded") !== "true");
    const link = pressed?.closest('a[href^="#"]');
    const target = link && document.getElementById((link.getAttribute("href") || "").slice(1));
    if (!target || !this.root.contains(target)) return;
    event.preventDefault();
    this.show(target);
  }

  /** @param {HTMLElement} target a clause, an item or a project, or what another view holds */
  show(target) {
    const view = this.tabs.viewOf(target);
    if (view && view !== "form") {
      this.tabs.show(view);
      bringUp(target);
      return target.focus({ preventScroll: true });
    }
    const card = target.matches("[data-clause]") ? target : target.querySelector("[data-clause]");
    if (!(card instanceof HTMLElement)) return;
    this.uncover(card);
    if (target === card) return this.go(card);
    bringUp(target);
    card.focus({ preventScroll: true });
  }

  /**
   * @param {HTMLElement} card
   * @param {HTMLElement} [focus] what to put the focus on in it
   */
  go(card, focus = card) {
    this.uncover(card);
    bringUp(card);
    focus.focus({ preventScroll: true });
    // 放得很大时，一张卡片比窗口还高。
    if (focus.getBoundingClientRect().bottom > window.innerHeight) {
      focus.scrollIntoView({ block: "center", behavior: "instant" });
    }
  }

  /** Whatever keeps the card from being seen gives way. @param {HTMLElement} card */
  uncover(card) {
    if (this.tabs.name !== "form") this.tabs.show("form");
    this.unrolling.finish();
    this.filters.reveal(card);
  }

  /** On paper everything official is there. */
  unfoldAll() {
    for (const standard of findAll(this.root, "[data-standard]")) unfold(standard, true);
  }
}

/** What the address points at; an address that somebody has mistyped may hold a “%” that means nothing. */
function fragment() {
  const { hash } = window.location;
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return hash.slice(1);
  }
}

/** At once: the page is long, and gliding over it takes the reader's time. @param {HTMLElement} element */
function bringUp(element) {
  element.scrollIntoView({ block: "start", behavior: "instant" });
}

/**
 * @param {Element} button
 * @param {boolean} open
 */
function unfold(button, open) {
  button.setAttribute("aria-expanded", String(open));
}

/** The next unanswered clause: by a button, or by one key that can be switched off. */
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
