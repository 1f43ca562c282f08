// @ts-check
/** Opens the engine of this page: the runtime lies where the page says, the criteria beside it. */

import { openSiteEngine } from "../engine/site.js";

/**
 * @param {DOMStringMap} page  the attributes of the page
 * @returns {Promise<import("../engine/engine.js").Engine>}
 */
export async function openEngine({ runtime = "", rubric = "" }) {
  const base = new URL(runtime, document.baseURI).href;
  const criteria = fetchJson(new URL(rubric, document.baseURI).href);
  const manifest = await fetchJson(new URL("manifest.json", base).href);
  return openSiteEngine(base, manifest, {
    prepare: async (ask) => void (await ask("load", { rubric: await criteria })),
  });
}

/**
 * Asks the server whether it is still so: a server that says nothing of caching lets a browser keep a list of files
 * that are no longer there.
 *
 * @param {string} address
 */
async function fetchJson(address) {
  const answer = await fetch(address, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${address}：${answer.status}`);
  return answer.json();
}
