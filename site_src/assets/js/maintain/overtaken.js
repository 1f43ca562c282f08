// @ts-check
/**
 * A revision that the site has overtaken: what it publishes has become another since the revision began with it. A site
 * made of the revision would take back what somebody else has published.
 *
 * @typedef {import("./page.js").MaintainPage} MaintainPage
 * @typedef {import("./types.js").Files} Files
 * @typedef {import("./keeping/work.js").StoredWork} StoredWork
 */

import { madeWith } from "../python/madewith.js";
import { differing } from "./keeping/merging.js";
import { editionOf, itemOf } from "./outlined.js";
import { fileWords } from "./steps/checking.js";

/** @returns {string} by which the criteria are known that the site publishes; "" where it publishes none */
export function publishedMark() {
  return madeWith().workbench?.sources.name || "";
}

/** Says so where the site has published something else since the revision on the page began. @param {MaintainPage} page */
export async function tellOvertaken(page) {
  const { work, alerts, keeper, state } = page;
  const mark = publishedMark();
  alerts.clear("overtaken");
  const paths = work && (await overtakenBy(work.stored, mark, page.published).catch(() => null));
  if (!paths || work !== page.work) return;
  if (paths.length) return alerts.raise("overtaken", overtakenWords(paths, state));
  // 多半就是这一份发布的
  work.stored.began = mark;
  keeper.schedule();
}

/**
 * @param {StoredWork} stored
 * @param {string} mark  of what is published now
 * @param {() => Promise<Files>} published
 * @returns {Promise<string[] | null>} the files in which both differ; null where nothing was published meanwhile
 */
export async function overtakenBy({ began, files }, mark, published) {
  if (!began || !mark || began === mark) return null;
  return differing(await published(), files).filter((path) => path.endsWith(".yaml") && !path.includes("/."));
}

const MOST_NAMED = 8;

/** @param {string[]} paths @param {import("./types.js").State | null} state @returns {string} */
export function overtakenWords(paths, state) {
  const names = [...new Set(paths.map((path) => nameOf(path, state)))];
  const more = names.length > MOST_NAMED ? `等${names.length}处` : "";
  return (
    `这份修订开始以后，网站又发布过别的改动。两边不同的有：${names.slice(0, MOST_NAMED).join("、")}${more}（这里改的也算在内）。` +
    "照这份生成网站，会盖掉那些改动：请先弄清是谁改了什么，补到这里再发布；或者从网站现在发布的细则重新开始。"
  );
}

/** @param {string} path @param {import("./types.js").State | null} state */
function nameOf(path, state) {
  const place = { file: path };
  const isOfEdition = path.split("/").length > 2;
  if (isOfEdition && !editionOf(state, place)) return "这里没有的一版";
  const item = itemOf(state, place);
  return item ? `${item.label}${item.heading}` : fileWords(path);
}
