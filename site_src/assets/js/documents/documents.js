// @ts-check
/**
 * A document that Python has made, offered as a download.
 *
 * @typedef {import("./extension.js").MadeDocument} MadeDocument
 */

// A browser may still be reading the file some time after the click.
const KEEP = 60_000;

/** @param {MadeDocument} made */
export function offerDocument({ name, type, base64 }) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type }));
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(link.href), KEEP);
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
