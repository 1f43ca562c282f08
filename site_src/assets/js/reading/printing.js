// @ts-check
/** Printing: the print buttons, and whatever is folded is unfolded on paper, save ledgers: they repeat each other. */

const FOLDED = "main details:not([open]):not([data-ledgers])";

export function startPrinting() {
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-print]")) window.print();
  });
  /** @type {HTMLDetailsElement[]} */
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = Array.from(document.querySelectorAll(FOLDED));
    for (const details of opened) details.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
    opened = [];
  });
}
