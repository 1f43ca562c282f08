// @ts-check
/** Copying: a clause's official text, its permanent link, and selections of official text without our links. */

import { reachable } from "../addresses.js";
import { copyText } from "../clipboard.js";
import { element } from "../dom.js";

/** @param {HTMLElement} status */
function announcer(status) {
  let timer = 0;
  return (/** @type {string} */ text) => {
    window.clearTimeout(timer);
    status.textContent = text;
    timer = window.setTimeout(() => (status.textContent = ""), 2500);
  };
}

/** From the data, not from the page: a browser may have translated what it shows. @param {Element} button */
function officialText(button) {
  return button.getAttribute("data-copy-text") ?? "";
}

/** The address that stays with this text, whichever edition is current. @param {Element} button */
function permanentLink(button) {
  const link = new URL(button.getAttribute("data-copy-link") ?? "", location.href);
  link.search = "";
  return reachable(link);
}

/** Text selected inside official text is copied as text: pasted elsewhere, a term must not become a link. */
function copyPlainText(/** @type {ClipboardEvent} */ event) {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !event.clipboardData) return;
  const inside = [selection.anchorNode, selection.focusNode].map((node) => parentOf(node)?.closest("[data-official]"));
  if (!inside[0] || inside[0] !== inside[1]) return;
  event.clipboardData.setData("text/plain", selection.toString());
  event.preventDefault();
}

/** @param {Node | null} node */
function parentOf(node) {
  return node instanceof Element ? node : node?.parentElement ?? null;
}

export function startCopying() {
  document.addEventListener("copy", copyPlainText);
  if (!document.querySelector("[data-copy-text], [data-copy-link]")) return;
  const status = element("p", { class: "toast", role: "status" });
  document.body.append(status);
  const say = announcer(status);
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-copy-text], [data-copy-link]") : null;
    if (!button) return;
    const isLink = button.hasAttribute("data-copy-link");
    copyText(isLink ? permanentLink(button) : officialText(button)).then(
      () => say(isLink ? "链接已复制" : "原文已复制"),
      () => say("浏览器不允许复制，请选中后手工复制"),
    );
  });
}
