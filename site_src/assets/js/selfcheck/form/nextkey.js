// @ts-check
/** One key that does what the button does that leads on; it can be switched off. */

import { findAll } from "../../dom.js";
import { readSetting, writeSetting } from "../settings.js";

const SETTING = "next-key";

export class NextKey {
  /**
   * @param {HTMLElement} root
   * @param {string} key
   * @param {() => void} go
   */
  constructor(root, key, go) {
    this.root = root;
    this.key = key;
    this.go = go;
    // 先于主题自己的单键快捷键（n 是“下一页”）。
    document.addEventListener("keydown", (event) => this.press(event), true);
    this.offerSwitch();
  }

  offerSwitch() {
    this.enabled = readSetting(SETTING) !== "off";
    for (const box of /** @type {HTMLInputElement[]} */ (findAll(this.root, "[data-key-switch]"))) {
      box.checked = this.enabled;
      box.addEventListener("change", () => {
        this.enabled = box.checked;
        writeSetting(SETTING, box.checked ? "on" : "off");
        this.showHint();
      });
    }
    this.showHint();
  }

  showHint() {
    for (const hint of findAll(this.root, "[data-key-hint]")) hint.hidden = !this.enabled;
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
