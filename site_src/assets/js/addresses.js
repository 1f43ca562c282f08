// @ts-check
/** Addresses that scripts write. */

/** Without a server nobody looks for a folder's index: the file is named. @param {URL} url @returns {string} */
export function reachable(url) {
  const named = new URL(url);
  if (named.protocol === "file:" && named.pathname.endsWith("/")) named.pathname += "index.html";
  return named.href;
}
