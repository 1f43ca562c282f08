// @ts-check
/**
 * The part of Python that makes documents: loaded when a document is first wanted, and loaded again when Python
 * has started anew and knows nothing of it any more.
 *
 * @typedef {import("../engine/engine.js").Engine} Engine
 * @typedef {import("../engine/types.js").RuntimeFile} RuntimeFile
 * @typedef {import("../engine/types.js").EditionName} EditionName
 * @typedef {{format: number} & Record<EditionName, RuntimeFile>} ExportsManifest  see macros/exports/bundle
 *
 * @typedef {object} MadeDocument  what Python made
 * @property {string} name
 * @property {string} type
 * @property {string} base64
 */

import { DeskFault } from "../engine/faults.js";
import { RemoteSource } from "../engine/remote.js";
import { unpackedBytes } from "../engine/unpacking.js";

// Documents of five hundred units take a while on a slow machine.
const PATIENCE = 120;
const UNKNOWN_OPERATION = "B001";

export class Extension {
  /**
   * @param {Engine} engine
   * @param {string} base address of the folder of the exports
   */
  constructor(engine, base) {
    this.engine = engine;
    this.base = new URL(base, document.baseURI).href;
    /** @type {Promise<void> | null} */
    this.loaded = null;
  }

  /**
   * @param {string} op
   * @param {object} payload
   * @returns {Promise<any>}
   */
  async ask(op, payload) {
    await this.load();
    try {
      return await this.engine.request(op, payload, { patience: PATIENCE });
    } catch (error) {
      if (!(error instanceof DeskFault) || error.faults[0]?.code !== UNKNOWN_OPERATION) throw error;
    }
    this.loaded = null;
    await this.load();
    return await this.engine.request(op, payload, { patience: PATIENCE });
  }

  /** Loads it once; what failed is tried again the next time. */
  async load() {
    if (!this.loaded) this.loaded = this.extend();
    try {
      await this.loaded;
    } catch (error) {
      this.loaded = null;
      throw error;
    }
  }

  async extend() {
    const { edition } = this.engine;
    if (!edition) throw this.engine.failure || new Error("unsupported");
    const answer = await fetch(new URL("manifest.json", this.base).href);
    if (!answer.ok) throw new Error(`manifest.json：${answer.status}`);
    const manifest = /** @type {ExportsManifest} */ (await answer.json());
    const packed = await new RemoteSource(this.base).bytes(manifest[edition]);
    const text = new TextDecoder().decode(await unpackedBytes(packed));
    await this.engine.request("extend", JSON.parse(text), { patience: PATIENCE });
  }
}
