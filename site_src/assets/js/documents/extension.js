// @ts-check
/**
 * The part of Python that makes documents: loaded when a document is first wanted, and loaded again when Python
 * has started anew and knows nothing of it any more.
 *
 * @typedef {import("../python/engine.js").Engine} Engine
 * @typedef {import("../python/types.js").RuntimeFile} RuntimeFile
 * @typedef {import("../python/types.js").PyodideBuildName} PyodideBuildName
 * @typedef {{format: number} & Record<PyodideBuildName, RuntimeFile>} ExportsManifest  see macros/documents/shared/bundle
 *
 * @typedef {object} MadeDocument  what Python made
 * @property {string} name
 * @property {string} type
 * @property {string} base64
 */

import { EngineFault, isRefusal } from "../python/faults.js";
import { RemoteSource } from "../python/remote.js";

// Documents of five hundred units take a while on a slow machine.
const PATIENCE = 120;
const UNKNOWN_OPERATION = "B001";

export class Extension {
  /**
   * @param {Engine} engine
   * @param {DOMStringMap} page  the attributes that say where things lie: `exports`, the folder of the code, and
   *   `templates`, the Word form of this edition
   */
  constructor(engine, { exports: code = "", templates = "" }) {
    this.engine = engine;
    this.base = new URL(code, document.baseURI).href;
    this.templates = new URL(templates, document.baseURI).href;
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
      if (!isRefusal(error, UNKNOWN_OPERATION)) throw error;
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
    const { build } = this.engine;
    if (!build) throw this.engine.failure || new EngineFault("unsupported");
    const manifest = /** @type {ExportsManifest} */ (await fetchJson(new URL("manifest.json", this.base).href));
    const [bytes, data] = await Promise.all([
      new RemoteSource(this.base).bytes(manifest[build]),
      fetchJson(this.templates),
    ]);
    const code = JSON.parse(new TextDecoder().decode(bytes));
    await this.engine.request("extend", { code, data }, { patience: PATIENCE });
  }
}

/** @param {string} address @returns {Promise<any>} */
async function fetchJson(address) {
  const answer = await fetch(address).catch(() => null);
  if (!answer) throw new EngineFault("network", address);
  if (!answer.ok) throw new EngineFault("missing", address);
  return await answer.json();
}
