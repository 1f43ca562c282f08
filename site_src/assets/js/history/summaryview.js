// @ts-check
/**
 * Many units together, on the page.
 *
 * @typedef {import("./types.js").Summary} Summary
 * @typedef {import("./types.js").Spread} Spread
 * @typedef {import("./types.js").Unit} Unit
 * @typedef {import("./types.js").ClauseLine} ClauseLine
 * @typedef {import("./types.js").Places} Places
 */

import { totalCell } from "./bars.js";
import { element, FIXED } from "../dom.js";
import { word } from "../editionwords.js";
import { addRows, tableOf } from "./tables.js";

const LISTED_AT_ONCE = 200;

/**
 * @param {Summary} summary
 * @param {Places} places
 * @returns {HTMLElement[]}
 */
export function summaryView(summary, places) {
  const { repeated } = summary;
  const warning = `有几份写了相同的${word("unit")}：${repeated.join("、")}。请核对是否重复。`;
  return [
    ...(repeated.length ? [element("p", { class: "cp-warning" }, warning)] : []),
    element("h2", {}, `各${word("unit")}`),
    ...unitTable(summary),
    element("h2", {}, `各${word("item_unit")}`),
    spreadTable(summary),
    element("h2", {}, "丢分的条款"),
    clauseTable(summary.clauses.filter(({ losing }) => losing > 0), places),
  ];
}

/**
 * The first units, and a button that lists the others: thousands of rows at once would fill the memory.
 *
 * @param {Summary} summary
 * @returns {HTMLElement[]}
 */
function unitTable({ units, projects }) {
  const [first, rest] = [units.slice(0, LISTED_AT_ONCE), units.slice(LISTED_AT_ONCE)];
  const table = tableOf({
    caption: `各${word("unit")}的自评合计和按所答能确定的范围；还有条款没有自评分的写“未填完”`,
    head: [word("unit"), "合计", "已答", "拿不准", "缺的材料", ...projects.map(({ title }) => title)],
    rows: first.map(unitRow),
  });
  if (!rest.length) return [table];
  const words = `列出其余${rest.length}个${word("unit")}（下载的 Excel 里都有）`;
  const button = element("button", { type: "button", "data-list-rest": "" }, words);
  button.addEventListener("click", () => {
    button.remove();
    addRows(table, rest.map(unitRow));
    table.focus();
  });
  return [table, element("p", { class: "cp-buttons" }, button)];
}

/** @param {Unit} unit @returns {import("./tables.js").Content[]} */
function unitRow(unit) {
  return [
    unitName(unit),
    totalCell(unit.total),
    `${unit.answered}/${unit.clauses}${word("clause")}`,
    `${unit.unsure}${word("clause")}`,
    `${unit.missing}件`,
    ...unit.projects.map((total) => totalCell(total)),
  ];
}

/** @param {Unit} unit */
function unitName({ title, period, name, notice }) {
  const told = [period.trim(), name === title ? "" : name, notice].filter(Boolean).join("，");
  return element("span", {}, title, told ? element("small", {}, told) : null);
}

/** @param {Summary} summary */
function spreadTable({ total, projects, items }) {
  const row = (/** @type {Spread} */ spread, /** @type {string} */ name) => [
    name,
    `${spread.points}分`,
    `${spread.estimated}个`,
    spread.estimates ?? "—",
    spread.average === null ? "—" : `${spread.average}分`,
    spread.range,
  ];
  return tableOf({
    caption: `各${word("item_unit")}的自评最低、最高和平均（只算这一${word("item_unit")}填完的${word("unit")}），以及各${word("unit")}范围的两端`,
    head: [word("levels"), "条款合计", `填完的${word("unit")}`, "自评最低至最高", "自评平均", "范围"],
    rows: [
      row(total, "合计"),
      ...projects.map((spread) => row(spread, spread.title)),
      ...items.map((spread) => row(spread, spread.title)),
    ],
  });
}

/**
 * @param {ClauseLine[]} lines
 * @param {Places} places
 */
function clauseTable(lines, places) {
  if (!lines.length) return element("p", {}, `还没有${word("unit")}丢分。`);
  return tableOf({
    caption: `按丢分的${word("unit")}数排列：有自评分的按自评分算，没有的只算已经确定丢掉的分`,
    head: [word("clause"), `${word("text")}（原文）`, "分值", `丢分的${word("unit")}`, "合计丢分", `没有自评分的${word("unit")}`, `拿不准的${word("unit")}`],
    className: "cp-frame--clauses",
    rows: lines.map(({ clause, label, text, points, losing, lost, open, unsure }) => [
      element("a", { href: places[clause] || "" }, label),
      element("span", { "data-official": "", ...FIXED }, text),
      `${points}分`,
      `${losing}个`,
      `${lost}分`,
      `${open}个`,
      `${unsure}个`,
    ]),
  });
}
