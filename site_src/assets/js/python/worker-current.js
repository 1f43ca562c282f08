// @ts-check
/** A worker with the current Pyodide; bundled by macros/runtime/scripts.py. */

import { Conversation, converseInWorker } from "./conversation.js";
import { startCurrent } from "./start-current.js";

converseInWorker(startCurrent);

/** For a page that cannot have workers. @param {import("./types.js").Port} port */
export function converse(port) {
  return new Conversation(port, startCurrent);
}
