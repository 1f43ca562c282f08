// @ts-check
/** The one import and call by which JavaScript reaches Python: JSON text in, JSON text out. */

import { codeOf, detailOf } from "./faults.js";

const MODULE = "qinglian_core.browser";
const OUR_BUG = { code: "ENGINE", path: "", message: "计分程序遇到了没有料到的情况，这是程序的错误，请告诉网站的维护人员。" };

/** An error after which Python cannot be trusted any more: the worker has to be started again. */
export class DeskBroken extends Error {
  /**
   * @param {string} code
   * @param {string} detail
   */
  constructor(code, detail) {
    super(detail);
    this.name = "DeskBroken";
    this.code = code;
  }
}

/**
 * Opens a new desk, or goes on with the one that a snapshot holds.
 *
 * @param {{pyimport: (name: string) => any, globals: {get: (name: string) => any}}} pyodide
 * @returns {(text: string) => string}
 */
export function openDesk(pyodide) {
  const desk = pyodide.globals.get("desk") || pyodide.pyimport(MODULE).Desk();
  return (text) => {
    try {
      return desk.handle(text);
    } catch (error) {
      return unexpected(error);
    }
  };
}

/** @param {unknown} error @returns {string} */
function unexpected(error) {
  const code = codeOf(error, "crashed");
  const raised = /** @type {{type?: string}} */ (error).type; // Python's own name for it; a trap of the wasm has none
  if (code === "memory" || !raised) throw new DeskBroken(code, detailOf(error));
  console.error(error);
  return JSON.stringify({ ok: false, faults: [OUR_BUG] });
}
