// @ts-check
/**
 * Where the runtime comes from: a server, or the folder copy. There it is fetched like anywhere else, from the scripts
 * beside the page (see offline/folder.js); only a module cannot be imported from a file, so it is imported from the
 * page's memory.
 *
 * @typedef {import("./types.js").RuntimeFile} RuntimeFile
 * @typedef {import("./types.js").Place} Place
 * @typedef {import("./types.js").SourceOptions} SourceOptions
 */

import { RemoteSource } from "./remote.js";

class FolderSource extends RemoteSource {
  /**
   * @override
   * @param {RuntimeFile} file
   */
  async script(file) {
    const bytes = /** @type {BlobPart} */ (await this.bytes(file));
    return URL.createObjectURL(new Blob([bytes], { type: "text/javascript" }));
  }
}

/**
 * @param {Place} place
 * @param {SourceOptions} [options]
 * @returns {import("./types.js").Source}
 */
export function openSource({ base, fresh, folder }, options = {}) {
  const Chosen = folder ? FolderSource : RemoteSource;
  return new Chosen(base, { ...options, fresh });
}
