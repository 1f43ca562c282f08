// @ts-check
/**
 * One unit over time, on the page.
 *
 * @typedef {import("./types.js").Comparison} Comparison
 * @typedef {import("./types.js").ClauseChange} ClauseChange
 * @typedef {import("./types.js").Filing} Filing
 * @typedef {import("./types.js").Trend} Trend
 * @typedef {import("./types.js").Change} Change
 * @typedef {import("./types.js").Places} Places
 */

import { totalBar, totalCell, totalWords } from "./bars.js";
import { localMoment } from "../dates.js";
import { element, FIXED } from "../dom.js";
import { word } from "../editionwords.js";
import { tableOf } from "./tables.js";

/**
 * @param {Comparison} comparison
 * @param {Places} places
 * @returns {HTMLElement[]}
 */
export function comparisonView(comparison, places) {
  const { files, steps, units } = comparison;
  const captions = files.map(captionOf);
  const warning = `这几份写了不同的${word("unit")}：${units.join("、")}。请核对是不是同一${word("unit")}的。`;
  return [
    ...(units.length > 1 ? [element("p", { class: "cp-warning" }, warning)] : []),
    element("h2", {}, "走势"),
    bars(comparison, captions),
    trendTable(comparison, captions),
    element("h2", {}, `逐${word("clause")}的变化`),
    ...steps.map((step, index) =>
      stepElement(step, `${captions[index]} → ${captions[index + 1]}`, places, index === steps.length - 1),
    ),
  ];
}

/** @param {Filing} file @param {number} index */
function captionOf({ period, modified, name }, index) {
  return `第${index + 1}次（${period.trim() || localMoment(modified).split(" ")[0] || name}）`;
}

/**
 * @param {Comparison} comparison
 * @param {string[]} captions
 */
function bars({ total, files }, captions) {
  const rows = total.totals.map((one, index) => {
    const difference = index ? total.differences[index - 1] : null;
    const change = difference && difference !== "0" ? `，比前一次${difference}分` : "";
    return element(
      "li",
      {},
      element("b", FIXED, captions[index] || ""),
      element("span", { class: "cp-words", ...FIXED }, `${totalWords(one)}，已答${one.answered}/${one.clauses}${word("clause")}${change}`),
      totalBar(one),
      element("span", { class: "cp-file", ...FIXED }, [files[index]?.name, files[index]?.notice].filter(Boolean).join("：")),
    );
  });
  return element("ol", { class: "cp-bars" }, ...rows);
}

/**
 * @param {Comparison} comparison
 * @param {string[]} captions
 */
function trendTable({ total, projects, items }, captions) {
  const row = (/** @type {Trend} */ trend, /** @type {string} */ name) => [
    name,
    ...trend.totals.map((one, index) => totalCell(one, (index && trend.differences[index - 1]) || null)),
  ];
  return tableOf({
    caption: `各${word("item_unit")}前后的分数：自评分、与前一次相比的增减，以及按所答能确定的范围`,
    head: [word("levels"), ...captions],
    rows: [
      row(total, "合计"),
      ...projects.map((trend) => row(trend, trend.title)),
      ...items.map((trend) => row(trend, trend.title)),
    ],
  });
}

/**
 * What changed from one file to the next: built when it is first unfolded, for there may be hundreds.
 *
 * @param {ClauseChange[]} step
 * @param {string} name
 * @param {Places} places
 * @param {boolean} open
 */
function stepElement(step, name, places, open) {
  if (!step.length) return element("section", { class: "cp-step" }, element("h3", {}, `${name}，没有变化`));
  const list = element("ul", { class: "cp-changes" });
  const button = element("button", { type: "button" }, `${name}，${step.length}${word("clause")}有变化`);
  const unfold = (/** @type {boolean} */ unfolded) => {
    if (unfolded && !list.childElementCount) list.append(...step.map((change) => changeElement(change, places)));
    list.hidden = !unfolded;
    button.setAttribute("aria-expanded", String(unfolded));
  };
  button.addEventListener("click", () => unfold(list.hasAttribute("hidden")));
  unfold(open);
  return element("section", { class: "cp-step" }, element("h3", {}, button), list);
}

/**
 * @param {ClauseChange} change
 * @param {Places} places
 */
function changeElement(change, places) {
  const { clause, label, apart, points, before, after, difference } = change;
  const link = element("a", { href: places[clause] || "" }, `${label}（${points}分）`);
  const more = difference && difference !== "0" ? `，增减${difference}分` : "";
  const same = totalWords(before) === totalWords(after);
  const scores = same ? `分数没有变：${totalWords(after)}` : `${totalWords(before)} → ${totalWords(after)}${more}`;
  return element(
    "li",
    FIXED,
    element("p", {}, link, " ", apart ? `${apart}：${totalWords(after)}` : scores.replace(/未填完/g, "未定")),
    ...changeList("回答", change.answers),
    ...changeList("材料", change.evidence),
    ...changeList("理由和备注", change.words),
  );
}

/**
 * @param {string} name
 * @param {Change[]} changes
 */
function changeList(name, changes) {
  if (!changes.length) return [];
  const lines = changes.map(({ what, before, after }) =>
    element(
      "li",
      {},
      `${what}：`,
      element("del", {}, before || "（没有）"),
      " → ",
      element("ins", {}, after || "（没有）"),
    ),
  );
  return [element("div", { class: "cp-kind" }, element("span", {}, name), element("ul", {}, ...lines))];
}
