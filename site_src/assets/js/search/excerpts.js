// @ts-check
/** The piece of a text that shows why it was found. */

/** @typedef {import("./types.js").Range} Range */
/** @typedef {{text: string, marked: boolean}} Piece */

const WIDTH = 84;
const LEAD = 18;
const PAUSE = /[，。；：、！？,;]/;

/**
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
