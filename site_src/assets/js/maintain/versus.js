// @ts-check
/**
 * Old and new side by side: what was deleted is struck out, what was added underlined, not by colour alone.
 *
 * @typedef {import("./types.js").Change} Change
 * @typedef {import("./types.js").TextMark} TextMark
 */

import { element, FIXED } from "../dom.js";

/** @type {Record<string, "del" | "ins">} */
const MARKS = { gone: "del", new: "ins" };

/** @param {TextMark[]} marks @param {string} text  where there are none */
function marked(marks, text) {
  const parts = marks.map(({ kind, text: words }) => {
    const name = MARKS[kind];
    return name ? element(name, {}, words) : words;
  });
  return element("p", { class: "mt-official", ...FIXED }, ...(parts.length ? parts : [text]));
}

/** @param {Change} change @param {string} unit  what a clause is called @returns {HTMLElement} */
export function versus(change, unit) {
  const old = change.old.map((one, index) => side(`旧版 ${one.label}（${one.points}分）`, marked(change.older[index] || [], one.text)));
  const fresh = change.new;
  const now = fresh
    ? side(`新版 ${fresh.label}（${fresh.points}分）`, marked(change.newer, fresh.text))
    : side("新版", element("p", { class: "mt-dim" }, `没有这一${unit}了`));
  const before = old.length ? old : [side("旧版", element("p", { class: "mt-dim" }, `没有这一${unit}`))];
  return element(
    "div",
    { class: "mt-versus" },
    element("div", {}, ...before),
    element("div", {}, now),
    ...effectList(change),
  );
}

/**
 * The texts of an item that are changed: deleted and added in one.
 *
 * @param {import("./types.js").ItemChange} item
 * @returns {HTMLElement[]}
 */
export function itemVersus({ texts, points }) {
  const told = texts.map(({ name, marks }) => side(name, marked(marks, "")));
  return points ? [...told, element("p", {}, points)] : told;
}

/** @param {string} label @param {HTMLElement} text */
function side(label, text) {
  return element("div", { class: "mt-side" }, element("p", { class: "mt-dim", ...FIXED }, label), text);
}

/** @param {Change} change */
function effectList({ effects, remark, why }) {
  const lines = [...effects, remark, why].filter(Boolean);
  if (!lines.length) return [];
  return [element("ul", { class: "mt-effects bullets" }, ...lines.map((line) => element("li", {}, line)))];
}
