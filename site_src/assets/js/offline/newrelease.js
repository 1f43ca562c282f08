// @ts-check
/** Tells the reader when the server publishes another release than the one this page is of. */

import { element } from "../dom.js";
import { announcedRelease } from "./published.js";

// Milliseconds. Nobody waits for the answer, and it is not asked for again soon: a worker that takes over answers late.
const PATIENCE = 120_000;
const AGAIN_AFTER = 600_000;

const WORDS = "网站有新版本，刷新后使用。";

/**
 * @param {object} page
 * @param {string} page.own  the release that it is of
 * @param {string} page.root  of the site
 * @param {ServiceWorkerRegistration | null} page.registration  where there is a service worker
 */
export function watchForNewRelease({ own, root, registration }) {
  const look = async () => {
    const now = await announcedRelease(root, PATIENCE);
    if (now && now !== own) showUpdateNotice();
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

/** A strip on the page, which goes on working with its own release until the reader asks for the new one. */
function showUpdateNotice() {
  if (document.querySelector("[data-update-notice]")) return;
  const words = element("span");
  const buttons = [button("刷新", () => location.reload()), button("以后再说", () => strip.remove())];
  // Announced at the reader's leisure; the focus stays where it is.
  const strip = element("div", { class: "q-update", "data-update-notice": "", role: "status" }, words, ...buttons);
  document.body.append(strip);
  // A live region speaks of what changes in it, not of what it came with.
  window.setTimeout(() => (words.textContent = WORDS), 100);
}

/**
 * @param {string} label
 * @param {() => void} act
 */
function button(label, act) {
  const made = element("button", { type: "button", class: "q-update__button" }, label);
  made.addEventListener("click", act);
  return made;
}
