// @ts-check
/**
 * Why an older edition cannot be had: only where nothing came is the connection to be looked at.
 */

import { word } from "../../editionwords.js";

const AGAIN = "请检查网络连接，然后再试。";
const MAINTAINER = "请刷新页面再试；仍然这样，请告诉网站的维护人员。";
const ALTERED = `取到的与发布时的不一样，多半是网站上的文件被改动过，为安全起见没有用。${MAINTAINER}`;

/** By the codes of an engine's fault, see `../../python/faults.js`. @type {Record<string, string>} */
const REASONS = {
  altered: ALTERED,
  short: "取到的不完整：连接中途断开了，或者网站上的文件被改动过。请检查网络连接，然后再试；仍然这样，请告诉网站的维护人员。",
  missing: `网站上没有了，多半是网站已经更新。${MAINTAINER}`,
  server: "服务器暂时不能提供。请过一会儿再试；一直不行，请告诉网站的维护人员。",
};

/**
 * @param {unknown} error
 * @returns {string} what the reader is told
 */
export function notFetched(error) {
  const { name = "", code = "" } = /** @type {{name?: string, code?: string}} */ (error);
  // 内容对得上，却读不懂：只会是发布的时候就不对
  const reason = name === "ServiceFault" ? `里面有读不懂的内容。${MAINTAINER}` : REASONS[code] || `没有取到。${AGAIN}`;
  return `要逐${word("clause")}对照，先得取来那一版${word("criteria")}：${reason}`;
}
