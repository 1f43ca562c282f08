// @ts-check
/** Going to a clause: from a link (the search's too), a jump or an address, whatever view or filter is in the way. */

export class Navigation {
  /**
   * @param {HTMLElement} root
   * @param {import("../results/tabs.js").Tabs} tabs
   * @param {import("./filters.js").Filters} filters
   * @param {import("./unrolling.js").Unrolling} unrolling
   * @param {import("./onebyone.js").OneByOne} oneByOne
   */
  constructor(root, tabs, filters, unrolling, oneByOne) {
    this.root = root;
    this.oneByOne = oneByOne;
    this.tabs = tabs;
    this.filters = filters;
    this.unrolling = unrolling;
    document.addEventListener("click", (event) => this.press(event));
    window.addEventListener("hashchange", () => this.follow());
  }

  /** Goes where the address of the page points, unless the reader comes back to another view. */
  start() {
    if (this.tabs.name === "form") this.follow();
  }

  follow() {
    const target = document.getElementById(fragment());
    // 浏览器先把焦点放到那里，过一会儿才说；手快的人这时已经按 Tab 走到里面去了。
    if (!target || target.contains(document.activeElement)) return;
    if (this.root.contains(target)) this.show(target);
  }

  /** @param {MouseEvent} event */
  press(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const pressed = event.target instanceof Element ? event.target : null;
    const button = pressed?.closest("[data-standard], [data-unfold]");
    if (button) return unfold(button, button.getAttribute("aria-expanded") !== "true");
    const link = pressed?.closest('a[href^="#"]');
    const target = link && document.getElementById((link.getAttribute("href") || "").slice(1));
    if (!target || !this.root.contains(target)) return;
    event.preventDefault();
    this.show(target);
  }

  /** @param {HTMLElement} target a clause, an item or a project, or what another view holds */
  show(target) {
    const view = this.tabs.viewOf(target);
    if (view && view !== "form") {
      this.tabs.show(view);
      bringUp(target);
      return target.focus({ preventScroll: true });
    }
    const card = target.matches("[data-clause]") ? target : target.querySelector("[data-clause]");
    if (!(card instanceof HTMLElement)) return;
    this.uncover(card);
    if (target === card) return this.go(card);
    bringUp(target);
    card.focus({ preventScroll: true });
  }

  /**
   * @param {HTMLElement} card
   * @param {HTMLElement} [focus] what to put the focus on in it
   */
  go(card, focus = card) {
    this.uncover(card);
    bringUp(card);
    focus.focus({ preventScroll: true });
    // 放得很大时，一张卡片比窗口还高。
    if (focus !== card && focus.getBoundingClientRect().bottom > window.innerHeight) {
      focus.scrollIntoView({ block: "center", behavior: "instant" });
    }
  }

  /** Whatever keeps the card from being seen gives way. @param {HTMLElement} card */
  uncover(card) {
    if (this.tabs.name !== "form") this.tabs.show("form");
    this.unrolling.finish();
    this.filters.reveal(card);
    this.oneByOne.turnTo(card);
  }
}

/** What the address points at; an address that somebody has mistyped may hold a “%” that means nothing. */
function fragment() {
  const { hash } = window.location;
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return hash.slice(1);
  }
}

/** At once: the page is long, and gliding over it takes the reader's time. @param {HTMLElement} element */
function bringUp(element) {
  element.scrollIntoView({ block: "start", behavior: "instant" });
}

/**
 * @param {Element} button
 * @param {boolean} open
 */
function unfold(button, open) {
  button.setAttribute("aria-expanded", String(open));
}
