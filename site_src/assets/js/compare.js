// @ts-check
/** The page on which several self-checks are compared or summed up. */

import { ComparePage } from "./exports/comparepage.js";
import { parsed } from "./moments.js";

void parsed().then(() => {
  new ComparePage(/** @type {HTMLElement} */ (document.querySelector("[data-compare]"))).start();
});
