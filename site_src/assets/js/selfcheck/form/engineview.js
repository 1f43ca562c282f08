// @ts-check
/**
 * What the page says about the engine: that it is starting, has failed, or cannot run here.
 *
 * @typedef {import("../../python/types.js").State} State
 * @typedef {import("../../python/types.js").Progress} Progress
 */

import { find, findAll, refocus, tell } from "../../dom.js";

// Milliseconds between two strokes of the progress bar: each is a frame that Python could have had.
const PULSE = 250;

export class EngineView {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.notes = findAll(root, "[data-engine-note]");
    this.progress = /** @type {HTMLProgressElement} */ (find(root, "[data-progress]"));
    this.words = find(root, "[data-progress-words]");
    this.why = find(root, "[data-engine-why]");
    this.retry = find(root, "[data-retry]");
    this.drawn = performance.now();
    this.show("loading");
  }

  /**
   * @param {State} state
   * @param {string} [why] in words for the reader
   */
  show(state, why = "") {
    document.documentElement.dataset.engine = state;
    this.why.textContent = why;
    const held = this.notes.find((note) => note.contains(document.activeElement));
    for (const note of this.notes) note.hidden = note.dataset.engineNote !== state;
    if (held?.hidden) refocus(null);
  }

  /** @param {Progress} progress */
  advance({ words, loaded, total }) {
    const now = performance.now();
    if (!tell(this.words, words) && now - this.drawn < PULSE) return;
    this.drawn = now;
    this.progress.max = total || 1;
    this.progress.value = loaded;
  }
}
