// @ts-check
/**
 * Figures on the page: the text and the bar of whatever has a score, and the ledger of a clause. A width is the
 * figure itself, handed to the style sheet; the script computes nothing.
 *
 * @typedef {import("../types.js").Ranges} Ranges
 * @typedef {import("../types.js").Total} Total
 * @typedef {import("../types.js").ClauseResult} ClauseResult
 *
 * @typedef {object} Display
 * @property {HTMLElement[]} shows
 * @property {HTMLElement[]} envelopes
 * @property {HTMLElement[]} bars
 * @property {string} shown  the figures on display; most do not change with an answer
 */

import { findAll, pieceOf, tell } from "../../dom.js";
import { word } from "../../editionwords.js";

/** @type {WeakMap<HTMLElement, Display>} */
const displays = new WeakMap();

/** @param {HTMLElement} element @returns {Display} */
function displayOf(element) {
  const known = displays.get(element);
  if (known) return known;
  const inner = findAll(element, "[data-figures]");
  /** @param {string} selector */
  const own = (selector) =>
    findAll(element, selector).filter((found) => !inner.some((one) => one.contains(found)));
  const display = {
    shows: own("[data-show]"),
    envelopes: own("[data-show-envelope]"),
    bars: own("[data-bar]"),
    shown: "",
  };
  displays.set(element, display);
  return display;
}

/**
 * @param {Ranges & Partial<Total>} scores
 * @param {HTMLElement} place
 * @returns {string}
 */
function words(scores, place) {
  switch (place.dataset.show) {
    case "estimate":
      if (scores.estimate !== null) return `${scores.estimate}分`;
      return place.dataset.none || `还有${scores.unestimated}${word("clause")}没有估`;
    case "range":
      return scores.range;
    case "headline":
      return scores.headline || "";
    case "envelope":
      return scores.envelope;
    case "answered":
      return `${scores.answered}／${scores.clauses}${word("clause")}`;
    default:
      throw new Error(`不认识的数字 ${place.dataset.show}`);
  }
}

/**
 * @param {HTMLElement} element  what holds the places for the figures
 * @param {Ranges & Partial<Total>} scores
 */
export function showFigures(element, scores) {
  const display = displayOf(element);
  const figures = JSON.stringify(scores);
  if (display.shown === figures) return;
  display.shown = figures;
  const { shows, envelopes, bars } = display;
  for (const place of shows) {
    tell(place, words(scores, place));
  }
  for (const place of envelopes) place.hidden = scores.range === scores.envelope;
  for (const bar of bars) setBar(bar, scores);
}

/**
 * @param {HTMLElement} bar
 * @param {Ranges} scores
 */
function setBar(bar, scores) {
  const figures = {
    axis: bar.dataset.axis || "1",
    low: scores.low,
    high: scores.high,
    "envelope-low": scores.envelope_low,
    "envelope-high": scores.envelope_high,
    estimate: scores.estimate || "0",
  };
  for (const [name, figure] of Object.entries(figures)) bar.style.setProperty(`--${name}`, figure);
  bar.toggleAttribute("data-unestimated", scores.estimate === null);
}

/**
 * Shows that there is no score, rather than one that no longer holds.
 *
 * @param {HTMLElement} element
 */
export function forgetFigures(element) {
  const display = displayOf(element);
  display.shown = "";
  const { shows, envelopes, bars } = display;
  for (const place of shows) tell(place, "—");
  for (const place of envelopes) place.hidden = true;
  for (const bar of bars) bar.removeAttribute("style");
  for (const key of ["low", "high", "envelopeLow", "envelopeHigh", "estimate"]) delete element.dataset[key];
}

/**
 * Tests and tools read these: see the contract in the architecture notes.
 *
 * @param {HTMLElement} element
 * @param {Ranges} scores
 */
export function markFigures(element, scores) {
  element.dataset.low = scores.low;
  element.dataset.high = scores.high;
  element.dataset.envelopeLow = scores.envelope_low;
  element.dataset.envelopeHigh = scores.envelope_high;
  element.dataset.estimate = scores.estimate === null ? "" : scores.estimate;
}

/**
 * @param {HTMLElement} list
 * @param {{ledger: import("../types.js").LedgerLine[]}} result
 */
export function showLedger(list, result) {
  list.hidden = result.ledger.length === 0;
  list.replaceChildren(
    ...result.ledger.map(({ kind, text }) => {
      const line = pieceOf("ledger-line");
      line.dataset.line = kind;
      line.textContent = text;
      return line;
    }),
  );
}
