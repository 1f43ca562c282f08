// @ts-check
/**
 * A document that Python has made, offered as a download.
 *
 * @typedef {import("./extension.js").MadeDocument} MadeDocument
 */

import { handOver } from "../download.js";

// What a reader may as well paste into an editor.
const TEXTS = /^(text\/|application\/json)/;

/**
 * @param {MadeDocument} made
 * @param {HTMLElement} place  where the reader is told of it
 */
export function offerDocument({ name, type, base64 }, place) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const text = TEXTS.test(type) ? new TextDecoder().decode(bytes) : undefined;
  handOver({ name, file: new Blob([bytes], { type }), text }, place);
}

/** @returns {string} the day where the reader is: 2024-06-01 */
export function today() {
  return dayOf(new Date());
}

/** @param {string} moment  ISO 8601 @returns {string} as the reader's clock showed it: 2024-06-01 08:00 */
export function localMoment(moment) {
  const date = new Date(moment);
  if (Number.isNaN(date.getTime())) return moment;
  return `${dayOf(date)} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** @param {Date} date */
function dayOf(date) {
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** @param {number} figure */
function two(figure) {
  return String(figure).padStart(2, "0");
}

/** @param {unknown} error @returns {string} what to tell the reader */
export function troubleWords(error) {
  const { message = "", remedy = "" } = /** @type {any} */ (error) || {};
  return `没有做成：${message}${remedy}`;
}
