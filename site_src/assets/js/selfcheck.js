// @ts-check
/** The self-check page: starts Python as soon as there is something to see, and puts its parts together. */

import { openEngine } from "./engine/opening.js";
import { ExportMenu } from "./exports/menu.js";
import { painted, parsed } from "./moments.js";
import { SelfCheckPage } from "./selfcheck/page.js";

const engine = openEngine(painted());
engine.start();
void parsed().then(() => {
  const root = /** @type {HTMLElement} */ (document.querySelector("[data-self-check]"));
  const page = new SelfCheckPage(root);
  page.start();
  page.follow(engine);
  new ExportMenu(/** @type {HTMLElement} */ (root.querySelector("[data-exports]")), {
    engine: () => (engine.state === "ready" ? engine : null),
    check: () => page.sheet.stored.file,
  });
});
