// @ts-check
/**
 * One life of Python: from its first file to the day it stops. Sends the worker what it needs, puts requests to
 * it one at a time, and notices silence. A broken attempt is thrown away; the engine makes another.
 *
 * @typedef {import("./types.js").RuntimeEdition} RuntimeEdition
 * @typedef {import("./types.js").RuntimeFile} RuntimeFile
 * @typedef {import("./types.js").Role} Role
 * @typedef {import("./types.js").Stage} Stage
 * @typedef {import("./types.js").Way} Way
 * @typedef {import("./types.js").Report} Report
 * @typedef {import("./types.js").FileOrder} FileOrder
 * @typedef {import("./types.js").Source} Source
 * @typedef {import("./types.js").Connection} Connection
 * @typedef {import("./types.js").Patience} Patience
 *
 * @typedef {object} Circumstances
 * @property {RuntimeEdition} edition
 * @property {Source} source
 * @property {import("./types.js").Connect} connect
 * @property {boolean} plain  start without the snapshot
 * @property {Patience} patience
 * @property {(file: RuntimeFile) => void} wants   told of every file that will be loaded
 * @property {(stage: Stage) => void} reached
 */

import { codeOf, detailOf, EngineFault } from "./faults.js";
import { Watch } from "./watch.js";

/** @type {Role[]} */
const FOR_SNAPSHOT = ["lock", "module", "wasm", "snapshot"];
/** @type {Role[]} */
const FOR_PLAIN = ["lock", "module", "wasm", "stdlib", "wheel"];

export class Attempt {
  /** @param {Circumstances} circumstances */
  constructor(circumstances) {
    this.circumstances = circumstances;
    /** @type {Stage} */
    this.stage = "starting";
    this.loading = 0;
    /** @type {Set<Role>} */
    this.supplied = new Set();
    this.asked = 0;
    this.started = false;
    /** @type {EngineFault | null} */
    this.over = null;
    this.awaited = { resolve: (/** @type {any} */ _) => {}, reject: (/** @type {EngineFault} */ _) => {} };
    this.watch = new Watch(() => this.end(new EngineFault(this.silence())));
    /** @type {Promise<Connection | null>} */
    this.connected = Promise.resolve(null);
  }

  /** Resolves once Python answers; rejects with an EngineFault. @returns {Promise<Way>} */
  start() {
    const { edition, plain } = this.circumstances;
    const ready = this.await();
    this.connected = this.connect();
    for (const role of edition.image && !plain ? FOR_SNAPSHOT : FOR_PLAIN) void this.supply(role);
    return ready;
  }

  /** @returns {Promise<Connection | null>} null where it is too late */
  async connect() {
    const { edition, source, connect, plain } = this.circumstances;
    const listener = {
      heard: (/** @type {Report} */ report) => this.heard(report),
      broke: (/** @type {string} */ code, /** @type {string} */ detail) => this.end(new EngineFault(code, detail)),
    };
    try {
      const file = this.wanted("worker");
      const connection = await connect(file, source, listener);
      this.loaded();
      if (this.over) connection.close();
      else connection.post({ kind: "start", plain, image: edition.image });
      return this.over ? null : connection;
    } catch (error) {
      this.end(new EngineFault(codeOf(error, "refused"), detailOf(error)));
      return null;
    }
  }

  /** Sends a file, or why there is none, whenever both it and the worker are there. @param {Role} role */
  async supply(role) {
    if (this.supplied.has(role)) return;
    this.supplied.add(role);
    const order = await this.orderFor(role, this.wanted(role));
    this.loaded();
    const connection = await this.connected;
    if (connection && !this.over) connection.post(order, order.bytes ? [order.bytes.buffer] : []);
  }

  /**
   * @param {Role} role
   * @param {RuntimeFile} file
   * @returns {Promise<FileOrder>}
   */
  async orderFor(role, file) {
    const { source } = this.circumstances;
    try {
      if (role === "module") return { kind: "file", role, address: await source.script(file) };
      return { kind: "file", role, bytes: await source.bytes(file) };
    } catch (error) {
      return { kind: "file", role, fault: codeOf(error, "network") };
    }
  }

  /** @param {Role} role */
  wanted(role) {
    const file = /** @type {RuntimeFile} */ (this.circumstances.edition.files[role]);
    this.loading += 1;
    this.circumstances.wants(file);
    this.alive();
    return file;
  }

  loaded() {
    this.loading -= 1;
    this.alive();
  }

  /** Something has happened: bytes came, or a step was taken. */
  alive() {
    if (this.started || this.over) return;
    const { patience, reached } = this.circumstances;
    reached(this.loading ? "fetching" : this.stage);
    this.watch.expect(this.loading ? patience.fetching : patience.starting);
  }

  silence() {
    if (this.started) return "blocked";
    return this.loading ? "stalled" : "slow";
  }

  /** @param {Report} report */
  heard(report) {
    if (this.over) return;
    if (report.kind === "need") void this.supply(report.role);
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
    this.connected.then((connection) => connection?.close());
    this.awaited.reject(fault);
  }
}
