// @ts-check
/** Moments in the life of a page for which its scripts wait. */

const AT_LATEST = 1000;

/** All of its HTML is there. @returns {Promise<void>} */
export function parsed() {
  if (document.readyState !== "loading") return Promise.resolve();
  return new Promise((resolve) => document.addEventListener("DOMContentLoaded", () => resolve(), { once: true }));
}

/** Something of it is on the screen; a page in the background does not wait for that. @returns {Promise<void>} */
export function painted() {
  return new Promise((resolve) => {
    setTimeout(resolve, AT_LATEST);
    new PerformanceObserver(() => resolve()).observe({ type: "paint", buffered: true });
  });
}
