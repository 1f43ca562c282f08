// @ts-check
/**
 * Checking: everything that is wrong, each with a way to where it is mended; and what is right.
 *
 * @typedef {import("../page.js").MaintainPage} MaintainPage
 * @typedef {import("../types.js").Fault} Fault
 */

import { element, find } from "../../dom.js";
import { faultWords as wordsOf, FILES, isOfWriting } from "../form/help.js";
import { placesLeft } from "./reviewing.js";

export class CheckStep {
  /** @param {MaintainPage} page */
  constructor(page) {
    this.page = page;
    this.place = find(page.root, "[data-check]");
  }

  changed() {
    const { state } = this.page;
    if (!state || this.page.tabs.name !== "check") return;
    const { faults, sentences } = state;
    const headline = faults.length ? `有${faults.length}处要改。点一下，就到要改的地方。` : "没有问题。";
    const marks = state.editions.reduce((all, one) => all + placesLeft(one), 0);
    const held = this.place.contains(document.activeElement);
    this.place.replaceChildren(
      element("p", { class: faults.length ? "mt-verdict mt-verdict--bad" : "mt-verdict", role: "status" }, headline),
      element("ul", { class: "mt-faults" }, ...faults.map((fault) => this.entry(fault))),
      ...(marks ? [element("p", {}, `还有${marks}处待看，在“逐处看”里。`)] : []),
      element("h3", {}, "没有问题的"),
      element("ul", { class: "bullets" }, ...sentences.map((sentence) => element("li", {}, sentence))),
    );
    if (held) this.place.querySelector("button")?.focus();
  }

  async shown() {
    await this.page.typed.send();
    this.changed();
  }

  /** @param {Fault} fault */
  entry(fault) {
    const button = element("button", { type: "button", class: "mt-link" }, `${placeWords(fault, this.page)}：${faultWords(fault, this.page)}`);
    button.addEventListener("click", () => this.page.mend({ ...fault, asText: isOfWriting(fault.code) }));
    return element("li", {}, button);
  }
}

/**
 * Where a fault is, as a clerk would say it.
 *
 * @param {Fault} fault
 * @param {MaintainPage} page
 */
export function placeWords({ file, line, edition, item, clause }, page) {
  const editions = page.state?.editions || [];
  const one = editions.find(({ id }) => id === edition);
  const items = one?.items || [];
  const where = items.flatMap(({ clauses }) => clauses).find(({ id }) => id === clause) || items.find(({ id }) => id === item);
  const name = where?.label || fileWords(file);
  const of = editions.length > 1 && one ? `${one.label} · ` : "";
  return `${of}${name}，第${line}行`;
}

/** @param {Fault} fault @param {MaintainPage} page @returns {string} what a check says, with names as this page calls them */
export function faultWords(fault, { schemas, titles }) {
  return wordsOf(fault, schemas, titles);
}

/** @param {string} file */
export function fileWords(file) {
  return FILES[file.slice(file.lastIndexOf("/") + 1)] || file;
}
