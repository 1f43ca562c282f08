// @ts-check
/**
 * Self-checks as values: a new one, a copy, its name.
 *
 * @typedef {import("./types.js").StoredCheck} StoredCheck
 * @typedef {import("./types.js").SaveFile} SaveFile
 */

import { copyOf } from "./paths.js";

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {SaveFile} file @param {string} [name] @returns {StoredCheck} a record of its own, not yet written */
export function checkOf(file, name = "") {
  return {
    id: newId(),
    name,
    revision: 0,
    file: copyOf(file),
    drafts: {},
    recheck: {},
    standing: null,
    opened: "",
    deleted: "",
  };
}

/** @param {DOMStringMap} page  the attributes of the page, which tell format, version and edition */
export function blankCheck(page) {
  const now = new Date().toISOString();
  return checkOf({
    format: page.format || "",
    version: Number(page.version),
    edition: { id: page.edition || "", digest: page.digest || "" },
    unit: "",
    period: "",
    assessor: "",
    dates: { created: now, modified: now },
    clauses: {},
    tasks: {},
    former: {},
  });
}

/** @param {StoredCheck} check @returns {StoredCheck} */
export function duplicateOf(check) {
  return { ...copyOf(check), ...{ id: newId(), revision: 0, name: `${nameOf(check)}（副本）` } };
}

/** @param {StoredCheck} check */
export function nameOf(check) {
  const { unit, period, dates } = check.file;
  const told = [unit, period].filter(Boolean).join("　");
  return check.name || told || `未写单位的自查（${dayOf(dates.created)}开始）`;
}

/** @param {string} moment ISO 8601 @returns {string} the day in the reader's own time */
export function dayOf(moment) {
  const date = new Date(moment);
  return Number.isNaN(date.getTime()) ? "日期不明" : date.toLocaleDateString("zh-CN");
}

/** @param {string} moment ISO 8601 */
export function momentOf(moment) {
  const date = new Date(moment);
  const style = /** @type {const} */ ({ dateStyle: "medium", timeStyle: "short" });
  return Number.isNaN(date.getTime()) ? "时间不明" : date.toLocaleString("zh-CN", style);
}

/**
 * @param {StoredCheck[]} checks
 * @returns {StoredCheck[]} the one last used first
 */
export function byLastUse(checks) {
  /** @param {StoredCheck} check */
  const lastUse = ({ opened, file }) => (opened > file.dates.modified ? opened : file.dates.modified);
  return [...checks].sort((one, other) => lastUse(other).localeCompare(lastUse(one)));
}

/** @param {StoredCheck} check  whether the reader has written anything */
export function isUntouched(check) {
  const { unit, period, assessor, clauses, tasks } = check.file;
  const written = Object.keys(clauses).length + Object.keys(tasks).length + Object.keys(check.drafts).length;
  return !written && !unit && !period && !assessor && !check.name;
}
