// @ts-check
/** The page on which the criteria are revised and the site is published anew. Nothing is fetched before somebody begins. */

import { Bench } from "./maintain/bench.js";
import { MaintainPage } from "./maintain/page.js";
import { openEngine } from "./python/opening.js";

const root = document.querySelector("[data-maintain]");
if (root instanceof HTMLElement) new MaintainPage(root, new Bench(openEngine)).start();
