// @ts-check
/**
 * Documents that Python makes: it is asked for them, and they are offered as downloads. The part of Python that makes
 * them is loaded when a document is first wanted, and loaded again when Python has started anew and knows nothing of
 * it any more.
 *
 * @typedef {import("../python/engine.js").Engine} Engine
 *
 * @typedef {object} MadeDocument  what Python made
 * @property {string} name
 * @property {string} type
 * @property {string} base64
 */

import { fromBase64 } from "../bytes.js";
import { handOver } from "../files.js";
import { EngineFault, isRefusal } from "../python/faults.js";
import { fetchData, madeWith } from "../python/madewith.js";

// Documents of five hundred units take a while on a slow machine.
const PATIENCE = 120;
const UNKNOWN_OPERATION = "B001";
// What a reader may as well paste into an editor.
const TEXTS = /^(text\/|application\/json)/;

/** @param {Engine} engine @returns {Promise<{code: string, data: object}>} the part of Python that makes documents */
async function documentParts({ build, failure }) {
  if (!build) throw failure || new EngineFault("unsupported");
  const page = madeWith();
  const [code, data] = await Promise.all([
    fetchData(page.folder("exports"), page.exports[build]),
    fetchData(page.folder("data"), page.data.form),
  ]);
  return { code, data };
}

export class Extension {
  /**
   * @param {Engine} engine
   * @param {(engine: Engine) => Promise<{code: string, data: object}>} [parts]  what is loaded
   * @param {() => Promise<void>} [after]  what Python is told once it is loaded
   */
  constructor(engine, parts = documentParts, after = async () => {}) {
    this.engine = engine;
    this.parts = parts;
    this.after = after;
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
    const { code, data } = await this.parts(this.engine);
    await this.engine.request("extend", { code, data }, { patience: PATIENCE });
    await this.after();
  }
}

/**
 * @param {MadeDocument} made
 * @param {HTMLElement} place  where the reader is told of it
 */
export function offerDocument({ name, type, base64 }, place) {
  const bytes = /** @type {Uint8Array<ArrayBuffer>} */ (fromBase64(base64));
  const text = TEXTS.test(type) ? new TextDecoder().decode(bytes) : undefined;
  handOver({ name, file: new Blob([bytes], { type }), text }, place);
}

/** @param {unknown} error @returns {string} what to tell the reader */
export function troubleWords(error) {
  const { message = "", remedy = "" } = /** @type {any} */ (error) || {};
  return `没有做成：${message}${remedy}`;
}
