// @ts-check
/**
 * One clause on the page: what it says once scored.
 *
 * @typedef {import("../types.js").ClauseResult} ClauseResult
 */

import { forgetFigures, markFigures, showFigures, showLedger } from "../results/figures.js";
import { find, findAll, pieceOf, setLines } from "../../dom.js";

/**
 * @param {HTMLElement} card
 * @param {ClauseResult} result
 */
export function showCard(card, result) {
  markFigures(card, result);
  card.dataset.status = result.status;
  card.dataset.lost = result.lost;
  if (result.applies === false || result.dropped === "yes") card.dataset.out = result.state;
  else delete card.dataset.out;
  const own = find(card, "[data-own]");
  own.toggleAttribute("data-needless", isNeedless(card, own, result));
  own.toggleAttribute("data-early", isEarly(card, own, result));
  find(card, "[data-told]").textContent = result.told;
  showFigures(card, result);
  showLedger(find(card, "[data-ledger]"), result);
  setLines(find(card, "[data-notices]"), result.notices);
  showReadings(find(card, "[data-readings]"), result);
  showAsked(card, result.asked);
}

/**
 * Shows no score, and every question as one to answer: nothing is known of what these answers mean.
 *
 * @param {HTMLElement} card
 */
export function forgetCard(card) {
  forgetFigures(card);
  for (const key of ["status", "lost", "out"]) delete card.dataset[key];
  for (const key of ["data-needless", "data-early"]) find(card, "[data-own]").removeAttribute(key);
  find(card, "[data-told]").textContent = "";
  find(card, "[data-ledger]").replaceChildren();
  for (const place of ["[data-notices]", "[data-readings]"]) find(card, place).hidden = true;
  showAsked(card, null);
}

/**
 * Where the answers settle the score there is nothing left to estimate; what was written there stays in view.
 *
 * @param {HTMLElement} card
 * @param {HTMLElement} own
 * @param {ClauseResult} result
 */
function isNeedless(card, own, result) {
  const settled = result.low === result.high && card.dataset.rule === "written";
  const written = own.querySelector("[data-given]") || own.contains(document.activeElement);
  return settled && !written;
}

/**
 * Before the questions are answered there is nothing to estimate either, unless an answer leaves something open.
 *
 * @param {HTMLElement} card
 * @param {HTMLElement} own
 * @param {ClauseResult} result
 */
function isEarly(card, own, result) {
  if (card.dataset.rule === "none" || result.unsure || own.matches(":focus-within")) return false;
  const blank = findAll(card, "[data-question]:not([data-idle]) [data-field]:not([data-given])");
  return blank.length > 0 && !own.querySelector("[data-given]");
}

/**
 * @param {HTMLElement} place
 * @param {ClauseResult} result
 */
function showReadings(place, result) {
  const differing = result.readings.filter((reading) => reading.differs);
  place.hidden = differing.length === 0;
  place.replaceChildren(
    ...differing.map((reading) => {
      const piece = pieceOf("reading");
      find(piece, "[data-why]").textContent = reading.why;
      find(piece, "[data-main]").textContent = reading.main;
      find(piece, "[data-other]").textContent = reading.other;
      find(piece, "[data-then]").textContent = `（这样读是${reading.range}）`;
      return piece;
    }),
  );
}

/**
 * Questions that the other answers make pointless are switched off; what was answered stays in them.
 *
 * @param {HTMLElement} card
 * @param {string[] | null} asked  null when it is not known
 */
function showAsked(card, asked) {
  for (const question of findAll(card, "[data-question]")) {
    const idle = asked !== null && !asked.includes(question.dataset.question || "");
    if (idle === question.hasAttribute("data-idle")) continue;
    // 焦点在被关掉的问题里时，移到这张卡片上，免得丢失。
    if (idle && question.contains(document.activeElement)) card.focus();
    question.toggleAttribute("data-idle", idle);
    /** @type {HTMLFieldSetElement} */ (question).disabled = idle;
    find(question, "[data-idle-note]").hidden = !idle;
  }
}
