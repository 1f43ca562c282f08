// @ts-check
/**
 * Makes the site ready for what comes next: reading without network, the self-check, and the next release. It begins
 * at a moment when nobody waits: the page has loaded, is looked at, and has nothing to do.
 */

import { watchForNewRelease } from "./newrelease.js";
import { prefetchRuntime } from "./prefetch.js";

const OWN_SCRIPT = 'script[src*="assets/js/site.js"]';
// Milliseconds after loading.
const AFTER_LOAD = 1500;
const AT_LATEST = 10000;

/** Never throws: the page works as well without. */
export async function startOffline() {
  try {
    await whenIdle();
    if (location.protocol === "file:") return;
    const { src, dataset } = /** @type {HTMLScriptElement} */ (document.querySelector(OWN_SCRIPT));
    // The root of the whole site, which may hold several editions: the folder in which its scripts lie.
    const root = new URL("../../", src).href;
    const release = ownRelease();
    const registration = release ? await register(new URL("sw.js", root).href) : null;
    if (release) watchForNewRelease({ own: release, root, registration });
    if (!registration) await prefetchRuntime(new URL(dataset.runtimeList || "", document.baseURI).href);
  } catch (error) {
    console.info("没有为离线使用做准备：", error);
  }
}

/** @returns {Promise<void>} */
async function whenIdle() {
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

/** @returns {string} the release that this page is of; "" in the preview, whose pages carry no mark of one */
function ownRelease() {
  return document.querySelector('meta[name="qinglian-release"]')?.getAttribute("content") ?? "";
}

/**
 * @param {string} address of the service worker, in the root of the site
 * @returns {Promise<ServiceWorkerRegistration | null>} null where the browser allows none: only on https or localhost
 */
async function register(address) {
  const { serviceWorker } = navigator;
  return serviceWorker ? serviceWorker.register(address, { updateViaCache: "none" }) : null;
}
