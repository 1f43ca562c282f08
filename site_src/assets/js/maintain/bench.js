// @ts-check
/**
 * The workbench in Python: started when somebody begins, told the files of the criteria, asked about them. Where
 * Python has started anew, or was stopped, it is told them again before it is asked.
 *
 * @typedef {import("../python/engine.js").Engine} Engine
 * @typedef {import("./types.js").Files} Files
 * @typedef {import("./types.js").State} State
 */

import { Extension } from "../documents/documents.js";
import { connectPage } from "../python/connection.js";
import { EngineFault } from "../python/faults.js";
import { fetchData, madeWith } from "../python/madewith.js";
import { RemoteSource } from "../python/remote.js";
import { inBase64 } from "../bytes.js";

/** Seconds: the whole site takes a while on a slow machine. */
const PATIENCE = 120;

/** @returns {Promise<{code: string, data: object}>} the part of Python that revises, as `extend` takes it */
async function workbenchParts() {
  const { workbench, runtime, exports, folder } = madeWith();
  if (!workbench) throw new EngineFault("missing", "workbench");
  const place = folder("workbench");
  const [code, program] = await Promise.all([
    fetchData(place, workbench.opener),
    new RemoteSource(place).bytes(workbench.program),
  ]);
  return { code, data: { program: inBase64(program), site: { runtime, exports, workbench } } };
}

/** @returns {Promise<Files>} the criteria as the site publishes them */
export function publishedFiles() {
  const { workbench, folder } = madeWith();
  if (!workbench) return Promise.reject(new EngineFault("missing", "workbench"));
  return fetchData(folder("workbench"), workbench.sources);
}

export class Bench {
  /**
   * @param {() => Engine} openEngine  makes one that is not started yet
   * @param {() => Promise<{code: string, data: object}>} [parts]
   */
  constructor(openEngine, parts = workbenchParts) {
    this.openEngine = openEngine;
    this.parts = parts;
    /** @type {Engine | null} */
    this.engine = null;
    /** @type {Extension | null} */
    this.extension = null;
    /** What Python works on. @type {Files} */
    this.files = {};
    /** How it stood with them when Python was told of them. @type {State | null} */
    this.opened = null;
    /** @type {Promise<any>} */
    this.last = Promise.resolve();
    /** Told what the engine says of itself. @type {(engine: Engine) => void} */
    this.onengine = () => {};
  }

  /**
   * @param {Files} files
   * @returns {Promise<State>}
   */
  open(files) {
    this.files = files;
    const opened = this.last.then(async () => {
      const extension = this.ready();
      const isLoaded = Boolean(extension.loaded);
      await extension.load();
      return isLoaded ? extension.ask("bench-open", { files }) : this.opened;
    });
    this.last = opened.catch(() => {});
    return opened;
  }

  /**
   * Asks one thing after another.
   *
   * @param {string} op
   * @param {object} [payload]
   * @returns {Promise<any>}
   */
  ask(op, payload = {}) {
    const asked = this.last.then(() => this.ready().ask(op, payload));
    this.last = asked.catch(() => {});
    return asked;
  }

  ready() {
    if (!this.extension) this.extension = this.start();
    if (this.engine?.state === "failed") this.engine.retry();
    return this.extension;
  }

  start() {
    const engine = this.openEngine();
    this.engine = engine;
    const after = async () => {
      this.opened = await engine.request("bench-open", { files: this.files }, { patience: PATIENCE });
    };
    this.onengine(engine);
    engine.start();
    return new Extension(engine, this.parts, after);
  }

  /** Whether Python works on the page itself, where nothing can end it before it is done with a step. */
  get isOnPage() {
    return this.engine?.connect === connectPage;
  }

  /** Ends whatever Python is at; it starts anew when it is asked again. */
  stop() {
    this.engine?.close();
    this.engine = null;
    this.extension = null;
  }
}
