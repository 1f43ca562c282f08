// @ts-check
/** The first script of the self-check page: Python starts, and the form takes its shape, while the page is still being read. */

import { openEngine } from "./python/opening.js";
import { takePace } from "./selfcheck/form/pace.js";
import { Unrolling } from "./selfcheck/form/unrolling.js";

const engine = openEngine();
engine.start();
takePace();
Object.assign(window, { qinglian: { engine, unrolling: new Unrolling() } });
