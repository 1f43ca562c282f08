// @ts-check
/**
 * The runtime in the folder copy: fetched like anywhere else, from the scripts beside the page (see folder.js);
 * only a module cannot be imported from a file, so it is imported from the page's memory.
 *
 * @typedef {import("../python/types.js").RuntimeFile} RuntimeFile
 */

import { RemoteSource } from "../python/remote.js";

export class FolderSource extends RemoteSource {
  /**
   * @override
   * @param {RuntimeFile} file
   */
  async script(file) {
    const bytes = /** @type {BlobPart} */ (await this.bytes(file));
    return URL.createObjectURL(new Blob([bytes], { type: "text/javascript" }));
  }
}
