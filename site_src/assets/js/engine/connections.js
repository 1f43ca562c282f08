// @ts-check
/**
 * The two lines on which to reach Python: a worker of its own, or the page itself where there can be no workers.
 *
 * @typedef {import("./types.js").RuntimeFile} RuntimeFile
 * @typedef {import("./types.js").Source} Source
 * @typedef {import("./types.js").Listener} Listener
 * @typedef {import("./types.js").Connection} Connection
 * @typedef {import("./types.js").Report} Report
 */

import { EngineFault } from "./faults.js";

/**
 * The worker comes up while its script is being checked, and is told nothing before.
 *
 * @param {RuntimeFile} file the worker's script
 * @param {Source} source
 * @param {Listener} listener
 * @returns {Promise<Connection>}
 */
export async function connectWorker(file, source, listener) {
  const checked = source.script(file);
  checked.catch(() => {}); // awaited below
  const worker = openWorker(source.address(file));
  let greeted = false;
  worker.onmessage = (/** @type {MessageEvent<Report>} */ { data }) => {
    greeted = true;
    listener.heard(data);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    const broke = () => listener.broke(greeted ? "crashed" : "refused", event.message || "the worker did not start");
    checked.then(broke, () => {}); // a script that is not the published one is told as such
  };
  await checked.catch((error) => {
    worker.terminate();
    throw error;
  });
  return {
    post: (order) => worker.postMessage(order),
    close: () => worker.terminate(),
  };
}

/** @param {string} address */
function openWorker(address) {
  try {
    return new Worker(address, { type: "module" });
  } catch (error) {
    throw new EngineFault("refused", String(error));
  }
}

/**
 * Python on the page itself: answers the same, but the page waits while it works, and nobody can stop it.
 *
 * @param {RuntimeFile} file
 * @param {Source} source
 * @param {Listener} listener
 * @returns {Promise<Connection>}
 */
export async function connectPage(file, source, listener) {
  const { converse } = await import(await source.script(file));
  const { port1: near, port2: far } = new MessageChannel();
  near.onmessage = ({ data }) => listener.heard(data);
  converse(far);
  return {
    post: (order) => near.postMessage(order),
    close: () => {
      near.postMessage({ kind: "stop" });
      near.close();
    },
  };
}
