// @ts-check
/**
 * Terms in official text: hovering, focusing or tapping one shows its explanation beside it.
 *
 * The explanation stands at the foot of the page, where the link leads without scripts; it is shown outside the
 * official text, which does not change.
 */

import { element } from "../dom.js";

const LEAVE_AFTER = 200;
const GAP = 6;

/** @param {Element} term */
function explanationOf(term) {
  const name = term.getAttribute("data-term") ?? "";
  const text = document.getElementById(`term-${name}`);
  const title = text?.previousElementSibling;
  const more = title?.querySelector("a");
  return text && title ? { title: title.textContent ?? "", text: text.textContent ?? "", more: more?.getAttribute("href") } : null;
}

class Tip {
  constructor() {
    this.node = element("div", { class: "tip", hidden: "" });
    /** @type {HTMLElement | null} */
    this.term = null;
    this.timer = 0;
    document.body.append(this.node);
  }

  /** @param {HTMLElement} term */
  show(term) {
    this.stay();
    if (this.term === term) return;
    this.hide();
    const found = explanationOf(term);
    if (!found) return;
    const title = element("strong", { class: "tip__term" }, found.title);
    const more = element("a", { href: found.more ?? "" }, "在词语解释中查看");
    this.node.replaceChildren(element("p", {}, title, `：${found.text}`), more);
    this.term = term;
    term.setAttribute("aria-expanded", "true");
    this.node.hidden = false;
    this.place(term);
  }

  /** @param {HTMLElement} term */
  place(term) {
    const line = term.getClientRects()[0] ?? term.getBoundingClientRect();
    const { width, height } = this.node.getBoundingClientRect();
    const page = document.documentElement;
    const left = Math.max(8, Math.min(line.left, page.clientWidth - width - 8));
    const below = line.bottom + GAP + height <= page.clientHeight;
    const last = term.getClientRects()[term.getClientRects().length - 1] ?? line;
    const top = below ? last.bottom + GAP : Math.max(8, line.top - height - GAP);
    this.node.style.left = `${left + window.scrollX}px`;
    this.node.style.top = `${top + window.scrollY}px`;
  }

  hide() {
    this.stay();
    this.term?.removeAttribute("aria-expanded");
    this.term = null;
    this.node.hidden = true;
  }

  stay() {
    window.clearTimeout(this.timer);
  }

  leave() {
    this.stay();
    this.timer = window.setTimeout(() => this.hide(), LEAVE_AFTER);
  }
}

/** @param {EventTarget | null} target */
function termAt(target) {
  const found = target instanceof Element ? target.closest("[data-term]") : null;
  return found instanceof HTMLElement ? found : null;
}

export function startTerms() {
  if (!document.querySelector("[data-term]")) return;
  const tip = new Tip();
  let touched = false;
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const term = termAt(event.target);
    if (term) tip.show(term);
    else if (tip.node.contains(/** @type {Node} */ (event.target))) tip.stay();
    else if (tip.term) tip.leave();
  });
  document.addEventListener("focusin", (event) => {
    const term = termAt(event.target);
    if (term) tip.show(term);
    else if (!tip.node.contains(/** @type {Node} */ (event.target))) tip.hide();
  });
  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch";
    if (!termAt(event.target) && !tip.node.contains(/** @type {Node} */ (event.target))) tip.hide();
  });
  document.addEventListener("click", (event) => {
    const term = termAt(event.target);
    if (!term || !touched) return;
    event.preventDefault();
    tip.show(term);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") tip.hide();
  });
}
