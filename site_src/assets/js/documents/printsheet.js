// @ts-check
/**
 * The official table on paper: laid out on the page itself, seen only by the printer, A4 landscape; alone, or as the
 * first annex of the results, which stand upright.
 *
 * @typedef {object} SheetCell
 * @property {string} text
 * @property {"name" | "text" | "score"} look
 * @property {number} rows  that it reaches over
 * @property {string | null} estimate  in the place for the score
 *
 * @typedef {object} OfficialSheet  see macros/documents/shared/browser.py
 * @property {string} annex
 * @property {string} title
 * @property {string} unit
 * @property {string} mark
 * @property {{head: string, width: string}[]} columns
 * @property {{first: boolean, rows: SheetCell[][]}[]} items  first of its project, or not
 * @property {string[]} remarks  official words outside the table
 * @property {string[]} own_notes
 * @property {string[]} notes
 */

import { element, FIXED } from "../dom.js";

const PAGE = "{ size: A4 landscape; margin: 13mm 15mm; }";

/** Prints the sheet alone. @param {OfficialSheet} sheet */
export function printSheet(sheet) {
  print(sheet, "sheet", "", (made) => document.body.append(made));
}

/**
 * Prints the page that is shown, with the sheet behind `place`.
 *
 * @param {OfficialSheet} sheet
 * @param {HTMLElement} place
 */
export function printAnnexed(sheet, place) {
  print(sheet, "annexes", "official-sheet", (made) => place.after(made));
}

/**
 * The page is left as it was.
 *
 * @param {OfficialSheet} sheet
 * @param {string} printing
 * @param {string} page  the name of its pages, "" where there are no others
 * @param {(made: HTMLElement) => void} put
 */
function print(sheet, printing, page, put) {
  const made = sheetElement(sheet);
  const remove = setPage(page);
  put(made);
  document.documentElement.dataset.printing = printing;
  window.addEventListener(
    "afterprint",
    () => {
      delete document.documentElement.dataset.printing;
      made.remove();
      remove();
    },
    { once: true },
  );
  window.print();
}

/**
 * Sets the paper while this is printed; a rule, not a style element, which the site's policy would refuse.
 *
 * @param {string} name
 */
function setPage(name) {
  const sheet = new CSSStyleSheet();
  sheet.insertRule(`@page ${name} ${PAGE}`);
  const before = document.adoptedStyleSheets;
  document.adoptedStyleSheets = [...before, sheet];
  return () => {
    document.adoptedStyleSheets = before;
  };
}

/** @param {OfficialSheet} sheet */
function sheetElement(sheet) {
  const head = sheet.columns.map(headCell);
  const bodies = sheet.items.map((item) => itemBody(sheet, item));
  const table = element("table", { class: "ex-table" }, element("thead", {}, element("tr", {}, ...head)), ...bodies);
  const notes = [...sheet.own_notes, "本站说明（不是原文）：", ...sheet.notes];
  return element(
    "section",
    { class: "ex-sheet", "aria-hidden": "true", ...FIXED },
    element("p", { class: "ex-annex" }, sheet.annex),
    element("p", { class: "ex-title" }, sheet.title),
    element("p", { class: "ex-unit" }, sheet.unit),
    table,
    ...sheet.remarks.map((text) => element("p", { class: "ex-unit" }, text)),
    ...notes.map((text) => element("p", { class: "ex-note" }, text)),
  );
}

/** @param {{head: string, width: string}} column */
function headCell({ head, width }) {
  const made = element("th", { scope: "col" }, head);
  made.style.width = width;
  return made;
}

/**
 * One item keeps together on a page and names its project again, so that nothing depends on where pages break.
 *
 * @param {OfficialSheet} sheet
 * @param {{first: boolean, rows: SheetCell[][]}} item
 */
function itemBody(sheet, { first, rows }) {
  const made = rows.map((cells) => element("tr", {}, ...cells.map((one) => cell(sheet, one))));
  return element("tbody", { class: first ? "ex-first" : "" }, ...made);
}

/**
 * @param {OfficialSheet} sheet
 * @param {SheetCell} cell
 */
function cell(sheet, { text, look, rows, estimate }) {
  if (look === "score") return scoreCell(sheet, estimate);
  const lines = text.split("\n").flatMap((line, index) => (index ? [element("br"), line] : [line]));
  return element("td", { class: look === "name" ? "ex-name" : "", rowspan: String(rows) }, ...lines);
}

/**
 * @param {OfficialSheet} sheet
 * @param {string | null} estimate
 */
function scoreCell(sheet, estimate) {
  const own = estimate === null ? null : element("small", {}, sheet.mark);
  return element("td", { class: "ex-score" }, estimate ?? "", own && element("br"), own);
}
