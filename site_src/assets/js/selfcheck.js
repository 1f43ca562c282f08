// @ts-check
/** The self-check page: puts its parts together. */

import { openEngine } from "./selfcheck/opening.js";
import { SelfCheckPage } from "./selfcheck/page.js";

const root = document.querySelector("[data-self-check]");
if (root instanceof HTMLElement) {
  const page = new SelfCheckPage(root);
  page.start();
  openEngine(root.dataset).then(
    (engine) => page.follow(engine),
    (error) => page.engineView.fail(error),
  );
}
