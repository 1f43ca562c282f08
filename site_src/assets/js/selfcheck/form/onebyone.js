// @ts-check
/**
 * One clause at a time: which one it is, and the bar that leads to the one before and the one after. The address of
 * the page follows, so that a reload stays and Back leads to the start.
 */

import { find, findAll } from "../../dom.js";
import { isOneByOne } from "./pace.js";

export class OneByOne {
  /**
   * @param {HTMLElement} root
   * @param {object} view
   * @param {(card: HTMLElement) => void} view.go     brings a card into view
   * @param {() => void} view.finish                  after the last one
   * @param {(card: HTMLElement) => void} view.turned to another clause
   */
  constructor(root, view) {
    this.view = view;
    this.cards = findAll(root, "[data-clause]");
    this.sections = findAll(root, "[data-project-section], [data-item-section]");
    /** @type {HTMLButtonElement} */
    this.back = this.button(root, "back", () => this.step(-1));
    this.skip = this.button(root, "skip", () => this.step(1));
    this.button(root, "on", () => this.step(1));
    window.addEventListener("popstate", () => this.follow());
    this.show();
  }

  /**
   * @param {HTMLElement} root
   * @param {string} step
   * @param {() => void} act
   */
  button(root, step, act) {
    const button = /** @type {HTMLButtonElement} */ (find(root, `[data-step="${step}"]`));
    button.addEventListener("click", act);
    return button;
  }

  get current() {
    return this.cards.findIndex((card) => card.hasAttribute("data-current"));
  }

  /** @param {number} by */
  step(by) {
    const card = this.cards[this.current + by];
    if (card) this.view.go(card);
    else this.view.finish();
  }

  /** @param {HTMLElement} card */
  turnTo(card) {
    for (const one of this.cards) one.toggleAttribute("data-current", one === card);
    for (const one of this.sections) one.toggleAttribute("data-current", one.contains(card));
    this.show();
    this.view.turned(card);
    if (!isOneByOne()) return;
    const { dataset } = document.documentElement;
    const { history } = window;
    const begun = "begun" in dataset;
    dataset.begun = "";
    history[begun ? "replaceState" : "pushState"](history.state, "", `#${card.id}`);
  }

  /** The browser has gone back to the start, or forward from it. */
  follow() {
    if (isOneByOne()) document.documentElement.toggleAttribute("data-begun", Boolean(window.location.hash));
  }

  /** Shows on the bar what can be done here. */
  show() {
    const card = this.cards[this.current];
    this.back.disabled = this.current <= 0;
    this.skip.toggleAttribute("data-needless", card?.dataset.status === "answered");
  }
}
