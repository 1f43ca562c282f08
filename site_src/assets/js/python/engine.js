// @ts-check
/**
 * The client of Python: starts it, asks it, starts it again when it has stopped. It knows nothing of what is asked.
 *
 * Events: `state` whenever `engine.state` or `engine.failure` changes, `progress` while loading.
 *
 * @typedef {import("./types.js").Manifest} Manifest
 * @typedef {import("./types.js").RuntimeFile} RuntimeFile
 * @typedef {import("./types.js").State} State
 * @typedef {import("./types.js").Stage} Stage
 * @typedef {import("./types.js").Connect} Connect
 * @typedef {import("./types.js").Patience} Patience
 * @typedef {import("./types.js").Ask} Ask
 *
 * @typedef {object} Setup
 * @property {Manifest} manifest
 * @property {string} base  address of the folder of the runtime
 * @property {boolean} [folder]  whether the page lies in the folder copy
 * @property {Connect} [connect]
 * @property {(ask: Ask, holds: string) => Promise<void>} prepare  tells a newly started Python all it has to know;
 *   `holds` is the label of what it has loaded already, or ""
 * @property {Partial<Patience>} [patience]
 *
 * @typedef {object} Waiting
 * @property {string} text
 * @property {number | undefined} patience
 * @property {boolean} again
 * @property {(value: any) => void} resolve
 * @property {(error: unknown) => void} reject
 */

import { Launch } from "./launch.js";
import { connectPage, connectWorker } from "./connection.js";
import { ServiceFault, EngineFault } from "./faults.js";
import { probeBuild } from "./build.js";
import { LoadProgress } from "./progress.js";

/** @type {Patience} */
const PATIENCE = { fetching: 30, starting: 120, answering: 15 };
// How often Python may stop without having answered anything in between.
const LIVES = 3;

export class Engine extends EventTarget {
  /** @param {Setup} setup */
  constructor({ manifest, base, folder = false, connect = connectWorker, prepare, patience = {} }) {
    super();
    this.build = probeBuild();
    this.runtime = this.build && manifest[this.build];
    this.place = { base: new URL(base, document.baseURI).href, folder };
    this.connect = connect;
    this.prepare = prepare;
    this.patience = { ...PATIENCE, ...patience };
    /** @type {State} */
    this.state = "loading";
    /** @type {EngineFault | null} why it failed: code, message and remedy */
    this.failure = null;
    /** @type {import("./types.js").Way | ""} */
    this.way = "";
    /** @type {Waiting[]} */
    this.waiting = [];
    this.busy = false;
    this.deaths = 0;
    /** @type {Launch | null} */
    this.launch = null;
  }

  start() {
    if (this.build) void this.run({});
    else this.become("unsupported", new EngineFault("unsupported"));
  }

  /** Starts again after a failure, past the browser's cache. */
  retry() {
    if (this.state !== "failed" || this.failure?.code === "stopped") return;
    this.deaths = 0;
    void this.run({ fresh: true });
  }

  /**
   * Asks Python; waits for it while it is loading. Rejects with a ServiceFault where the core refuses, with an
   * EngineFault where there is no answer.
   *
   * @param {string} op
   * @param {object} [payload]
   * @param {{patience?: number}} [options] how many seconds the work may take
   * @returns {Promise<any>} the value of the reply
   */
  request(op, payload = {}, { patience } = {}) {
    if (this.failure) return Promise.reject(this.failure);
    return new Promise((resolve, reject) => {
      const text = JSON.stringify({ op, ...payload });
      this.waiting.push({ text, patience, again: false, resolve, reject });
      void this.work();
    });
  }

  /** Ends it for good, in whatever it is doing; whoever waits is told that it was stopped. */
  close() {
    const fault = new EngineFault("stopped");
    this.become("failed", fault);
    this.launch?.end(fault);
  }

