// @ts-check
/** Tables of the page that compares. */

import { element, find, FIXED } from "../dom.js";

/** @typedef {string | HTMLElement | null} Content */

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
  const header = element("tr", {}, ...head.map((text) => element("th", { scope: "col" }, text)));
  const table = element(
    "table",
    {},
    element("caption", {}, caption),
    element("thead", {}, header),
    element("tbody", {}),
  );
  const attributes = { role: "region", tabindex: "0", "aria-label": caption };
  const frame = element("div", { class: `cp-frame ${className}`.trim(), ...attributes }, table);
  addRows(frame, rows);
  return frame;
}

/**
 * Adds rows to a table of `tableOf`.
 *
 * @param {HTMLElement} frame
 * @param {Content[][]} rows
 */
export function addRows(frame, rows) {
  const labels = [...frame.querySelectorAll("thead th")].map(({ textContent }) => textContent || "");
  const added = rows.map(([name, ...cells]) =>
    element(
      "tr",
      {},
      element("th", { scope: "row", ...FIXED }, name ?? ""),
      ...cells.map((cell, at) => element("td", { "data-label": labels[at + 1] ?? "", ...FIXED }, cell)),
    ),
  );
  find(frame, "tbody").append(...added);
}
