// @ts-check
/** The self-check page: puts its parts together. */

import { ExportMenu } from "./exports/menu.js";
import { openEngine } from "./selfcheck/opening.js";
import { SelfCheckPage } from "./selfcheck/page.js";

const root = document.querySelector("[data-self-check]");
if (root instanceof HTMLElement) {
  const page = new SelfCheckPage(root);
  page.start();
  openEngine(root.dataset).then(
    (engine) => {
      page.follow(engine);
      offerExports(root, page, engine);
    },
    (error) => page.engineView.fail(error),
  );
}

/**
 * @param {HTMLElement} root
 * @param {SelfCheckPage} page
 * @param {import("./engine/engine.js").Engine} engine
 */
function offerExports(root, page, engine) {
  const menu = root.querySelector("[data-exports]");
  if (!(menu instanceof HTMLElement)) return;
  new ExportMenu(menu, {
    engine: () => (engine.state === "ready" ? engine : null),
    check: () => page.sheet.stored.file,
  });
}
