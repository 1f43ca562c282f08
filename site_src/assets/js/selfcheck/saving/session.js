// @ts-check
/** Which self-check this tab is on: remembered over a reload, not shared with other tabs. */

import { byLastUse } from "./storedcheck.js";

const OPEN = "qinglian.open";

/** @returns {string | null} */
export function rememberedId() {
  try {
    return window.sessionStorage.getItem(OPEN);
  } catch {
    return null; // 浏览器不允许存东西时，打开最近改过的一份
  }
}

/** @param {string} id */
export function rememberId(id) {
  try {
    window.sessionStorage.setItem(OPEN, id);
  } catch {
    // 同上
  }
}

/**
 * @param {import("../types.js").StoredCheck[]} checks
 * @param {string} edition
 * @returns {import("../types.js").StoredCheck | undefined} the one this tab was on, or the last one used
 */
export function checkToOpen(checks, edition) {
  const usable = checks.filter(({ deleted, file }) => !deleted && file.edition.id === edition);
  const remembered = rememberedId();
  return usable.find(({ id }) => id === remembered) || byLastUse(usable)[0];
}
