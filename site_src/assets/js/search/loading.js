// @ts-check
/**
 * How the documents reach the page: as a script, because a page opened from a folder may not fetch.
 *
 * @typedef {import("./types.js").SearchData} SearchData
 */

/** The name under which the script made by `macros/search/` leaves its data. */
const NAME = "__qinglianSearch";

/**
 * @param {string} url of the script
 * @param {Window & {[NAME]?: SearchData}} page
 * @returns {Promise<SearchData>}
 */
export function loadSearchData(url, page = window) {
  const ready = page[NAME];
  if (ready) return Promise.resolve(ready);
  return new Promise((resolve, reject) => {
    const script = page.document.createElement("script");
    script.src = url;
    script.onload = () => {
      const data = page[NAME];
      if (data?.format === 1) resolve(data);
      else reject(new Error(`检索数据不可用：${url}`));
    };
    script.onerror = () => {
      script.remove();
      reject(new Error("检索数据没有载入：连接不到服务器，或者网站刚刚更新"));
    };
    page.document.head.append(script);
  });
}
