// @ts-check
/** Names of elements, by which labels and help find their fields. */

let made = 0;

/** @returns {string} an id that nothing else on the page has */
export function newId() {
  made += 1;
  return `mt-${made}`;
}
