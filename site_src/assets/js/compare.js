// @ts-check
/** The page on which several self-checks are compared or summed up. */

import { ComparePage } from "./history/comparepage.js";

const root = document.querySelector("[data-compare]");
if (root instanceof HTMLElement) new ComparePage(root).start();
