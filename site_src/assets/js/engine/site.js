// @ts-check
/** The engine of a page, on a server or in a folder. */

import { FolderSource } from "../offline/foldersource.js";
import { connectPage } from "./connections.js";
import { Engine } from "./engine.js";
import { RemoteSource } from "./remote.js";

/**
 * @param {string} base address of the folder of the runtime
 * @param {import("./types.js").Manifest} manifest
 * @param {Omit<import("./engine.js").Setup, "manifest" | "open">} setup
 */
export function openSiteEngine(base, manifest, setup) {
  // A page opened from a folder gets no worker, whoever asks.
  if (location.protocol === "file:") {
    return new Engine({ manifest, open: (options) => new FolderSource(base, options), connect: connectPage, ...setup });
  }
  return new Engine({ manifest, open: (options) => new RemoteSource(base, options), ...setup });
}
