// @ts-check
/** Makes the site ready for what comes next: reading without network, the self-check, and the next release. */

import { watchForNewRelease } from "./newrelease.js";
import { prefetchRuntime } from "./prefetch.js";
import { canWorkOffline, register } from "./register.js";
import { whenIdle } from "./whenidle.js";

const OWN_SCRIPT = 'script[src*="assets/js/site.js"]';

/** Never throws: the page works as well without. */
export async function startOffline() {
  try {
    await whenIdle();
    if (location.protocol === "file:") return;
    const { src, dataset } = /** @type {HTMLScriptElement} */ (document.querySelector(OWN_SCRIPT));
    // The root of the whole site, which may hold several editions: the folder in which its scripts lie.
    const root = new URL("../../", src).href;
    const registration = canWorkOffline() ? await register(new URL("sw.js", root).href) : null;
    watchForNewRelease(root, registration);
    if (!registration) await prefetchRuntime(new URL(dataset.runtimeList || "", document.baseURI).href);
  } catch (error) {
    console.info("没有为离线使用做准备：", error);
  }
}
