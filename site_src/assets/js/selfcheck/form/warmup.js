// @ts-check
/**
 * Has the browser compile what answering takes before the reader answers anything. It compiles WebAssembly in haste
 * where it is first used, thoroughly in the background where it is used a lot, and throws the thorough code away when
 * it meets what it was not made for: for the heart of Python's interpreter some 10 ms in haste, and 200 to 300 ms in
 * the background. So every clause is given a sample answer several times over, with pauses in which the background
 * can finish. The core forgets them at once. See docs/adr/snapshot.md.
 *
 * @typedef {import("../types.js").Engine} Engine
 * @typedef {import("./fields.js").Field} Field
 */

import { setAt } from "../paths.js";

const ROUNDS = 4;
const PAUSE = 500;
// Milliseconds after which a sample is put though the page is busy.
const AT_LATEST = 1000;

export class WarmUp {
  /** @param {Map<string, Field[]>} fields by clause */
  constructor(fields) {
    this.samples = [...fields].map(([clause, asked]) => ({ clause, entry: sampleOf(asked) }));
    this.begun = false;
    this.over = false;
  }

  /**
   * Only once: where a sample has stopped Python, it would do so again after every restart.
   *
   * @param {Engine} engine ready to answer
   */
  async start(engine) {
    if (this.begun) return;
    this.begun = true;
    try {
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const sample of this.samples) {
          await idle();
          if (this.over) return;
          await engine.request("dryrun", sample);
        }
        await new Promise((resolve) => setTimeout(resolve, PAUSE));
      }
    } catch (error) {
      console.warn("warm-up given up", error);
    }
  }

  /** Ends a warm-up that has begun. */
  stop() {
    this.over = this.begun;
  }
}

/** @param {Field[]} fields @returns {object} the first choice everywhere, one of everything, no points */
function sampleOf(fields) {
  const entry = { answers: {} };
  for (const { place, shape, inputs } of fields) {
    setAt(entry, place, { choice: inputs[0]?.value, number: 1, amount: "0" }[shape]);
  }
  return entry;
}

/** @returns {Promise<unknown>} when the page has nothing to do: in the folder copy Python works on the page itself */
function idle() {
  const { requestIdleCallback } = globalThis;
  return new Promise((resolve) => {
    if (requestIdleCallback) requestIdleCallback(resolve, { timeout: AT_LATEST });
    else setTimeout(resolve); // Safari
  });
}
