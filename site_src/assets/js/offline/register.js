// @ts-check
/**
 * Registers the service worker of a published site, and tells the reader of a new release.
 *
 * Pages carry the mark of their release only once they are published: the preview of `make serve` has none.
 */

import { showUpdateNotice } from "./notice.js";

const HOURLY = 3600 * 1000;

/** @returns {boolean} whether this page can have a service worker: https or localhost, and a published site */
export function canWorkOffline() {
  return isPublished() && /^https?:$/.test(location.protocol) && "serviceWorker" in navigator;
}

function isPublished() {
  return document.querySelector('meta[name="qinglian-release"]') !== null;
}

/**
 * @param {string} address of the service worker, in the root of the site
 * @returns {Promise<void>}
 */
export async function register(address) {
  const { serviceWorker } = navigator;
  let controlled = serviceWorker.controller !== null;
  const registration = await serviceWorker.register(address, { updateViaCache: "none" });
  let asked = false;
  const use = () => {
    asked = true;
    // Another page may have asked already: then the new release is only waiting for this one.
    if (registration.waiting) registration.waiting.postMessage("take-over");
    else location.reload();
  };
  const offer = () => {
    if (registration.waiting && serviceWorker.controller) showUpdateNotice(use);
  };
  offer();
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", offer);
  });
  serviceWorker.addEventListener("controllerchange", () => {
    if (asked) location.reload();
    else if (controlled) showUpdateNotice(use);
    controlled = true;
  });
  lookForUpdates(registration);
}

/** A page may stay open for weeks. @param {ServiceWorkerRegistration} registration */
function lookForUpdates(registration) {
  let last = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" || Date.now() - last < HOURLY) return;
    last = Date.now();
    registration.update().catch(() => {
      // Without network there is nothing new.
    });
  });
}
