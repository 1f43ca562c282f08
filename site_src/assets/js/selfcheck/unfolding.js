// @ts-check
/** Lets the browser lay out the cards that are not in view, a few at a time, while it has nothing else to do. */

const AT_ONCE = 3;
const AT_LATEST = 200;

/** @param {Iterable<HTMLElement>} cards */
export function unfoldWhenIdle(cards) {
  const left = [...cards];
  const later = window.requestIdleCallback ?? ((/** @type {() => void} */ work) => window.setTimeout(work, 1));
  const some = () => {
    for (const card of left.splice(0, AT_ONCE)) card.dataset.unfolded = "";
    if (left.length) later(some, { timeout: AT_LATEST });
  };
  later(some, { timeout: AT_LATEST });
}
