// @ts-check
/**
 * The worker's side of the conversation: fetches and starts Python as the page orders, then answers requests one by
 * one. The same code serves a worker and, where there can be none, the page itself.
 *
 * @typedef {import("./types.js").Port} Port
 * @typedef {import("./types.js").Order} Order
 * @typedef {import("./types.js").StartOrder} StartOrder
 * @typedef {import("./types.js").Started} Started
 * @typedef {import("./types.js").Stage} Stage
 *
 * @typedef {(runtimeFiles: RuntimeFiles, order: StartOrder, stage: (stage: Stage) => void) => Promise<Started>} Start
 */

import { ServiceBroken } from "./service.js";
import { codeOf, detailOf } from "./faults.js";
import { openSource } from "./sources.js";
import { RuntimeFiles } from "./runtimefiles.js";

export class Conversation {
  /**
   * @param {Port} port
   * @param {Start} begin
   */
  constructor(port, begin) {
    this.port = port;
    this.begin = begin;
    /** @type {RuntimeFiles | null} */
    this.runtimeFiles = null;
    /** @type {((text: string) => string) | null} */
    this.handle = null;
    port.onmessage = ({ data }) => this.take(data);
    port.postMessage({ kind: "hello" });
  }

  /** @param {Order} order */
  take(order) {
    if (order.kind === "start") void this.start(order);
    else if (order.kind === "stop") this.runtimeFiles?.stop();
    else this.answer(order);
  }

  /** @param {StartOrder} order */
  async start(order) {
    const { port } = this;
    const open = (/** @type {import("./types.js").SourceOptions} */ options) => openSource(order.place, options);
    const runtimeFiles = new RuntimeFiles(order.files, open, (report) => port.postMessage(report));
    this.runtimeFiles = runtimeFiles;
    runtimeFiles.expect(order.ahead);
    try {
      const started = await this.begin(runtimeFiles, order, (stage) => port.postMessage({ kind: "stage", stage }));
      this.handle = started.handle;
      runtimeFiles.forget();
      port.postMessage({ kind: "ready", way: started.way });
    } catch (error) {
      port.postMessage({ kind: "failed", code: codeOf(error, "start"), detail: detailOf(error) });
    }
  }

  /** @param {import("./types.js").RequestOrder} order */
  answer({ id, text }) {
    try {
      if (!this.handle) throw new ServiceBroken("crashed", "asked before Python was ready");
      this.port.postMessage({ kind: "reply", id, text: this.handle(text) });
    } catch (error) {
      const code = error instanceof ServiceBroken ? error.code : "crashed";
      this.port.postMessage({ kind: "broken", id, code, detail: detailOf(error) });
    }
  }
}

/**
 * Begins the conversation where this runs in a worker of its own. On a page, whoever imports the script begins it.
 *
 * @param {Start} begin
 */
export function converseInWorker(begin) {
  const scope = /** @type {any} */ (globalThis);
  if (typeof scope.WorkerGlobalScope === "function" && scope instanceof scope.WorkerGlobalScope) {
    new Conversation(scope, begin);
  }
}
