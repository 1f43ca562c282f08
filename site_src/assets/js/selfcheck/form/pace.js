// @ts-check
/**
 * How the form is filled in: 逐条, one clause at a time, or 整表, all of it at once. Both are the same cards; the style
 * sheet shows one of them or all. The reader chooses, until then the width of the window does.
 */

import { findAll } from "../../dom.js";
import { readSetting, writeSetting } from "../settings.js";

const SETTING = "pace";
const WIDE = "(min-width: 60em)";

/** Takes the pace before the first paint. Where the scripts that lead from clause to clause fail, all is shown. */
export function takePace() {
  const { dataset } = document.documentElement;
  dataset.pace = readSetting(SETTING) || (window.matchMedia(WIDE).matches ? "all" : "one");
  if (isOneByOne() && window.location.hash) dataset.begun = "";
  window.addEventListener("load", () => {
    if (!dataset.engine) delete dataset.pace;
  });
}

export function isOneByOne() {
  return document.documentElement.dataset.pace === "one";
}

/** The reader's choice of the pace. */
export class PaceChoice {
  /**
   * @param {HTMLElement} root
   * @param {() => void} changed
   */
  constructor(root, changed) {
    this.buttons = findAll(root, "[data-pace-choice]");
    for (const button of this.buttons) {
      button.addEventListener("click", () => {
        this.choose(button.dataset.paceChoice || "");
        changed();
      });
    }
    this.show();
  }

  /** @param {string} pace */
  choose(pace) {
    document.documentElement.dataset.pace = pace;
    writeSetting(SETTING, pace);
    this.show();
  }

  show() {
    const { pace } = document.documentElement.dataset;
    for (const button of this.buttons) {
      button.setAttribute("aria-pressed", String(button.dataset.paceChoice === pace));
    }
  }
}
