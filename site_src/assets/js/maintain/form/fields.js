// @ts-check
/**
 * Single fields: a control for one value, and what stands in it as data.
 *
 * @typedef {import("./shapes.js").Shape} Shape
 *
 * @typedef {object} Control
 * @property {HTMLElement} element
 * @property {HTMLElement} focus      what is focused and labelled
 * @property {() => any} read         undefined: blank
 *
 * @typedef {object} Given
 * @property {string} id
 * @property {any} value
 * @property {() => void} changed
 */

import { element } from "../../dom.js";

const NUMBER = /^-?[0-9]{1,12}(\.[0-9]{1,3})?$/;
// Letters in a line of a text field, about.
const WIDTH = 34;
const MOST_ROWS = 16;
const BETWEEN = "、";

/** @type {Record<string, (shape: Shape, given: Given) => Control>} */
export const CONTROLS = { text, number, choice, yes, lines, table };

/** @param {string} typed @returns {string} with the digits of Chinese input methods made plain */
function tidy(typed) {
  return typed.normalize("NFKC").replace(/[。．]/g, ".").trim();
}

/** @param {string} typed @returns {number | string | undefined} what is no number stays as it was typed */
export function numberOf(typed) {
  const plain = tidy(typed);
  if (!plain) return undefined;
  return NUMBER.test(plain) ? Number(plain) : typed.trim();
}

/** @param {string} typed @returns {string | undefined} without blanks at its ends, which no text may have */
export function textOf(typed) {
  return typed.replace(/\r\n/g, "\n").trim() || undefined;
}

/** @param {string} typed @returns {string[]} one a line */
export function linesOf(typed) {
  return typed.split("\n").map((line) => line.trim()).filter(Boolean);
}

/**
 * @param {Given} given
 * @param {string} value
 * @param {(typed: string) => any} read
 * @returns {Control}
 */
function area({ id, changed }, value, read) {
  const field = element("textarea", { id, rows: "1", spellcheck: "false", autocomplete: "off", translate: "no" });
  field.value = value;
  fitRows(field);
  field.addEventListener("input", () => {
    fitRows(field);
    changed();
  });
  return { element: field, focus: field, read: () => read(field.value) };
}

/** As high as its text. @param {HTMLTextAreaElement} field */
function fitRows(field) {
  const rows = field.value.split("\n").reduce((sum, line) => sum + Math.floor(line.length / WIDTH) + 1, 0);
  field.rows = Math.min(rows, MOST_ROWS);
}

/** @param {Shape} _ @param {Given} given */
function text(_, given) {
  return area(given, String(given.value ?? ""), textOf);
}

/** @param {Shape} _ @param {Given} given */
function lines(_, given) {
  const said = (given.value || []).map(String);
  // 文字里自己换行的，一行一个就分不清了
  if (!said.some((/** @type {string} */ one) => one.includes("\n"))) return area(given, said.join("\n"), linesOf);
  return area(given, said.join("\n\n"), (typed) => typed.split(/\n\n+/).map((one) => one.trim()).filter(Boolean));
}

/** @param {Shape} _ @param {Given} given */
function table(_, given) {
  const rows = (given.value || []).map((/** @type {string[]} */ row) => row.join(BETWEEN));
  const read = (/** @type {string} */ typed) => linesOf(typed).map((line) => line.split(BETWEEN).map((word) => word.trim()).filter(Boolean));
  return area(given, rows.join("\n"), read);
}

/** One that some words may stand for. @param {Shape} shape @param {Given} given @returns {Control} */
function number({ node }, { id, value, changed }) {
  const words = Object.entries(node.words || {});
  const field = element("input", { id, type: "text", inputmode: "decimal", size: "8", autocomplete: "off", translate: "no" });
  field.value = value === undefined || value === null ? "" : String(node.words?.[value] ?? value);
  field.addEventListener("input", changed);
  const read = () => words.find(([, said]) => said === field.value.trim())?.[0] ?? numberOf(field.value);
  return { element: field, focus: field, read };
}

/** @param {Shape} shape @param {Given} given @returns {Control} */
function choice({ options }, { id, value, changed }) {
  const field = element("select", { id });
  const known = options.some((option) => option.value === value);
  if (!known) field.append(element("option", { value: "" }, value === undefined || typeof value === "object" ? "（没有选）" : String(value)));
  options.forEach((option, index) => field.append(element("option", { value: String(index) }, option.words)));
  if (known) field.value = String(options.findIndex((option) => option.value === value));
  field.addEventListener("change", changed);
  return { element: field, focus: field, read: () => (field.value === "" ? value : options[Number(field.value)]?.value) };
}

/** @param {Shape} shape @param {Given} given @returns {Control} */
function yes({ title }, { id, value, changed }) {
  const box = element("input", { id, type: "checkbox" });
  box.checked = value === true;
  box.addEventListener("change", changed);
  const label = element("label", { class: "mt-check" }, box, element("span", {}, title));
  return { element: label, focus: box, read: () => box.checked };
}
