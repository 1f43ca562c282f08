// @ts-check
/**
 * The runtime inside the page: for the copy that is opened by double click, where a page may fetch nothing. Its
 * classic scripts call `keep` with the name of a file and its bytes in base64.
 *
 * @typedef {import("./types.js").RuntimeFile} RuntimeFile
 * @typedef {import("./types.js").Source} Source
 */

import { Check } from "./checking.js";
import { EngineFault } from "./faults.js";

/** @implements {Source} */
export class EmbeddedSource {
  /** @param {(name: string) => Promise<string>} read gives a file of the runtime in base64 */
  constructor(read) {
    this.read = read;
  }

  /** @param {RuntimeFile} file */
  async bytes(file) {
    const text = await this.read(file.name).catch(() => {
      throw new EngineFault("missing", file.name);
    });
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const check = new Check(file);
    check.add(bytes);
    await check.pass(bytes);
    return bytes;
  }

  /** @param {RuntimeFile} file */
  async script(file) {
    const bytes = /** @type {BlobPart} */ (await this.bytes(file));
    return URL.createObjectURL(new Blob([bytes], { type: "text/javascript" }));
  }
}
