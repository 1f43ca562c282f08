// @ts-check
/** Tells screen readers what has changed, after a pause, so that only the last of many changes is said. */

const PAUSE = 900;

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
