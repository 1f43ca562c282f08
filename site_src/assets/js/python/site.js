// @ts-check
/** The engine of a page, on a server or in a folder. */

import { connectPage } from "./connection.js";
import { Engine } from "./engine.js";

/**
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
