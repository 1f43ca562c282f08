// @ts-check
/**
 * Registers the service worker of a published site.
 *
 * Pages carry the mark of their release only once they are published: the preview of `make serve` has none.
 */

/** @returns {boolean} whether this page can have a service worker: https or localhost, and a published site */
export function canWorkOffline() {
  return ownRelease() !== "" && /^https?:$/.test(location.protocol) && "serviceWorker" in navigator;
}

/** @returns {string} the release that this page is of; "" in the preview */
export function ownRelease() {
  return document.querySelector('meta[name="qinglian-release"]')?.getAttribute("content") ?? "";
}

/**
 * @param {string} address of the service worker, in the root of the site
 * @returns {Promise<ServiceWorkerRegistration>}
 */
export function register(address) {
  return navigator.serviceWorker.register(address, { updateViaCache: "none" });
}
