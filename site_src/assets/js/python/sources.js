// @ts-check
/**
 * Where the runtime comes from: a server, or the folder copy, where a module cannot be imported from a file.
 *
 * @typedef {import("./types.js").Place} Place
 * @typedef {import("./types.js").SourceOptions} SourceOptions
 */

import { FolderSource } from "../offline/foldersource.js";
import { RemoteSource } from "./remote.js";

/**
 * @param {Place} place
 * @param {SourceOptions} [options]
 * @returns {import("./types.js").Source}
 */
export function openSource({ base, fresh, folder }, options = {}) {
  const Chosen = folder ? FolderSource : RemoteSource;
  return new Chosen(base, { ...options, fresh });
}
