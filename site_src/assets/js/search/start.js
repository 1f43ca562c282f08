// @ts-check
/**
 * Search on a page: the button in the header, the keys “/” and Ctrl+K, and `?q=` in the address.
 *
 * The page marks the place with `<div data-search-mount>`, which tells where the site and the data lie; buttons of
 * its own with `data-search-open` open it too.
 *
 * @typedef {import("./types.js").SearchData} SearchData
 */

import { reachable } from "../addresses.js";
import { element, icon } from "../dom.js";
import { searchDialog } from "./dialog.js";
import { searchEngine } from "./engine.js";

/** Writing the address at every key is refused by browsers. */
const ADDRESS_AFTER = 300;

const MAGNIFIER = "M15.5 14h-.8l-.3-.3a6.5 6.5 0 1 0-.7.7l.3.3v.8l5 5 1.5-1.5-5-5Zm-6 0a4.5 4.5 0 1 1 0-9 4.5 4.5 0 0 1 0 9Z";
/** The name under which the script made by `macros/search/` leaves its data. */
const NAME = "__qinglianSearch";

export function startSearch() {
  const mount = document.querySelector("[data-search-mount]");
  if (!(mount instanceof HTMLElement)) return;
  const { searchRoot = "", searchData = "", searchOthers = "" } = mount.dataset;
  const address = queryInAddress();
  const dialog = searchDialog({ href: hrefFrom(searchRoot), toFill, onQuery: address.write, others: searchOthers });
  const prepare = once(async () => {
    const data = await loaded(searchData);
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

/** @param {string} searchRoot of the site @returns {import("./dialog.js").Href} */
function hrefFrom(searchRoot) {
  // “..” names a folder; only “../” can be the start of an address.
  const root = new URL(`${searchRoot || "."}/`.replace(/\/\/$/, "/"), location.href);
  return (path) => reachable(new URL(path, root));
}

/** @param {string} clause @returns {string} its card on the page of a self-check; "" on any other page */
function toFill(clause) {
  const card = document.querySelector(`[data-self-check] [data-clause="${CSS.escape(clause)}"]`);
  return card ? `#${card.id}` : "";
}

/**
 * The data come as a script, because a page opened from a folder may not fetch.
 *
 * @param {string} url of the script
 * @returns {Promise<SearchData>}
 */
function loaded(url) {
  const page = /** @type {Window & {[NAME]?: SearchData}} */ (window);
  return new Promise((resolve, reject) => {
    const script = element("script", { src: url });
    script.onload = () => {
      const data = page[NAME];
      if (data?.format === 1) resolve(data);
      else reject(new Error(`检索数据不可用：${url}`));
    };
    script.onerror = () => {
      script.remove();
      reject(new Error("检索数据没有载入：连接不到服务器，或者网站刚刚更新"));
    };
    document.head.append(script);
  });
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
