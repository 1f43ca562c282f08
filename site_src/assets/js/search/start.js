// @ts-check
/**
 * Search on a page: the button in the header, the keys “/” and Ctrl+K, and `?q=` in the address.
 *
 * The page marks the place with `<div data-search-mount>`; buttons of its own with `data-search-open` open it too.
 */

import { searchDialog } from "./dialog.js";
import { element } from "../dom.js";
import { MAGNIFIER, icon } from "./icons.js";
import { searchEngine } from "./engine.js";

/** Writing the address at every key is refused by browsers. */
const ADDRESS_AFTER = 300;

/**
 * @param {object} options
 * @param {(path: string) => string} options.href  from a path of the site to an address that works on this page
 * @param {HTMLElement | null} [options.mount]
 * @param {() => Promise<import("./types.js").SearchData>} options.load
 */
export function startSearch({ href, mount = document.querySelector("[data-search-mount]"), load }) {
  if (!mount) return;
  const address = queryInAddress();
  const dialog = searchDialog({ href, onQuery: address.write });
  const prepare = once(async () => {
    const data = await load();
    dialog.ready(searchEngine(data), data.examples);
  });
  const open = (/** @type {string | undefined} */ query) => {
    dialog.open(query);
    prepare().catch((/** @type {Error} */ error) => dialog.failed(`${error.message}。请刷新页面再试。`));
  };

  mount.replaceChildren(openButton());
  for (const button of document.querySelectorAll(".q-search-open, [data-search-open]")) {
    button.addEventListener("click", () => open(undefined));
    // The data arrive while the hand is on its way.
    button.addEventListener("pointerenter", () => void prepare().catch(() => {}));
  }
  document.body.append(dialog.node);
  document.addEventListener("keydown", (event) => {
    if (!dialog.node.open && asksForSearch(event)) {
      event.preventDefault();
      open(undefined);
    }
  });
  dialog.node.addEventListener("click", (event) => leaveForSamePage(event, dialog, address));
  const asked = address.read();
  if (asked) open(asked);
}

function openButton() {
  return element(
    "button",
    { class: "q-search-open", type: "button", "aria-haspopup": "dialog", "aria-keyshortcuts": "/ Control+K", title: "检索（按 / 键）" },
    icon(MAGNIFIER),
    element("span", { class: "q-search-open__text" }, "检索"),
    element("kbd", { class: "q-search-open__key", "aria-hidden": "true" }, "/"),
  );
}

/** @param {KeyboardEvent} event */
function asksForSearch(event) {
  if (event.isComposing || event.defaultPrevented) return false;
  if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey) return event.key.toLowerCase() === "k";
  return event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}

/**
 * A result on this very page: the dialog closes, and without `?q=` the link is only a jump.
 *
 * @param {MouseEvent} event
 * @param {import("./dialog.js").SearchDialog} dialog
 * @param {ReturnType<typeof queryInAddress>} address
 */
function leaveForSamePage(event, dialog, address) {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!link || elsewhere || link.pathname !== location.pathname) return;
  dialog.leave();
  address.clear();
}

/** `?q=` follows the field without a trace in the history, so that Back returns to the results. */
function queryInAddress() {
  let timer = 0;
  const read = () => new URLSearchParams(location.search).get("q") ?? "";
  /** @param {string} query */
  function replace(query) {
    window.clearTimeout(timer);
    if (query === read()) return;
    const url = new URL(location.href);
    if (query === "") url.searchParams.delete("q");
    else url.searchParams.set("q", query);
    try {
      history.replaceState(history.state, "", url);
    } catch {
      // A page opened from a folder may not change its address: nothing is lost but the address.
    }
  }
  return {
    read,
    clear: () => replace(""),
    /** @param {string} query */
    write(query) {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => replace(query), ADDRESS_AFTER);
    },
  };
}

/**
 * @template T
 * @param {() => Promise<T>} work
 * @returns {() => Promise<T>} the same promise until it fails
 */
function once(work) {
  /** @type {Promise<T> | null} */
  let done = null;
  return () => {
    done = done ?? work().catch((error) => {
      done = null;
      throw error;
    });
    return done;
  };
}
