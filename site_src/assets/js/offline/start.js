// @ts-check
/** Makes the site ready for what comes next: reading without network, and the self-check. */

import { prefetchRuntime } from "./prefetch.js";
import { canWorkOffline, register } from "./register.js";
import { whenIdle } from "./whenidle.js";

/**
 * Never throws: the page works as well without. The self-check page, which fetches Python itself, comes here as well.
 *
 * @param {object} options
 * @param {(path: string) => string} options.href  from a path of the site to an address that works on this page
 */
export async function startOffline({ href }) {
  try {
    await whenIdle();
    if (canWorkOffline()) await register(href("sw.js"));
    else if (location.protocol !== "file:") await prefetchRuntime(new URL(href("assets/runtime/"), location.href).href);
  } catch (error) {
    console.info("没有为离线使用做准备：", error);
  }
}
