// @ts-check
/** The first script of the self-check page: Python starts, and the form unrolls, while the page is still being read. */

import { openEngine } from "./python/opening.js";
import { Unrolling } from "./selfcheck/form/unrolling.js";

const engine = openEngine();
engine.start();
Object.assign(window, { qinglian: { engine, unrolling: new Unrolling() } });
