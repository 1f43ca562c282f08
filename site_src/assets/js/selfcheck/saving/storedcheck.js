// @ts-check
/**
 * Self-checks as values: a new one, a copy, its name; and which one this tab is on, remembered over a reload and not
 * shared with other tabs.
 *
 * @typedef {import("../types.js").StoredCheck} StoredCheck
 * @typedef {import("../types.js").SaveFile} SaveFile
 */

import { dayOf, momentOf } from "../../dates.js";
import { findAll } from "../../dom.js";
import { word } from "../../editionwords.js";
import { copyOf } from "../paths.js";

/** The head of a self-check, as the form calls it. @returns {Record<string, string>} */
export function headings() {
  return { unit: word("unit"), unit_kind: `${word("unit")}类别`, period: word("period"), assessor: "填表人", dates: "日期" };
}
const OPEN = "qinglian.open";

export function newId() {
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
    standing: null,
    opened: "",
    deleted: "",
  };
}

/**
 * @param {HTMLElement} page  its attributes tell format, version and edition, those of its cards every clause's digest
 */
export function blankCheck(page) {
  const { format = "", version, edition: id = "", digest = "" } = page.dataset;
  const cards = findAll(page, "[data-clause]");
  const clauses = cards.map(({ dataset }) => [dataset.clause, { digest: dataset.digest, text: dataset.text }]);
  const now = new Date().toISOString();
  return checkOf({
    format,
    version: Number(version),
    edition: { id, digest },
    unit: "",
    period: "",
    assessor: "",
    dates: { created: now, modified: now },
    clauses: Object.fromEntries(clauses),
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
  return check.name || told || `未写${word("unit")}的自查（${dayOf(dates.created)}开始）`;
}

/** @param {StoredCheck} check @returns {string} how far it has come, and when it was last changed */
export function standingWords({ standing, file, deleted }) {
  const when = deleted ? `${momentOf(deleted)}删除` : `最后修改：${momentOf(file.dates.modified)}`;
  if (!standing) return `还没有计分。${when}`;
  // 合计的说法是后来才一起存的：以前存的，打开一次就有。
  return `${standing.headline ? `${standing.headline}。` : ""}${when}`;
}

/**
 * @param {StoredCheck[]} checks
 * @returns {StoredCheck[]} the one last used first
 */
export function byLastUse(checks) {
  const now = new Date().toISOString();
  /** A clock that was ahead has left moments that cannot be; they tell nothing. @param {StoredCheck} check */
  const lastUse = ({ opened, file: { dates } }) =>
    [opened, dates.modified, dates.created].filter((moment) => moment <= now).sort().pop() || "";
  return [...checks].sort((one, other) => lastUse(other).localeCompare(lastUse(one)));
}

/** @param {StoredCheck} check  whether anything is written in its clauses, or they were gone through */
export function isBegun({ file: { clauses }, drafts, last }) {
  const written = Object.values(clauses).some((record) => Object.keys(record).some((key) => key !== "digest" && key !== "text"));
  return written || Object.keys(drafts).length > 0 || Boolean(last);
}

/** @param {StoredCheck} check  whether the reader has written nothing at all */
export function isUntouched(check) {
  const { unit, period, assessor, tasks } = check.file;
  return !isBegun(check) && !Object.keys(tasks).length && !unit && !period && !assessor && !check.name;
}

/** @returns {string} the self-check that this tab was on; "" where it is not known */
export function rememberedId() {
  try {
    return window.sessionStorage.getItem(OPEN) ?? "";
  } catch {
    return ""; // 浏览器不允许存东西时，打开最近改过的一份
  }
}

/** @param {string} id */
export function rememberId(id) {
  try {
    window.sessionStorage.setItem(OPEN, id);
  } catch {
    // 同上
  }
}

/**
 * @param {import("../types.js").StoredCheck[]} checks
 * @param {string} edition
 * @param {string} [remembered]  by a tab
 * @returns {import("../types.js").StoredCheck | undefined} the one that tab was on, or the last one used
 */
export function checkToOpen(checks, edition, remembered = rememberedId()) {
  const usable = checks.filter(({ deleted, file }) => !deleted && file.edition.id === edition);
  return usable.find(({ id }) => id === remembered) || byLastUse(usable)[0];
}
