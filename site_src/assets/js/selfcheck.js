// @ts-check
/** The self-check page: puts its parts together, and follows the engine that has been starting since its head. */

import { ExportMenu } from "./documents/menu.js";
import { SelfCheckPage } from "./selfcheck/page.js";
import { startEach } from "./starting.js";

/** @type {{engine: import("./python/engine.js").Engine, unrolling: import("./selfcheck/form/unrolling.js").Unrolling}} */
const { engine, unrolling } = /** @type {any} */ (window).qinglian;
const root = document.querySelector("[data-self-check]");
if (root instanceof HTMLElement) {
  const page = new SelfCheckPage(root, unrolling);
  const exports = /** @type {HTMLElement} */ (root.querySelector("[data-exports]"));
  startEach(
    () => page.start(),
    () => page.follow(engine),
    () => page.navigation.start(),
    () => new ExportMenu(exports, { engine, check: () => page.openChecks.handedOver() }),
  );
}
