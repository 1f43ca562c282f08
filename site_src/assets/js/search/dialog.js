// @ts-check
/** The dialog in which readers search: a field, the results while they type, and help when there are none. */

import { element, icon } from "../dom.js";
import { word } from "../editionwords.js";
import { otherEditions } from "./editions.js";
import { resultItem } from "./results.js";
import { suggestions } from "./engine.js";

/** @typedef {import("./engine.js").SearchEngine} SearchEngine */
/** @typedef {(path: string) => string} Href  from a path of the site to an address that works on this page */

const MOST_RESULTS = 20;
/** Help is worked out once the reader pauses. */
const HELP_AFTER = 200;
const TABLE = "criteria/";
const CROSS = "m19 6.4-1.4-1.4-5.6 5.6L6.4 5 5 6.4l5.6 5.6L5 17.6 6.4 19l5.6-5.6 5.6 5.6 1.4-1.4-5.6-5.6L19 6.4Z";

/**
 * @typedef {object} SearchDialog
 * @property {HTMLDialogElement} node
 * @property {(query?: string) => void} open
 * @property {() => void} leave  close, and let the focus follow the link
 * @property {(engine: SearchEngine, examples: string[]) => void} ready
 * @property {(message: string) => void} failed
 */

/**
 * @param {object} options
 * @param {Href} options.href
 * @param {(clause: string) => string} options.toFill  see `resultItem`
 * @param {(query: string) => void} options.onQuery  called with what is searched, "" when the dialog closes
 * @param {string} options.others  the other editions, see `otherEditions`
 * @returns {SearchDialog}
 */
export function searchDialog({ href, toFill, onQuery, others }) {
  const elsewhere = otherEditions(others, href);
  const parts = partsOf(elsewhere.node);
  const { node, field, status, list, help } = parts;
  /** @type {SearchEngine | null} */
  let engine = null;
  /** @type {string[]} */
  let examples = [];
  let pending = 0;
  /** @type {Element | null} */
  let opener = null;

  function update() {
    window.clearTimeout(pending);
    const query = field.value.trim();
    onQuery(query);
    elsewhere.follow(query);
    if (!engine) return;
    const results = query === "" ? [] : engine.search(query, MOST_RESULTS);
    list.replaceChildren(...results.map((result) => resultItem(result, href, toFill)));
    status.textContent = countText(query, results);
    help.replaceChildren();
    if (results.length === 0 || results[0]?.partial) pending = window.setTimeout(offerHelp, query === "" ? 0 : HELP_AFTER);
  }

  function offerHelp() {
    if (!engine) return;
    const query = field.value.trim();
    const words = query === "" ? examples : suggestions(query, engine, examples);
    help.replaceChildren(...helpNodes(query, words, href, search));
  }

  /** @param {string} query */
  function search(query) {
    field.value = query;
    update();
    field.focus();
  }

  const close = () => node.close();
  listen(parts, { update, close });
  node.addEventListener("close", () => {
    window.clearTimeout(pending);
    onQuery("");
    if (opener instanceof HTMLElement) opener.focus({ preventScroll: true });
  });

  return {
    node,
    leave() {
      opener = null;
      close();
    },
    open(query) {
      if (!node.open) {
        opener = document.activeElement;
        node.showModal();
      }
      if (query !== undefined) field.value = query;
      field.focus();
      field.select();
      if (!engine) status.textContent = "正在载入检索数据…";
      update();
    },
    ready(made, shown) {
      engine = made;
      examples = shown;
      update();
    },
    failed(message) {
      status.textContent = message;
      help.replaceChildren(tableLink(href));
    },
  };
}

