// @ts-check
/**
 * One life of Python: from its first file to the day it stops. Tells the worker what to start, puts requests to it
 * one at a time, and notices silence. A broken launch is thrown away; the engine makes another.
 *
 * @typedef {import("./types.js").PyodideBuild} PyodideBuild
 * @typedef {import("./types.js").RuntimeFile} RuntimeFile
 * @typedef {import("./types.js").Stage} Stage
 * @typedef {import("./types.js").Way} Way
 * @typedef {import("./types.js").Report} Report
 * @typedef {import("./types.js").FileReport} FileReport
 * @typedef {import("./types.js").Place} Place
 * @typedef {import("./types.js").Connection} Connection
 * @typedef {import("./types.js").Patience} Patience
 *
 * @typedef {object} Circumstances
 * @property {PyodideBuild} build
 * @property {Place} place
 * @property {import("./types.js").Connect} connect
 * @property {boolean} plain  start without the snapshot
 * @property {Patience} patience
 * @property {(file: RuntimeFile) => void} wants   told of every file that will be loaded
 * @property {(file: RuntimeFile, loaded: number) => void} arrived  and of its bytes as they come
 * @property {(stage: Stage) => void} reached
 */

import { codeOf, detailOf, EngineFault } from "./faults.js";
import { rolesToStart } from "./build.js";
import { openSource } from "./sources.js";
import { Watchdog } from "./watchdog.js";

export class Launch {
  /** @param {Circumstances} circumstances */
  constructor(circumstances) {
    this.circumstances = circumstances;
    /** @type {Stage} */
    this.stage = "starting";
    /** @type {Set<string>} names of the files that are on their way */
    this.loading = new Set();
    this.source = openSource(circumstances.place, { arrived: (file, loaded) => this.fileHeard(file.name, loaded) });
    this.asked = 0;
    this.started = false;
    /** @type {EngineFault | null} */
    this.over = null;
    this.awaited = { resolve: (/** @type {any} */ _) => {}, reject: (/** @type {EngineFault} */ _) => {} };
    this.watch = new Watchdog(() => this.end(new EngineFault(this.silence())));
    /** @type {Promise<Connection | null>} */
    this.connected = Promise.resolve(null);
  }

  /** Resolves once Python answers; rejects with an EngineFault. @returns {Promise<Way>} */
  start() {
    const { build, plain } = this.circumstances;
    const ready = this.await();
    for (const role of /** @type {const} */ (["worker", ...rolesToStart(build, plain)])) {
      const file = build.files[role];
      if (file) this.want(file);
    }
    this.connected = this.connect();
    return ready;
  }

  /** @returns {Promise<Connection | null>} null where it is too late */
  async connect() {
    const { build, place, connect, plain } = this.circumstances;
    const listener = {
      heard: (/** @type {Report} */ report) => this.heard(report),
      broke: (/** @type {string} */ code, /** @type {string} */ detail) => this.end(new EngineFault(code, detail)),
    };
    try {
      const { worker, ...files } = build.files;
      const connection = await connect(/** @type {RuntimeFile} */ (worker), this.source, listener);
      if (this.over) connection.close();
      else connection.post({ kind: "start", plain, image: build.image, files, ahead: rolesToStart(build, plain), place });
      return this.over ? null : connection;
    } catch (error) {
      this.end(new EngineFault(codeOf(error, "refused"), detailOf(error)));
      return null;
    }
  }

  /** @param {RuntimeFile} file */
  want(file) {
    this.loading.add(file.name);
    this.circumstances.wants(file);
    this.alive();
  }

  /** @param {FileReport} report */
  fileTold({ name, loaded, over }) {
    if (loaded !== null) this.fileHeard(name, loaded);
    if (over) this.fileOver(name);
  }

  /**
   * @param {string} name
   * @param {number} loaded bytes
   */
  fileHeard(name, loaded) {
    const { build, arrived } = this.circumstances;
    const file = Object.values(build.files).find((one) => one.name === name);
    if (!file) return;
    if (loaded === 0 && !this.loading.has(name)) this.want(file);
    arrived(file, loaded);
    this.alive();
  }

  /** @param {string} name */
  fileOver(name) {
    this.loading.delete(name);
    this.alive();
  }

  /** Something has happened: bytes came, or a step was taken. */
  alive() {
    if (this.started || this.over) return;
    const { patience, reached } = this.circumstances;
    reached(this.loading.size ? "fetching" : this.stage);
    this.watch.expect(this.loading.size ? patience.fetching : patience.starting);
  }

  silence() {
    if (this.started) return "blocked";
    return this.loading.size ? "stalled" : "slow";
  }

  /** @param {Report} report */
  heard(report) {
    if (this.over) return;
    if (report.kind === "file") this.fileTold(report);
    else if (report.kind === "failed" || report.kind === "broken") {
      this.end(new EngineFault(report.code, report.detail));
    } else if (report.kind === "reply") this.settle(report.text);
    else if (report.kind === "ready") {
      this.started = true;
      this.settle(report.way);
    } else {
      if (report.kind === "stage") this.stage = report.stage;
      this.alive();
    }
  }

  /**
   * @param {string} text
   * @param {number} [patience] seconds
   * @returns {Promise<string>}
   */
  async ask(text, patience = this.circumstances.patience.answering) {
    if (this.over) throw this.over;
    this.asked += 1;
    const id = this.asked;
    const reply = this.await();
    this.watch.expect(patience);
    const connection = await this.connected;
    connection?.post({ kind: "request", id, text });
    return await reply;
  }

  /** @returns {Promise<any>} settled by the next answer, or by the end */
  await() {
    return new Promise((resolve, reject) => {
      this.awaited = { resolve, reject };
    });
  }

  /** @param {any} value */
  settle(value) {
    this.watch.stop();
    this.awaited.resolve(value);
  }

  /** @param {EngineFault} fault */
  end(fault) {
    if (this.over) return;
    this.over = fault;
    this.watch.stop();
    this.source.stop();
    this.connected.then((connection) => connection?.close());
    this.awaited.reject(fault);
  }
}
