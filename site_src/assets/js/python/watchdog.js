// @ts-check
/** Notices silence. It counts its own ticks, not the clock: a laptop that slept was not waiting. */

const TICKS = 10;

export class Watchdog {
  /** @param {() => void} silent told once, when nothing was heard for as long as was agreed */
  constructor(silent) {
    this.silent = silent;
    this.timer = 0;
    this.left = 0;
  }

  /** Something was heard; the next has to come within so many seconds. @param {number} seconds */
  expect(seconds) {
    this.stop();
    this.left = TICKS;
    this.timer = setInterval(() => this.tick(), (seconds * 1000) / TICKS);
  }

  tick() {
    this.left -= 1;
    if (this.left > 0) return;
    this.stop();
    this.silent();
  }

  stop() {
    clearInterval(this.timer);
  }
}
