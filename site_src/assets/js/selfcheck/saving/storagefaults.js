// @ts-check
/** Why the browser does not keep anything. */

/** @param {unknown} error  whether the browser has not answered */
export function isSilence(error) {
  return error instanceof DOMException && error.name === "TimeoutError";
}

/** @param {unknown} error @returns {string} why, as the reader would say it */
export function storageWords(error) {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "QuotaExceededError") return "浏览器的存储空间满了";
  if (isSilence(error)) return "浏览器的存储一直没有回应";
  // Chromium 对禁止存数据的设置报 UnknownError，却不让碰别的存储：以此分辨。
  const isForbidden = name === "SecurityError" || name === "InvalidStateError" || !mayKeep();
  if (isForbidden || !window.indexedDB) {
    return "浏览器不允许本站存东西（可能是无痕窗口，或禁用了网站数据）";
  }
  return "浏览器没有存成功";
}

function mayKeep() {
  try {
    return Boolean(window.localStorage);
  } catch {
    return false;
  }
}
