// @ts-check
/**
 * The work file: one revision with everything in it, to be kept elsewhere, carried to another machine and opened there.
 *
 * @typedef {import("./work.js").StoredWork} StoredWork
 */

import { today } from "../../dates.js";
import { fileText, plainName } from "../../files.js";
import { newWork } from "./work.js";

const FORMAT = "qinglian-workbench";
const VERSION = 1;
const FOLDER = /^rubric\/(?!.*\.\.)[^\\]+$/;
const MOST_BYTES = 20_000_000;
const MOST_FILES = 2000;

const REASONS = {
  large: "文件太大，不是本页保存的工作文件。",
  unreadable: "文件读不出来，可能已被移走或正被别的程序占用。",
  other: "不是本页保存的工作文件。请选择“保存到文件”得到的那一个；修订后的 Word、Excel 文件请在“导入”里选。",
  check: "这是自查文件，请到“自查自评”页打开；这里要打开的是修订细则的工作文件。",
  newer: "这个工作文件是较新的网站保存的，这一版打不开，请用保存它的那个网站打开。",
  broken: "工作文件不完整，可能被别的软件改过。请找一份以前保存的。",
};

/** @param {StoredWork} stored @returns {{name: string, text: string}} */
export function workFile({ name, files, release, began, begun, modified }) {
  const saved = new Date().toISOString();
  const text = JSON.stringify({ format: FORMAT, version: VERSION, name, release, began, begun, modified, saved, files }, null, 1);
  return { name: `${plainName(name, "-") || "修订"}-工作文件-${today()}.json`, text };
}

/** @param {File} file @returns {Promise<{work: StoredWork} | {reason: string}>} */
export async function openWorkFile(file) {
  if (file.size > MOST_BYTES) return { reason: REASONS.large };
  const bytes = await file.arrayBuffer().catch(() => null);
  return bytes ? readWorkFile(fileText(bytes) ?? "") : { reason: REASONS.unreadable };
}

/** @param {string} text @returns {{work: StoredWork} | {reason: string}} */
export function readWorkFile(text) {
  const data = parsed(text);
  if (!data) return { reason: REASONS.other };
  if (data.format !== FORMAT) return { reason: data.clauses && data.edition ? REASONS.check : REASONS.other };
  if (typeof data.version !== "number" || data.version > VERSION) return { reason: REASONS.newer };
  const files = Object.entries(typeof data.files === "object" && data.files ? data.files : {});
  const whole = files.length > 0 && files.every(([path, one]) => FOLDER.test(path) && typeof one === "string");
  if (!whole) return { reason: REASONS.broken };
  if (files.length > MOST_FILES) return { reason: REASONS.large };
  const { name, begun, modified, release, began } = data;
  const told = Object.entries({ name, begun, modified, release, began }).filter(([, one]) => typeof one === "string" && one);
  return { work: newWork({ name: "打开的修订", files: Object.fromEntries(files), ...Object.fromEntries(told) }) };
}

/** @param {string} text @returns {any} null where it is no object */
function parsed(text) {
  try {
    const data = JSON.parse(text);
    return typeof data === "object" && !Array.isArray(data) ? data : null;
  } catch {
    return null;
  }
}
