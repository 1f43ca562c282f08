// @ts-check
/** What every page does: search, light and dark, terms, copying, printing, the menu, the table, being kept. */

import { startOffline } from "./offline/start.js";
import { startCopying } from "./reading/copying.js";
import { startMenu, startPlace } from "./reading/contents.js";
import { startPrinting } from "./reading/printing.js";
import { startSchemeToggle } from "./reading/scheme.js";
import { startTable } from "./reading/table.js";
import { startTerms } from "./reading/terms.js";
import { startSearch } from "./search/start.js";
import { startEach } from "./starting.js";

startEach(
  startSchemeToggle,
  startMenu,
  startTable,
  startTerms,
  startCopying,
  startPrinting,
  startPlace,
  startSearch,
  () => void startOffline(),
);
