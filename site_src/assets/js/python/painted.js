// @ts-check
/** When there is something of the page to show; a page in the background does not wait for that. */

const AT_LATEST = 1000;

/** @returns {Promise<void>} just before the first frame is painted: a task after it would wait for the parser */
export function painted() {
  return new Promise((resolve) => {
    setTimeout(resolve, AT_LATEST);
    requestAnimationFrame(() => resolve());
  });
}
