// @ts-check
/**
 * What the reader is told while filling in: things to know, in view until dismissed; changes, to screen readers; and
 * how it stands with the engine.
 *
 * @typedef {import("../../python/types.js").State} State
 * @typedef {import("../../python/types.js").Progress} Progress
 */

import { find, findAll, pieceOf, refocus, tell } from "../../dom.js";

// Milliseconds before a change is said.
const PAUSE = 900;
// Milliseconds between two strokes of the progress bar: each is a frame that Python could have had.
const PULSE = 250;

/**
 * Things the reader has to know, in view until dismissed; one of each kind at a time. What is about one self-check
 * is in view only while that one is on the page: what its button does is done to that one.
 */
export class Alerts {
  /** @param {HTMLElement} place */
  constructor(place) {
    this.area = place;
    /** @type {Map<string, HTMLElement>} */
    this.shown = new Map();
    /** The self-check on the page. */
    this.owner = "";
    /** @type {EventTarget | null} where the reader was before coming here */
    this.before = null;
    place.addEventListener("focusin", ({ relatedTarget }) => {
      if (relatedTarget instanceof Node && !place.contains(relatedTarget)) this.before = relatedTarget;
    });
    // Whatever takes the focus is scrolled above the alerts, which lie over the page.
    const room = () => document.documentElement.style.setProperty("--alerts", `${place.offsetHeight}px`);
    new ResizeObserver(room).observe(place);
  }

  /** @param {string} owner  the self-check that is now on the page */
  turn(owner) {
    this.owner = owner;
    for (const alert of this.shown.values()) this.place(alert);
  }

  /** @param {HTMLElement} alert */
  place(alert) {
    alert.hidden = Boolean(alert.dataset.owner) && alert.dataset.owner !== this.owner;
  }

  /**
   * @param {string} kind
   * @param {string} words
   * @param {{label: string, run: () => void}} [action]
   * @param {string} [owner]  the self-check that it is about
   */
  raise(kind, words, action, owner = "") {
    const known = this.shown.get(kind);
    if (known && known.dataset.told === words) return;
    const alert = pieceOf("alert");
    alert.dataset.told = words;
    alert.dataset.owner = owner;
    this.place(alert);
    find(alert, "[data-words]").textContent = words;
    find(alert, "[data-dismiss]").addEventListener("click", () => this.clear(kind));
    const button = find(alert, "[data-do]");
    if (action) {
      button.textContent = action.label;
      button.hidden = false;
      button.addEventListener("click", () => {
        this.clear(kind);
        action.run();
      });
    }
    if (known) known.replaceWith(alert);
    else this.area.append(alert);
    this.shown.set(kind, alert);
  }

  /** @param {string} kind */
  clear(kind) {
    const alert = this.shown.get(kind);
    const held = alert?.contains(document.activeElement);
    alert?.remove();
    if (held) refocus(this.before);
    this.shown.delete(kind);
  }
}

/** Tells screen readers what has changed, after a pause, so that only the last of many changes is said. */
export class Announcer {
  /** @param {HTMLElement} place an element with aria-live="polite" */
  constructor(place) {
    this.place = place;
    this.timer = 0;
  }

  /** Leaves unsaid what was about to be said. */
  hush() {
    window.clearTimeout(this.timer);
  }

  /** @param {string} words */
  say(words) {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      this.place.textContent = "";
      this.place.textContent = words;
    }, PAUSE);
  }
}

/** What the page says about the engine: that it is starting, has failed, or cannot run here. */
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
