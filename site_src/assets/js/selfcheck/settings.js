// @ts-check
/** What the reader prefers, by name, in every self-check of this browser. */

const PREFIX = "qinglian.";

/** @param {string} name */
export function readSetting(name) {
  try {
    return window.localStorage.getItem(PREFIX + name);
  } catch {
    return null; // 浏览器不允许存东西时，照没有选过
  }
}

/**
 * @param {string} name
 * @param {string} value
 */
export function writeSetting(name, value) {
  try {
    window.localStorage.setItem(PREFIX + name, value);
  } catch {
    // 存不下就只在这一次有效
  }
}
