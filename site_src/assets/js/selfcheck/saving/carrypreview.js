// @ts-check
/**
 * What becomes of a self-check on its way to a newer edition, clause by clause, as the core tells it: shown before
 * anything is made.
 *
 * @typedef {object} Carried  what comes to one clause
 * @property {string} label
 * @property {string[]} sources  what it was called, where that is something else
 * @property {string[]} changes
 * @property {{label: string, text: string}[]} before
 * @property {string} text  "" where nothing has changed
 * @property {{kind: "same" | "gone" | "new", text: string}[]} marks
 * @property {string[]} answers  each with its question
 * @property {string[]} brought
 *
 * @typedef {object} Report  see qinglian_core/selfcheck/carryreport.py
 * @property {string} lead
 * @property {{state: string, words: string, clauses: Carried[]}[]} groups
 * @property {string[]} left  what has no place, in words
 */

import { element, find, FIXED, pieceOf, setLines } from "../../dom.js";

const TAGS = /** @type {const} */ ({ same: "span", gone: "del", new: "ins" });

/** @param {Report} report @returns {HTMLElement[]} */
export function previewOf({ lead, groups, left }) {
  const folds = groups.map(({ state, words, clauses }) =>
    foldOf(`${words}（${clauses.length}条）`, clauses.map(lineOf), state === "recheck"),
  );
  const aside = left.map((words) => element("li", FIXED, words));
  const kept = foldOf(`放不下、另外收着，随自查文件存着（${left.length}处）`, aside, true);
  return [element("p", { class: "sc-carry-lead" }, lead), ...folds, ...(left.length ? [kept] : [])];
}

/**
 * @param {string} words
 * @param {HTMLElement[]} lines
 * @param {boolean} open
 */
function foldOf(words, lines, open) {
  const list = element("ul", { class: "sc-carry" }, ...lines);
  const fold = element("details", { class: "sc-fold" }, element("summary", {}, words), list);
  fold.open = open;
  return fold;
}

/** @param {Carried} carried */
function lineOf(carried) {
  const { label, sources, changes, answers, brought } = carried;
  const line = pieceOf("carried");
  const origin = sources.length ? `原${sources.join("、")}` : "";
  find(line, "[data-label]").textContent = label;
  find(line, "[data-origin]").textContent = [origin, ...changes].filter(Boolean).join("；");
  find(line, "[data-texts]").replaceChildren(...textsOf(carried));
  setLines(find(line, "[data-brought]"), [...answers, ...brought]);
  return line;
}

/** @param {Carried} carried @returns {HTMLElement[]} the text as it was and as it is, where it is not the same */
function textsOf({ label, before, text, marks }) {
  if (marks.length) {
    return [element("p", FIXED, ...marks.map((mark) => element(TAGS[mark.kind], {}, mark.text)))];
  }
  const others = before.filter((one) => one.text !== text);
  const lines = others.map((one) => element("p", FIXED, `原${one.label}：${one.text}`));
  return others.length ? [...lines, element("p", FIXED, `现在的${label}：${text}`)] : [];
}
