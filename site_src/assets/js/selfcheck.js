// @ts-check
/** The self-check page: puts its parts together, and follows the engine that has been starting since its head. */

import { ExportMenu } from "./exports/menu.js";
import { SelfCheckPage } from "./selfcheck/page.js";

/** @type {import("./engine/engine.js").Engine} */
const engine = /** @type {any} */ (window).qinglianEngine;
const root = document.querySelector("[data-self-check]");
if (root instanceof HTMLElement) {
  const page = new SelfCheckPage(root);
  page.start();
  page.follow(engine);
  new ExportMenu(/** @type {HTMLElement} */ (root.querySelector("[data-exports]")), {
    engine: () => (engine.state === "ready" ? engine : null),
    check: () => page.sheet.stored.file,
  });
}
