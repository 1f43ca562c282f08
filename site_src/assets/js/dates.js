// @ts-check
/**
 * Moments by the reader's clock, for reading and for names of files. By hand: the browser's own formats take a while to
 * load, and differ between browsers.
 */

/** @param {string} moment ISO 8601 @returns {string} 2024年6月1日 */
export function dayOf(moment) {
  const date = dateOf(moment);
  return date ? `${date.getFullYear()}年${date.getMonth() + 1}月${date.getDate()}日` : "日期不明";
}

/** @param {string} moment ISO 8601 @returns {string} 2024年6月1日 08:00 */
export function momentOf(moment) {
  const date = dateOf(moment);
  return date ? `${dayOf(moment)} ${timeOf(date)}` : "时间不明";
}

/** @returns {string} the day where the reader is: 2024-06-01 */
export function today() {
  return plainDay(new Date());
}

/** @param {string} moment ISO 8601 @returns {string} as the reader's clock showed it: 2024-06-01 08:00 */
export function localMoment(moment) {
  const date = dateOf(moment);
  return date ? `${plainDay(date)} ${timeOf(date)}` : moment;
}

/** @param {string} moment @returns {Date | null} null where it is none */
function dateOf(moment) {
  const date = new Date(moment);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** @param {Date} date */
function plainDay(date) {
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** @param {Date} date */
function timeOf(date) {
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** @param {number} figure */
function two(figure) {
  return String(figure).padStart(2, "0");
}
