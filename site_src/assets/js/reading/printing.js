// @ts-check
/**
 * Printing: the print buttons, and whatever is folded is unfolded on paper, save ledgers: they repeat each other.
 * A button may ask for less than the page: `data-print="brief"` prints the official text and the evidence.
 */

const FOLDED = "main details:not([open]):not([data-ledgers])";

export function startPrinting() {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("[data-print]");
    if (!(button instanceof HTMLElement)) return;
    document.documentElement.dataset.printing = button.dataset.print;
    window.print();
  });
  /** @type {HTMLDetailsElement[]} */
  let opened = [];
  let place = { left: 0, top: 0 };
  window.addEventListener("beforeprint", () => {
    place = { left: window.scrollX, top: window.scrollY };
    opened = Array.from(document.querySelectorAll(FOLDED));
    for (const details of opened) details.open = true;
  });
  window.addEventListener("afterprint", () => {
    delete document.documentElement.dataset.printing;
    for (const details of opened) details.open = false;
    opened = [];
    // 等别处为打印改的也都改回来，再回到读者看着的地方。
    window.setTimeout(() => window.scrollTo({ ...place, behavior: "instant" }));
  });
}
