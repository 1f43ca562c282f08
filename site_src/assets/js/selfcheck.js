// @ts-check
/** The self-check page: puts its parts together, and follows the engine that has been starting since its head. */

import { ExportMenu } from "./documents/menu.js";
import { Extension } from "./documents/documents.js";
import { find } from "./dom.js";
import { SelfCheckPage } from "./selfcheck/page.js";
import { startEach } from "./starting.js";

/** @type {{engine: import("./python/engine.js").Engine, unrolling: import("./selfcheck/form/unrolling.js").Unrolling}} */
const { engine, unrolling } = /** @type {any} */ (window).qinglian;
const root = document.querySelector("[data-self-check]");
if (root instanceof HTMLElement) {
  const page = new SelfCheckPage(root, unrolling);
  const extension = new Extension(engine);
  const exporting = ["[data-exports]", "[data-results]"].map((one) => find(root, one));
  startEach(
    () => page.start(),
    () => page.follow(engine),
    () => page.navigation.start(),
    () => exporting.forEach((place) => new ExportMenu(place, { engine, extension, check: () => page.openChecks.handedOver() })),
  );
}
