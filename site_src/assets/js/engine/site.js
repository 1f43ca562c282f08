// @ts-check
/**
 * The engine of a page on a server, and fetching it ahead.
 *
 * @typedef {import("./types.js").Manifest} Manifest
 * @typedef {import("./types.js").Role} Role
 */

import { FolderSource } from "../offline/foldersource.js";
import { connectPage } from "./connections.js";
import { Engine } from "./engine.js";
import { probeEdition } from "./probe.js";
import { RemoteSource } from "./remote.js";

/** @type {Role[]} */
const AHEAD = ["worker", "lock", "module", "wasm", "snapshot"];

/**
 * @param {string} base address of the folder of the runtime
 * @param {Manifest} manifest
 * @param {Omit<import("./engine.js").Setup, "manifest" | "open">} setup
 */
export function openSiteEngine(base, manifest, setup) {
  // A page opened from a folder gets no worker, whoever asks.
  if (location.protocol === "file:") {
    return new Engine({ manifest, open: (options) => new FolderSource(base, options), connect: connectPage, ...setup });
  }
  return new Engine({ manifest, open: (options) => new RemoteSource(base, options), ...setup });
}

/**
 * Fetches what a start will need into the browser's cache, one file after another, unless the reader pays for
 * every byte. Never disturbs: what fails here is tried again when it is wanted.
 *
 * @param {string} base
 * @param {Manifest} manifest
 * @returns {Promise<boolean>} whether everything has come
 */
export async function fetchAhead(base, manifest) {
  const edition = probeEdition();
  const { saveData = false, effectiveType = "4g" } = /** @type {any} */ (navigator).connection || {};
  if (edition !== "current" || saveData || effectiveType.includes("2g")) return false;
  const source = new RemoteSource(base);
  try {
    for (const role of AHEAD) {
      const file = manifest[edition].files[role];
      if (file) await source.bytes(file);
    }
    return true;
  } catch {
    return false;
  }
}
