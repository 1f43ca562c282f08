// @ts-check
/** A worker with the legacy Pyodide; bundled by macros/runtime/scripts.py. */

import { Conversation, converseInWorker } from "./conversation.js";
import { startLegacy } from "./start-legacy.js";

converseInWorker(startLegacy);

/** For a page that cannot have workers. @param {import("./types.js").Port} port */
export function converse(port) {
  return new Conversation(port, startLegacy);
}
