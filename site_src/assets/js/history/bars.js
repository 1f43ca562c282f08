// @ts-check
/**
 * A bar for a total: what is sure, what is open, and the own estimate as a line. The style sheet places them from the
 * figures as they come; a reader who does not see it has the same in words beside it.
 *
 * @typedef {import("./types.js").Total} Total
 */

import { element, FIXED } from "../dom.js";

/** @param {Total} total @returns {HTMLElement} */
export function totalBar(total) {
  const { low, high, estimate, printed } = total;
  const parts = ["sure", ...(estimate === null ? [] : ["mark"])];
  const bar = element(
    "div",
    { class: "score-bar", "aria-hidden": "true" },
    ...parts.map((name) => element("i", { class: `score-bar-${name}` })),
  );
  for (const [name, value] of Object.entries({ low, high, axis: printed, estimate: estimate ?? "0" })) {
    bar.style.setProperty(`--${name}`, value);
  }
  return bar;
}

/**
 * @typedef {object} Shown  a score, or a total with what is said above it and the figures that it is made of
 * @property {string | null} estimate
 * @property {string} range
 * @property {string[]} [above]
 * @property {string} [figures]
 */

/** @param {Shown} total */
export function totalWords({ estimate, range, above, figures }) {
  const own = estimate === null ? "未填完" : `自评${figures || `${estimate}分`}`;
  return [...(above || []), `${own}，范围${range}`].join("");
}

/**
 * A total in a cell: the own estimate, and below it the range, where that says more.
 *
 * @param {Shown} total
 * @param {string | null} [difference]  from the file before
 */
export function totalCell({ estimate, range, above, figures }, difference = null) {
  const own = estimate === null ? "未填完" : `${estimate}分`;
  const lines = [
    ...(above || []).map((words) => element("span", { class: "cp-above" }, words)),
    element("b", {}, own),
    figures && estimate !== null ? element("span", { class: "cp-more" }, figures) : null,
    difference && difference !== "0" ? element("span", { class: "cp-more" }, `${difference}分`) : null,
    range === own ? null : element("span", { class: "cp-range" }, range),
  ];
  return element("span", { class: "cp-total", ...FIXED }, ...lines);
}
