// @ts-check
/** The text as it stands in the file, with the numbers of its lines and the faults at theirs. */

import { element } from "../../dom.js";

/** @typedef {import("../types.js").Fault} Fault */

export class TextEditor {
  /**
   * @param {HTMLElement} place
   * @param {string} name
   * @param {string} text
   * @param {((text: string) => void) | null} typed  null: it is only to be read
   */
  constructor(place, name, text, typed) {
    this.area = element("textarea", { class: "mt-code", "aria-label": `${name}的原样文字`, spellcheck: "false", wrap: "off", translate: "no" });
    this.area.value = text;
    this.gutter = element("ol", { class: "mt-gutter", "aria-hidden": "true" });
    this.told = element("ul", { class: "mt-faults" });
    this.area.readOnly = !typed;
    const help = element("p", { class: "mt-dim" }, typed ? "缩进有含义，每一层两个空格；# 后面是写给维护的人看的话。改错了有提示，也可以撤销。" : "只能看。能改的几栏请在“填表”里改。");
    place.replaceChildren(help, this.told, element("div", { class: "mt-written" }, this.gutter, this.area));
    this.area.addEventListener("input", () => {
      this.number();
      typed?.(this.area.value);
    });
    this.area.addEventListener("scroll", () => {
      this.gutter.scrollTop = this.area.scrollTop;
    });
    this.number();
  }

  /** Numbers the lines. */
  number() {
    const count = this.area.value.split("\n").length;
    while (this.gutter.childElementCount > count) this.gutter.lastElementChild?.remove();
    while (this.gutter.childElementCount < count) this.gutter.append(element("li", {}, String(this.gutter.childElementCount + 1)));
    this.area.rows = Math.min(Math.max(count, 8), 32);
  }

  /**
   * @param {Fault[]} faults
   * @param {number} first  the line in the file at which the text begins
   * @returns {Fault[]} those that are not in it
   */
  tellFaults(faults, first) {
    for (const line of this.gutter.children) line.removeAttribute("data-faulty");
    const inside = faults.filter(({ line }) => this.gutter.children[line - first]);
    for (const { line } of inside) this.gutter.children[line - first]?.setAttribute("data-faulty", "");
    this.told.replaceChildren(...inside.map((fault) => this.entry(fault, fault.line - first + 1)));
    return faults.filter((fault) => !inside.includes(fault));
  }

  /** @param {Fault} fault @param {number} line */
  entry({ message }, line) {
    const button = element("button", { type: "button", class: "mt-link" }, `第${line}行：${message}`);
    button.addEventListener("click", () => this.goTo(line));
    return element("li", {}, button);
  }

  /** @param {number} line  from 1 */
  goTo(line) {
    const lines = this.area.value.split("\n");
    const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
    this.area.focus();
    this.area.setSelectionRange(start, start + (lines[line - 1] || "").length);
    this.area.scrollTop = (this.area.scrollHeight / lines.length) * Math.max(0, line - 4);
  }
}
