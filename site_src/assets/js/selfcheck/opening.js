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

/** @param {string} address */
async function fetchJson(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}：${answer.status}`);
  return answer.json();
}
