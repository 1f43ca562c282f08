// @ts-check
/** Results as readers see them: a link to the clause, with the words that were found marked. */

import { element } from "../dom.js";
import { word } from "../editionwords.js";
import { fieldText } from "./catalogue.js";

/** @typedef {import("./types.js").SearchResult} SearchResult */
/** @typedef {import("./types.js").FieldName} FieldName */
/** @typedef {import("./types.js").Range} Range */
/** @typedef {{text: string, marked: boolean}} Piece */

/** @type {Record<FieldName, string>} */
const SOURCES = { official: "", title: "", words: "相关说法", guidance: "办理提示", terms: "词语解释" };
/** Of an excerpt, in characters, and how much of it may stand before what was found. */
const WIDTH = 84;
const LEAD = 18;
const PAUSE = /[，。；：、！？,;]/;

/** What is said in an answer is said by us. @type {Partial<Record<import("./types.js").DocumentKind, string>>} */
const OURS = { gap: "本站说明" };

/**
 * @param {SearchResult} result
 * @param {(path: string) => string} href
 * @param {(clause: string) => string} toFill  where a clause is filled in on this page; "" where it is not
 * @returns {HTMLLIElement}
 */
export function resultItem(result, href, toFill) {
  const { document: found } = result;
  const head = element(
    "span",
    { class: "q-search__head" },
    element("span", { class: "q-search__label", translate: "no" }, found.label),
    element("span", { class: "q-search__title", translate: "no" }, ...pieces(found.title, titleRanges(result))),
    ...(found.points ? [element("span", { class: "q-search__points", translate: "no" }, `${found.points}分`)] : []),
  );
  const link = element("a", { class: "q-search__result", href: href(found.path), "data-search-result": found.kind }, head);
  for (const line of lines(result)) link.append(line);
  return element("li", {}, link, ...nearLinks(found, href), ...fillLink(found, toFill));
}

/**
 * @param {import("./types.js").SearchDocument} found
 * @param {(clause: string) => string} toFill
 */
function fillLink({ kind, id, label }, toFill) {
  const place = kind === "clause" ? toFill(id) : "";
  if (place === "") return [];
  const link = element("a", { href: place, "aria-label": `填${label}`, "data-search-fill": "" }, `填这一${word("clause")}`);
  return [element("p", { class: "q-search__near" }, link)];
}

/**
 * Where the official text says something close to what was asked and is not answered there.
 *
 * @param {import("./types.js").SearchDocument} found
 * @param {(path: string) => string} href
 */
function nearLinks({ near }, href) {
  if (near.length === 0) return [];
  const links = near.map(({ label, path }) => element("a", { href: href(path), translate: "no" }, label));
  return [element("p", { class: "q-search__near" }, "说到相近内容的：", ...links)];
}

/**
 * The official text, or what was found elsewhere with a word on where; search words stand beside the text they lead to.
 *
 * @param {SearchResult} result
 */
function lines(result) {
  const field = result.field === "title" || result.field === "words" ? base(result) : result.field;
  const text = fieldText(result.document, field);
  // The explanation of a term is all there is to it; beside a clause our words are told apart.
  const source = result.document.official === "" ? OURS[result.document.kind] ?? "" : SOURCES[field];
  const shown = text === "" ? [] : [line(field, source, excerptPieces(text, rangesIn(result, field)))];
  // What was asked is the question itself, in other words.
  const words = result.field === "words" && result.document.kind !== "gap" ? [line("words", SOURCES.words, excerptPieces(...wordsOf(result)))] : [];
  return [...shown, ...words];
}

/** @param {SearchResult} result @returns {FieldName} */
const base = (result) => (result.document.official === "" ? "guidance" : "official");

/** @param {FieldName} field @param {string} source @param {Node[]} content */
function line(field, source, content) {
  const told = source === "" ? [] : [element("span", { class: "q-search__source" }, source)];
  const translate = field === "official" ? "no" : "yes";
  return element("span", { class: `q-search__text q-search__text--${field}`, translate }, ...told, ...content);
}

/**
 * Only the search word that was found, out of the many.
 *
 * @param {SearchResult} result
 * @returns {[string, Range[]]}
 */
function wordsOf(result) {
  const ranges = rangesIn(result, "words");
  const text = fieldText(result.document, "words");
  const [start, end] = ranges[0] ?? [0, 0];
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const to = text.indexOf("\n", end) < 0 ? text.length : text.indexOf("\n", end);
  return [text.slice(from, to), [[start - from, end - from]]];
}

/** @param {SearchResult} result @param {FieldName} field */
const rangesIn = (result, field) => result.marks.find((mark) => mark.field === field)?.ranges ?? [];

/** The title as shown ends before its points. @param {SearchResult} result @returns {Range[]} */
const titleRanges = (result) => rangesIn(result, "title").filter(([, end]) => end <= result.document.title.length);

/** @param {string} text @param {Range[]} ranges */
const excerptPieces = (text, ranges) => excerpt(text, ranges).map(({ text: piece, marked }) => node(piece, marked));

/** @param {string} text @param {Range[]} ranges */
function pieces(text, ranges) {
  let at = 0;
  const nodes = ranges.flatMap(([start, end]) => {
    const pair = [node(text.slice(at, start), false), node(text.slice(start, end), true)];
    at = end;
    return pair;
  });
  return [...nodes, node(text.slice(at), false)];
}

/** @param {string} text @param {boolean} marked @returns {Node} */
const node = (text, marked) => (marked ? element("mark", {}, text) : document.createTextNode(text));

/**
 * The piece of a text that shows why it was found.
 *
 * @param {string} text
 * @param {Range[]} ranges  in order, not overlapping
 * @returns {Piece[]}
 */
export function excerpt(text, ranges) {
  const [start, end] = bounds(text, ranges);
  /** @type {Piece[]} */
  const pieces = start > lineStart(text, start) ? [{ text: "…", marked: false }] : [];
  let at = start;
  for (const [from, to] of ranges) {
    if (to <= start || from >= end) continue;
    pieces.push({ text: text.slice(at, from), marked: false }, { text: text.slice(from, Math.min(to, end)), marked: true });
    at = Math.min(to, end);
  }
  pieces.push({ text: text.slice(at, end), marked: false });
  if (end < lineEnd(text, end)) pieces.push({ text: "…", marked: false });
  return pieces.filter((piece) => piece.text !== "");
}

/**
 * The stretch to show: within one line, with as many marks as can be, from the beginning of a phrase if one is near.
 *
 * @param {string} text
 * @param {Range[]} ranges
 * @returns {Range}
 */
function bounds(text, ranges) {
  const anchor = ranges.reduce((best, range) => (marked(range[0]) > marked(best) ? range[0] : best), ranges[0]?.[0] ?? 0);
  const first = lineStart(text, anchor);
  const last = lineEnd(text, anchor);
  if (last - first <= WIDTH) return [first, last];
  let start = Math.max(first, Math.min(anchor - LEAD, last - WIDTH));
  for (let at = start; at < anchor && at < start + LEAD; at += 1) {
    if (start > first && PAUSE.test(text.charAt(at))) start = at + 1;
  }
  return [start, Math.min(last, start + WIDTH)];

  /** @param {number} from */
  function marked(from) {
    return ranges.reduce((sum, range) => sum + (range[0] >= from && range[1] <= from + WIDTH - LEAD ? range[1] - range[0] : 0), 0);
  }
}

/** @param {string} text @param {number} at */
const lineStart = (text, at) => text.lastIndexOf("\n", at - 1) + 1;

/** @param {string} text @param {number} at */
function lineEnd(text, at) {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}
