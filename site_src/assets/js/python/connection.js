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

import { codeOf, detailOf, EngineFault } from "./faults.js";

/**
 * The worker comes up and begins while its script is being checked; nothing it says is heard before.
 *
 * @param {RuntimeFile} file the worker's script
 * @param {Source} source
 * @param {Listener} listener
 * @returns {Promise<Connection>}
 */
export async function connectWorker(file, source, listener) {
  const worker = openWorker(source.address(file));
  const checked = source.script(file).then(() => listener.heard(whole(file)));
  checked.catch((error) => {
    worker.terminate();
    listener.broke(codeOf(error, "refused"), detailOf(error));
  });
  const afterCheck = (/** @type {() => void} */ then) => checked.then(then, () => {}); // told above
  let greeted = false;
  worker.onmessage = (/** @type {MessageEvent<Report>} */ { data }) => {
    greeted = true;
    afterCheck(() => listener.heard(data));
  };
  worker.onerror = (event) => {
    event.preventDefault();
    const code = greeted ? "crashed" : "refused";
    afterCheck(() => listener.broke(code, event.message || "the worker did not start"));
  };
  return {
    post: (order) => worker.postMessage(order),
    close: () => worker.terminate(),
  };
}

/** @param {RuntimeFile} file @returns {Report} that it has come and is as published */
function whole({ name, size }) {
  return { kind: "file", name, loaded: size, over: true };
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
 * Python on the page itself: answers the same, but the page waits while it works, and nobody can stop it. So there
 * has to be something of the page to see first.
 *
 * @param {RuntimeFile} file
 * @param {Source} source
 * @param {Listener} listener
 * @returns {Promise<Connection>}
 */
export async function connectPage(file, source, listener) {
  await painted();
  const { converse } = await import(await source.script(file));
  listener.heard(whole(file));
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

/** When there is something of the page to show; a page in the background does not wait for that. */
const AT_LATEST = 1000;

/** @returns {Promise<void>} just before the first frame is painted: a task after it would wait for the parser */
function painted() {
  return new Promise((resolve) => {
    setTimeout(resolve, AT_LATEST);
    requestAnimationFrame(() => resolve());
  });
}
