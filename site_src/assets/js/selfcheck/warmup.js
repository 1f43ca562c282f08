// @ts-check
/**
 * Has the browser compile what answering takes before the reader answers anything. It compiles WebAssembly in haste
 * where it is first used, thoroughly in the background where it is used a lot, and throws the thorough code away when
 * it meets what it was not made for; for the heart of Python's interpreter each of these takes tens of milliseconds.
 * So every clause is given a sample answer several times over, with pauses in which the background can finish. The core
 * forgets them at once.
 *
 * @typedef {import("./types.js").Engine} Engine
 * @typedef {import("./fields.js").Field} Field
 */

import { setAt } from "./paths.js";

const ROUNDS = 4;
const PAUSE = 500;

export class WarmUp {
  /** @param {Map<string, Field[]>} fields by clause */
  constructor(fields) {
    this.samples = [...fields].map(([clause, asked]) => ({ clause, entry: sampleOf(asked) }));
    /** @type {object | null} the run that is under way */
    this.run = null;
  }

  /** @param {Engine} engine ready to answer */
  async start(engine) {
    const run = (this.run = {});
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const sample of this.samples) {
        if (this.run !== run) return;
        await engine.request("rehearse", sample).catch(() => {}); // the same fault comes up when asked in earnest
      }
      await new Promise((resolve) => window.setTimeout(resolve, PAUSE));
    }
  }

  stop() {
    this.run = null;
  }
}

/** @param {Field[]} fields @returns {object} the first choice everywhere, one of everything */
function sampleOf(fields) {
  const entry = { answers: {} };
  for (const { place, shape, inputs } of fields) {
    if (shape !== "amount") setAt(entry, place, shape === "choice" ? inputs[0]?.value : 1);
  }
  return entry;
}
