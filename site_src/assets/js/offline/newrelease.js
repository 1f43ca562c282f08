// @ts-check
/** Tells the reader when the server publishes another release than the one this page is of. */

import { announcedRelease } from "./announced.js";
import { showUpdateNotice } from "./notice.js";
import { ownRelease } from "./register.js";

// Milliseconds. Nobody waits for the answer, but a page may stay open for weeks.
const PATIENCE = 10_000;
const AGAIN_AFTER = 600_000;

/**
 * @param {string} root of the site
 * @param {ServiceWorkerRegistration | null} registration where there is a service worker
 */
export function watchForNewRelease(root, registration) {
  const own = ownRelease();
  const look = async () => {
    const now = own && (await announcedRelease(root, PATIENCE));
    if (now && now !== own) showUpdateNotice(() => location.reload());
  };
  let last = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" || Date.now() - last < AGAIN_AFTER) return;
    last = Date.now();
    void look();
    registration?.update().catch(() => {
      // Without network there is nothing new.
    });
  });
  // Not before the next worker has taken over: in Chromium it waits for what the one before is asked meanwhile.
  if (registration) navigator.serviceWorker.addEventListener("controllerchange", () => void look());
  void look();
}
