// @ts-check
/**
 * Where a self-check begins: whose it is, and the doors: to go on, a new one, a copy of one there is. Once through a
 * door it is a line.
 *
 * @typedef {object} StartView
 * @property {(card: HTMLElement) => void} go  brings a card into view
 * @property {() => HTMLElement | undefined} pending  the first card with something to deal with, where that is known
 * @property {() => void} begin                a new, blank one on the page
 * @property {() => void} choose               one to copy
 */

import { find, findAll, tell } from "../../dom.js";
import { word } from "../../editionwords.js";
import { headings, isBegun } from "../saving/storedcheck.js";
import { isOneByOne } from "./pace.js";

export class Start {
  /**
   * @param {HTMLElement} root
   * @param {import("../saving/workingcopy.js").WorkingCopy} working
   * @param {StartView} view
   */
  constructor(root, working, view) {
    this.working = working;
    this.view = view;
    this.head = find(root, "[data-start]");
    this.cards = findAll(root, "[data-clause]");
    this.words = find(this.head, "[data-head-words]");
    this.resume = this.door("resume", () => this.enter(this.lastCard() || this.view.pending() || this.cards[0]));
    this.copy = this.door("copy", () => this.view.choose());
    this.fresh = this.door("new", () => this.begin());
    find(this.head, "[data-head-change]").addEventListener("click", () => {
      this.unfold();
      this.head.scrollIntoView({ block: "nearest", behavior: "instant" });
      find(this.head, isOneByOne() ? "[data-door]:not([hidden])" : "[data-heading]").focus({ preventScroll: true });
    });
    working.listen(([, heading]) => {
      if (heading && heading in headings()) this.name();
    });
  }

  /**
   * @param {string} name
   * @param {() => void} open
   */
  door(name, open) {
    const door = find(this.head, `[data-door="${name}"]`);
    door.addEventListener("click", open);
    return door;
  }

  /** Shows whose self-check is on the page, and the doors that it has. */
  show() {
    const begun = isBegun(this.working.stored);
    this.resume.hidden = !begun;
    this.copy.hidden = !begun;
    this.fresh.classList.toggle("sc-primary", !begun);
    for (const place of findAll(this.head, "[data-door-first]")) place.hidden = begun;
    const last = this.lastCard()?.dataset.label || "";
    find(this.resume, "[data-last]").textContent = last;
    find(this.resume, "[data-last-words]").hidden = !last;
    this.name();
  }

  name() {
    const { unit, period, assessor } = this.working.stored.file;
    tell(this.words, [unit, period, assessor].filter(Boolean).join(" · ") || `还没有写${word("unit")}和${word("period")}`);
  }

  /** @returns {HTMLElement | undefined} the clause last worked on; one opened from a file remembers none */
  lastCard() {
    const { last } = this.working.stored;
    return this.cards.find(({ dataset }) => dataset.clause === last);
  }

  /** @param {HTMLElement | undefined} card */
  enter(card) {
    if (!isOneByOne()) document.documentElement.dataset.begun = "";
    if (card) this.view.go(card);
  }

  /** Begins this self-check; where it has begun, a new one, whose heading comes first. */
  begin() {
    if (!isBegun(this.working.stored)) return this.enter(this.cards[0]);
    this.view.begin();
    this.fresh.focus();
  }

  /** A copy is of another period than what it was copied from. */
  askPeriod() {
    tell(find(this.head, "[data-handed]"), `现在填的是复制出来的一份，原来的一份不会变。请先改${word("period")}。`);
    const period = /** @type {HTMLInputElement} */ (find(this.head, '[data-heading="period"]'));
    period.focus();
    period.select();
  }

  /** Shows the whole head again; one clause at a time it is a page of its own. */
  unfold() {
    delete document.documentElement.dataset.begun;
    this.show();
  }
}
