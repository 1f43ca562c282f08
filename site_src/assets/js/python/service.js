// @ts-check
/** The one import and call by which JavaScript reaches Python: JSON text in, JSON text out. */

import { codeOf, detailOf } from "./faults.js";

const MODULE = "qinglian_core.browser";
const OUR_BUG = { code: "ENGINE", path: [], message: "计分程序遇到了没有料到的情况，这是程序的错误，请告诉网站的维护人员。" };

/** An error after which Python cannot be trusted any more: the worker has to be started again. */
export class ServiceBroken extends Error {
  /**
   * @param {string} code
   * @param {string} detail
   */
  constructor(code, detail) {
    super(detail);
    this.name = "ServiceBroken";
    this.code = code;
  }
}

/**
 * Opens a new service, or goes on with the one that a snapshot holds.
 *
 * @param {{pyimport: (name: string) => any, globals: {get: (name: string) => any}}} pyodide
 * @returns {(text: string) => string}
 */
export function openService(pyodide) {
  const service = pyodide.globals.get("service") || pyodide.pyimport(MODULE).Service();
  return (text) => {
    try {
      return service.handle(text);
    } catch (error) {
      return unexpected(error);
    }
  };
}

/** @param {unknown} error @returns {string} */
function unexpected(error) {
  const code = codeOf(error, "crashed");
  const raised = /** @type {{type?: string}} */ (error).type; // Python's own name for it; a trap of the wasm has none
  if (code === "memory" || !raised) throw new ServiceBroken(code, detailOf(error));
  console.error(error);
  return JSON.stringify({ ok: false, faults: [OUR_BUG] });
}
