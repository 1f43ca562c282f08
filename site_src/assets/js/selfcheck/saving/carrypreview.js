// @ts-check
/**
 * What becomes of a self-check on its way to a newer edition, clause by clause, as the core tells it: shown before
 * anything is made.
 *
 * @typedef {object} Carried  what comes to one clause
 * @property {string} label
 * @property {string[]} changes  where it comes from, what is not as it was, what that means for the score
 * @property {{kind: "same" | "gone" | "new", text: string}[]} marks  how its text has changed; none where it has not
 * @property {string[]} answers  each with its question
 * @property {string[]} brought
 *
 * @typedef {object} Report  see qinglian_core/selfcheck/carryreport.py
 * @property {string} lead
 * @property {{state: string, words: string, clauses: Carried[]}[]} groups
 * @property {string[]} left  what has no place, in words
 */

import { element, find, FIXED, pieceOf, setLines } from "../../dom.js";
import { word } from "../../editionwords.js";

const TAGS = /** @type {const} */ ({ same: "span", gone: "del", new: "ins" });

/** @param {Report} report @returns {HTMLElement[]} */
export function previewOf({ lead, groups, left }) {
  const folds = groups.map(({ state, words, clauses }) =>
    foldOf(`${clauses.length}${word("clause")}${words}`, clauses.map(lineOf), state === "recheck"),
  );
  const aside = left.map((words) => element("li", FIXED, words));
  const kept = foldOf(`${left.length}处放不下，另外收着，随自查文件存着`, aside, true);
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
function lineOf({ label, changes, marks, answers, brought }) {
  const line = pieceOf("carried");
  find(line, "[data-label]").textContent = label;
  find(line, "[data-changes]").textContent = changes.join("；");
  find(line, "[data-text]").replaceChildren(...marks.map(({ kind, text }) => element(TAGS[kind], {}, text)));
  find(line, "[data-text]").hidden = !marks.length;
  setLines(find(line, "[data-brought]"), [...answers, ...brought]);
  return line;
}
