// @ts-check
/** The table of all clauses: sorted by a press on a heading, filtered by the fields above it. */

import { element } from "../dom.js";
import { word } from "../editionwords.js";

/** @typedef {Record<string, string>} Wanted */

/** @param {HTMLElement} row @param {Wanted} wanted */
function isWanted(row, wanted) {
  return Object.entries(wanted).every(([name, value]) => {
    const held = row.dataset[name] ?? "";
    return value === "" || (name === "kind" ? held.split(" ").includes(value) : held === value);
  });
}

/** @type {Record<string, (row: HTMLElement) => number | string>} */
const KEYS = {
  order: (row) => Number(row.dataset.order),
  item: (row) => Number(row.dataset.order),
  points: (row) => Number(row.dataset.points),
  kind: (row) => row.dataset.kind ?? "",
  evidence: (row) => (row.dataset.evidence === "yes" ? 0 : 1),
};

/** @param {HTMLElement[]} rows @param {string} name @param {boolean} ascending */
function sorted(rows, name, ascending) {
  const key = KEYS[name] ?? KEYS.order;
  if (!key) return rows;
  const direction = ascending ? 1 : -1;
  return [...rows].sort((one, other) => {
    const [first, second] = [key(one), key(other)];
    if (first === second) return Number(one.dataset.order) - Number(other.dataset.order);
    return first < second ? -direction : direction;
  });
}

class ClauseTable {
  /** @param {HTMLTableElement} table @param {HTMLElement} filters */
  constructor(table, filters) {
    this.body = /** @type {HTMLTableSectionElement} */ (table.tBodies[0]);
    this.rows = Array.from(this.body.rows);
    this.headings = Array.from(table.querySelectorAll("th[data-sort]"));
    this.fields = Array.from(filters.querySelectorAll("select"));
    this.reset = filters.querySelector("[data-table-reset]");
    this.count = filters.querySelector("[data-table-count]");
    this.printed = document.querySelector("[data-table-printed]");
    this.none = document.querySelector("[data-table-none]");
  }

  start() {
    for (const heading of this.headings) {
      const button = element("button", { type: "button" }, ...heading.childNodes);
      button.addEventListener("click", () => this.sort(heading));
      heading.append(button);
    }
    for (const field of this.fields) field.addEventListener("change", () => this.filter());
    this.reset?.addEventListener("click", () => {
      for (const field of this.fields) field.value = "";
      this.filter();
    });
    this.filter();
  }

  /** @param {Element} heading */
  sort(heading) {
    const ascending = heading.getAttribute("aria-sort") !== "ascending";
    for (const other of this.headings) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", ascending ? "ascending" : "descending");
    this.body.append(...sorted(this.rows, heading.getAttribute("data-sort") ?? "", ascending));
  }

  filter() {
    /** @type {Wanted} */
    const wanted = {};
    for (const field of this.fields) {
      wanted[field.name] = field.value;
      field.classList.toggle("is-set", field.value !== "");
    }
    for (const row of this.rows) row.hidden = !isWanted(row, wanted);
    const clauses = this.rows.filter((row) => row.dataset.aside === undefined);
    const all = clauses.length;
    const shown = clauses.filter((row) => !row.hidden).length;
    const unit = word("clause");
    const some = `${shown}${unit}`;
    const whole = `共${all}${unit}`;
    if (this.count) this.count.textContent = shown === all ? whole : `${some}符合，${whole}`;
    if (this.printed) this.printed.textContent = shown === all ? "" : `只印出筛选出来的${some}，全表${whole}。`;
    if (this.none instanceof HTMLElement) this.none.hidden = shown > 0;
  }
}

export function startTable() {
  const table = document.querySelector("table[data-table]");
  const filters = document.querySelector("[data-table-filters]");
  if (table instanceof HTMLTableElement && filters instanceof HTMLElement) new ClauseTable(table, filters).start();
}
