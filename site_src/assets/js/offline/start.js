// @ts-check
/** Makes the site ready for what comes next: reading without network, and the self-check. */

import { prefetchRuntime } from "./prefetch.js";
import { canWorkOffline, register } from "./register.js";
import { whenIdle } from "./whenidle.js";

const OWN_SCRIPT = 'script[src*="assets/js/site.js"]';

/** Never throws: the page works as well without. */
export async function startOffline() {
  try {
    await whenIdle();
    const root = siteRoot();
    if (canWorkOffline()) await register(new URL("sw.js", root).href);
    else if (location.protocol !== "file:") await prefetchRuntime(new URL(ownScript().dataset.runtimeList || "", document.baseURI).href);
  } catch (error) {
    console.info("没有为离线使用做准备：", error);
  }
}

/** The root of the whole site, which may hold several editions: the folder in which its scripts lie. */
function siteRoot() {
  return new URL("../../", ownScript().src);
}

/** @returns {HTMLScriptElement} */
function ownScript() {
  return /** @type {HTMLScriptElement} */ (document.querySelector(OWN_SCRIPT));
}