  /** @param {{plain?: boolean, fresh?: boolean}} options */
  async run({ plain = false, fresh = false }) {
    this.become("loading", null);
    const launch = this.makeLaunch(plain, fresh);
    try {
      this.way = await launch.start();
      this.progress?.reach("preparing");
      const holds = (this.way === "snapshot" && this.runtime?.rehearsed) || "";
      const ask = async (/** @type {string} */ op, payload = {}) =>
        valueOf(await launch.ask(JSON.stringify({ op, ...payload })));
      await this.prepare(ask, holds);
    } catch (error) {
      return this.stumble(asEngineFault(error), plain);
    }
    this.become("ready", null);
    void this.work();
  }

  /**
   * @param {boolean} plain
   * @param {boolean} fresh
   */
  makeLaunch(plain, fresh) {
    const build = /** @type {import("./types.js").PyodideBuild} */ (this.runtime);
    const progress = new LoadProgress((detail) => this.dispatchEvent(new CustomEvent("progress", { detail })));
    const launch = new Launch({
      build,
      place: { ...this.place, fresh },
      connect: this.connect,
      plain,
      patience: this.patience,
      wants: (file) => progress.want(file),
      arrived: (file, loaded) => progress.arrived(file, loaded),
      reached: (stage) => progress.reach(stage),
    });
    this.launch = launch;
    this.progress = progress;
    return launch;
  }

  /**
   * Python did not start. Some reasons leave another way to try.
   *
   * @param {EngineFault} fault
   * @param {boolean} plain
   */
  stumble(fault, plain) {
    if (this.failure?.code === "stopped") return;
    this.bury(fault);
    this.deaths += 1;
    if (this.deaths < LIVES) {
      if (fault.code === "refused" && this.connect === connectWorker) {
        this.connect = connectPage;
        return void this.run({ plain });
      }
      if (["slow", "crashed", "blocked"].includes(fault.code)) return void this.run({ plain: true });
    }
    this.become("failed", fault);
  }

  /** Puts the waiting requests, one after another. */
  async work() {
    if (this.busy || this.state !== "ready") return;
    this.busy = true;
    for (let next = this.waiting.shift(); next; next = this.state === "ready" ? this.waiting.shift() : undefined) {
      await this.put(next);
    }
    this.busy = false;
  }

  /** @param {Waiting} waiting */
  async put(waiting) {
    const launch = /** @type {Launch} */ (this.launch);
    try {
      const text = await launch.ask(waiting.text, waiting.patience);
      this.deaths = 0;
      waiting.resolve(valueOf(text));
    } catch (error) {
      if (error instanceof ServiceFault) waiting.reject(error);
      else this.recover(asEngineFault(error), waiting);
    }
  }

  /**
   * Python has stopped in mid-work: it is started and prepared again, and asked the same once more.
   *
   * @param {EngineFault} fault
   * @param {Waiting} waiting
   */
  recover(fault, waiting) {
    if (this.failure?.code === "stopped") return waiting.reject(fault);
    this.bury(fault);
    this.deaths += 1;
    if (waiting.again) waiting.reject(fault);
    else this.waiting.unshift({ ...waiting, again: true });
    if (this.deaths < LIVES) void this.run({});
    else this.become("failed", fault);
  }

  /** @param {EngineFault} fault */
  bury(fault) {
    console.warn(`engine: ${fault.code} ${fault.detail}`);
    this.launch?.end(fault);
  }

  /**
   * @param {State} state
   * @param {EngineFault | null} failure
   */
  become(state, failure) {
    this.state = state;
    this.failure = failure;
    if (failure) for (const waiting of this.waiting.splice(0)) waiting.reject(failure);
    this.dispatchEvent(new CustomEvent("state", { detail: { state, failure } }));
  }
}

/** @param {string} text a reply of the service */
function valueOf(text) {
  const reply = JSON.parse(text);
  if (!reply.ok) throw new ServiceFault(reply.faults);
  return reply.value;
}

/** @param {unknown} error */
function asEngineFault(error) {
  if (error instanceof EngineFault) return error;
  return new EngineFault("data", String(error instanceof Error ? error.stack : error));
}
