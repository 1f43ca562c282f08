// @ts-check
/**
 * The official table on paper: laid out on the page itself, seen only by the printer, A4 landscape.
 *
 * @typedef {object} SheetRow
 * @property {string} text
 * @property {string | null} estimate
 *
 * @typedef {object} SheetItem
 * @property {string} name
 * @property {string} points
 * @property {string} standard
 * @property {SheetRow[]} rows
 *
 * @typedef {object} OfficialSheet  see macros/documents/shared/browser.py
 * @property {string} annex
 * @property {string} title
 * @property {string} unit
 * @property {string} mark
 * @property {string[]} columns
 * @property {{title: string, points: string, items: SheetItem[]}[]} projects
 * @property {string[]} own_notes
 * @property {string[]} notes
 */

import { element, FIXED } from "../dom.js";

const PAGE = "@page { size: A4 landscape; margin: 13mm 15mm; }";

/** Prints the sheet; the page is left as it was. @param {OfficialSheet} sheet */
export function printSheet(sheet) {
  const made = sheetElement(sheet);
  const remove = setPage();
  document.body.append(made);
  document.documentElement.dataset.printing = "sheet";
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

/** Sets the paper while this is printed; a rule, not a style element, which the site's policy would refuse. */
function setPage() {
  const sheet = new CSSStyleSheet();
  sheet.insertRule(PAGE);
  const before = document.adoptedStyleSheets;
  document.adoptedStyleSheets = [...before, sheet];
  return () => {
    document.adoptedStyleSheets = before;
  };
}

/** @param {OfficialSheet} sheet */
function sheetElement(sheet) {
  const head = sheet.columns.map((text) => element("th", { scope: "col" }, text));
  const bodies = sheet.projects.flatMap((project) =>
    project.items.map((item, index) => itemBody(sheet, project, item, index === 0)),
  );
  const table = element("table", {}, element("thead", {}, element("tr", {}, ...head)), ...bodies);
  const notes = [...sheet.own_notes, "本站说明（不是原文）：", ...sheet.notes];
  return element(
    "section",
    { class: "ex-sheet", "aria-hidden": "true", ...FIXED },
    element("p", { class: "ex-annex" }, sheet.annex),
    element("p", { class: "ex-title" }, sheet.title),
    element("p", { class: "ex-unit" }, sheet.unit),
    table,
    ...notes.map((text) => element("p", { class: "ex-note" }, text)),
  );
}

/**
 * One item keeps together on a page and names its project again, so that nothing depends on where pages break.
 *
 * @param {OfficialSheet} sheet
 * @param {{title: string, points: string}} project
 * @param {SheetItem} item
 * @param {boolean} first  of its project
 */
function itemBody(sheet, project, item, first) {
  const span = { rowspan: String(item.rows.length) };
  const merged = [
    element("td", { class: "ex-name", ...span }, named(project.title, project.points)),
    element("td", { class: "ex-name", ...span }, named(item.name, item.points)),
    element("td", span, item.standard),
  ];
  const rows = item.rows.map(({ text, estimate }, index) =>
    element("tr", {}, ...(index ? [] : merged), element("td", {}, text), scoreCell(sheet, estimate)),
  );
  return element("tbody", { class: first ? "ex-first" : "" }, ...rows);
}

/** @param {string} name @param {string} points */
function named(name, points) {
  return element("span", {}, name, element("br"), points);
}

/**
 * @param {OfficialSheet} sheet
 * @param {string | null} estimate
 */
function scoreCell(sheet, estimate) {
  const own = estimate === null ? null : element("small", {}, sheet.mark);
  return element("td", { class: "ex-score" }, estimate ?? "", own && element("br"), own);
}
