// @ts-check
/** Opens the engine of this page: what there is to start, and where it lies, stands in the head of the page. */

import { openSiteEngine } from "./site.js";

/** @returns {import("./engine.js").Engine} */
export function openEngine() {
  const described = /** @type {HTMLScriptElement} */ (document.querySelector("script[data-runtime]"));
  const { runtime = "", rubric = "", digest = "" } = described.dataset;
  return openSiteEngine(runtime, JSON.parse(described.textContent || ""), {
    prepare: async (ask, holds) => {
      if (holds !== digest) await ask("load", { rubric: await fetchJson(new URL(rubric, document.baseURI).href) });
    },
  });
}

/**
 * Asks the server whether it is still so: a server that says nothing of caching lets a browser keep criteria that
 * have changed since.
 *
 * @param {string} address
 */
async function fetchJson(address) {
  const answer = await fetch(address, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${address}：${answer.status}`);
  return answer.json();
}