/** @param {Node} foot */
function partsOf(foot) {
  const field = element("input", {
    class: "q-search__field",
    type: "search",
    id: "q-search-field",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    enterkeyhint: "search",
    placeholder: `词语、数字或${word("clause")}号`,
    "aria-label": "检索词",
    "aria-describedby": "q-search-status",
  });
  const shut = element("button", { class: "q-search__close", type: "button", "aria-label": "关闭检索" }, icon(CROSS));
  const status = element("p", { class: "q-search__status", id: "q-search-status", role: "status" });
  const list = element("ol", { class: "q-search__list" });
  const help = element("div", { class: "q-search__help" });
  const bar = element("div", { class: "q-search__bar", role: "search" }, field, shut);
  const body = element("div", { class: "q-search__body" }, status, list, help, foot);
  const box = element("div", { class: "q-search__box" }, bar, body);
  const node = element("dialog", { class: "q-search", "aria-label": `检索${word("criteria")}` }, box);
  return { node, field, shut, status, list, help };
}

/**
 * @param {ReturnType<typeof partsOf>} parts
 * @param {{update: () => void, close: () => void}} actions
 */
function listen({ node, field, shut, list }, { update, close }) {
  field.addEventListener("input", (event) => {
    // While the input method composes, the letters are not yet the query.
    if (!(event instanceof InputEvent) || !event.isComposing) update();
  });
  field.addEventListener("compositionend", update);
  shut.addEventListener("click", close);
  node.addEventListener("click", (event) => {
    if (event.target === node) close();
  });
  node.addEventListener("keydown", (event) => {
    if (!event.isComposing && event.keyCode !== 229) onKey(event, field, list, close);
  });
}

/**
 * Arrows walk from the field through the results and back; Enter in the field opens the first.
 *
 * @param {KeyboardEvent} event
 * @param {HTMLInputElement} field
 * @param {HTMLElement} list
 * @param {() => void} close
 */
function onKey(event, field, list, close) {
  const links = [...list.querySelectorAll("a")];
  const at = links.findIndex((link) => link === document.activeElement);
  const inField = document.activeElement === field;
  /** @type {Record<string, (() => void) | undefined>} */
  const actions = {
    // The field would only be emptied by the first Escape.
    Escape: close,
    ArrowDown: inField || at >= 0 ? () => links[Math.min(at + 1, links.length - 1)]?.focus() : undefined,
    ArrowUp: at >= 0 ? () => (links[at - 1] ?? field).focus() : undefined,
    Home: at >= 0 ? () => links[0]?.focus() : undefined,
    End: at >= 0 ? () => links[links.length - 1]?.focus() : undefined,
    Enter: inField ? () => links[0]?.click() : undefined,
  };
  const action = actions[event.key];
  if (!action) return;
  event.preventDefault();
  action();
}

/**
 * @param {string} query
 * @param {import("./types.js").SearchResult[]} results
 */
function countText(query, results) {
  if (query === "") return "";
  if (results.length === 0) return `没有找到“${query}”`;
  if (results[0]?.partial) return `没有完全相符的；部分相符的有 ${results.length} 个`;
  return results.length < MOST_RESULTS ? `找到 ${results.length} 个结果` : `只列出最相符的 ${results.length} 个结果`;
}

/**
 * @param {string} query
 * @param {string[]} words
 * @param {Href} href
 * @param {(query: string) => void} search
 */
function helpNodes(query, words, href, search) {
  const buttons = words.map((word) => {
    const button = element("button", { class: "q-search__word", type: "button" }, word);
    button.addEventListener("click", () => search(word));
    return button;
  });
  const lead = query === "" ? `可以查词语、词语的一部分、数字、${word("clause")}号，也可以照平常的说法查，例如：` : "请减少几个字、换个说法，或者试试：";
  const tried = buttons.length > 0 ? [element("p", { class: "q-search__words" }, ...buttons)] : [];
  return [element("p", {}, lead), ...tried, tableLink(href)];
}

/** @param {Href} href */
function tableLink(href) {
  return element("p", {}, element("a", { href: href(TABLE) }, `在${word("criteria")}一览表中逐${word("clause")}查看`));
}
