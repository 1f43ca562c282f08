// @ts-check
/** Elements with words in them; what users typed is only ever set as text. */

/**
 * @typedef {string | HTMLElement | null} Content
 *
 * @param {string} tag
 * @param {{className?: string, attributes?: Record<string, string>}} [options]
 * @param {...Content} contents
 * @returns {HTMLElement}
 */
export function element(tag, { className = "", attributes = {} } = {}, ...contents) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...contents.filter((content) => content !== null).map((content) => content || ""));
  return made;
}

/** Official words, clause numbers, scores and what readers typed: a browser that translates leaves them alone. */
export const FIXED = { translate: "no" };

/**
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement}
 */
export function find(root, selector) {
  const found = root.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`页面上缺少 ${selector}`);
  return found;
}

/**
 * A table in a frame of its own that scrolls sideways, by keyboard too; on a narrow screen every row is a list.
 *
 * @param {object} table
 * @param {string} table.caption
 * @param {string[]} table.head
 * @param {Content[][]} table.rows  the first cell names its row
 * @param {string} [table.className]
 * @returns {HTMLElement}
 */
export function tableOf({ caption, head, rows, className = "" }) {
  const header = element("tr", {}, ...head.map((text) => element("th", { attributes: { scope: "col" } }, text)));
  const body = rows.map(([name, ...cells]) =>
    element(
      "tr",
      {},
      element("th", { attributes: { scope: "row", ...FIXED } }, name ?? ""),
      ...cells.map((cell, at) => element("td", { attributes: { "data-label": head[at + 1] ?? "", ...FIXED } }, cell)),
    ),
  );
  const table = element(
    "table",
    {},
    element("caption", {}, caption),
    element("thead", {}, header),
    element("tbody", {}, ...body),
  );
  const attributes = { role: "region", tabindex: "0", "aria-label": caption };
  return element("div", { className: `cp-frame ${className}`.trim(), attributes }, table);
}

/** @param {string} low @param {string} high @returns {string} */
export function rangeWords(low, high) {
  return low === high ? `${low}分` : `${low}至${high}分`;
}
