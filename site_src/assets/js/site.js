// @ts-check
/** What every page does: search, light and dark, terms, copying, printing, the menu, the table, being kept. */

import { startOffline } from "./offline/start.js";
import { startCopying } from "./reading/copying.js";
import { startMenu } from "./reading/menu.js";
import { startPlace } from "./reading/place.js";
import { startPrinting } from "./reading/printing.js";
import { startSchemeToggle } from "./reading/scheme.js";
import { startTable } from "./reading/table.js";
import { startTerms } from "./reading/terms.js";
import { loadSearchData } from "./search/loading.js";
import { startSearch } from "./search/start.js";
import { startEach } from "./starting.js";

const mount = document.querySelector("[data-search-mount]");
startEach(
  startSchemeToggle,
  startMenu,
  startTable,
  startTerms,
  startCopying,
  startPrinting,
  startPlace,
  () => mount instanceof HTMLElement && startSearchAt(mount),
  () => void startOffline(),
);

/** @param {HTMLElement} mount */
function startSearchAt(mount) {
  const { searchRoot = "", searchData = "" } = mount.dataset;
  // “..” names a folder; only “../” can be the start of an address.
  const root = new URL(`${searchRoot || "."}/`.replace(/\/\/$/, "/"), location.href);
  /** @param {string} path */
  const href = (path) => {
    const url = new URL(path, root);
    // Without a server nobody looks for a folder's index.
    if (url.protocol === "file:" && url.pathname.endsWith("/")) url.pathname += "index.html";
    return url.href;
  };
  startSearch({ mount, href, load: () => loadSearchData(searchData) });
}
