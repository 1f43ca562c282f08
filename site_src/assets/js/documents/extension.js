// @ts-check
/**
 * The part of Python that makes documents: loaded when a document is first wanted, and loaded again when Python
 * has started anew and knows nothing of it any more.
 *
 * @typedef {import("../python/engine.js").Engine} Engine
 *
 * @typedef {object} MadeDocument  what Python made
 * @property {string} name
 * @property {string} type
 * @property {string} base64
 */

import { EngineFault, isRefusal } from "../python/faults.js";
import { fetchData, madeWith } from "../python/madewith.js";

// Documents of five hundred units take a while on a slow machine.
const PATIENCE = 120;
const UNKNOWN_OPERATION = "B001";

export class Extension {
  /** @param {Engine} engine */
  constructor(engine) {
    this.engine = engine;
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
    const page = madeWith();
    const [code, data] = await Promise.all([
      fetchData(page.folder("exports"), page.exports[build]),
      fetchData(page.folder("data"), page.data.form),
    ]);
    await this.engine.request("extend", { code, data }, { patience: PATIENCE });
  }
}
