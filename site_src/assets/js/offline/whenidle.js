// @ts-check
/** The moment when work that nobody waits for may begin: the page has loaded, is looked at, and has nothing to do. */

const AFTER_LOAD = 1500;
const AT_LATEST = 10000;

/** @returns {Promise<void>} */
export async function whenIdle() {
  await loaded();
  await new Promise((resolve) => setTimeout(resolve, AFTER_LOAD));
  await seen();
  const { requestIdleCallback } = window;
  // Safari has no such callback; there the wait after loading must do.
  if (requestIdleCallback) await new Promise((resolve) => requestIdleCallback(resolve, { timeout: AT_LATEST }));
}

/** @returns {Promise<void>} */
function loaded() {
  if (document.readyState === "complete") return Promise.resolve();
  return new Promise((resolve) => window.addEventListener("load", () => resolve(), { once: true }));
}

/** @returns {Promise<void>} */
function seen() {
  if (document.visibilityState === "visible") return Promise.resolve();
  return new Promise((resolve) => document.addEventListener("visibilitychange", () => resolve(), { once: true }));
}
