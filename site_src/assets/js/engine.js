// @ts-check
/** The first script of the self-check page: Python starts while the page is still being read. */

import { openEngine } from "./engine/opening.js";
import { painted } from "./engine/painted.js";

const engine = openEngine(painted());
engine.start();
Object.assign(window, { qinglianEngine: engine });
