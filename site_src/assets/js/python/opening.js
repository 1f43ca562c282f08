// @ts-check
/** Opens the engine of this page with the criteria that the page was made with. */

import { connectPage } from "./connection.js";
import { Engine } from "./engine.js";
import { fetchData, madeWith } from "./madewith.js";

/** @returns {import("./engine.js").Engine} */
export function openEngine() {
  const { runtime, data, digest, folder } = madeWith();
  return openSiteEngine(folder("runtime"), runtime, {
    prepare: async (ask, holds) => {
      if (holds !== digest) await ask("load", { rubric: await fetchData(folder("data"), data.rubric) });
    },
  });
}

/**
 * An engine, on a server or in a folder.
 *
 * @param {string} base address of the folder of the runtime
 * @param {import("./types.js").Manifest} manifest
 * @param {Omit<import("./engine.js").Setup, "manifest" | "base">} setup
 */
export function openSiteEngine(base, manifest, setup) {
  // A page opened from a folder gets no worker, whoever asks.
  if (location.protocol === "file:") {
    return new Engine({ manifest, base, folder: true, connect: connectPage, ...setup });
  }
  return new Engine({ manifest, base, ...setup });
}
