// @ts-check
/** The strip that says that a new release is there. The page goes on working with its own until the reader asks. */

const WORDS = "网站有新版本，刷新后使用。";

/**
 * @param {() => void} use what the button does
 * @param {Document} [page]
 */
export function showUpdateNotice(use, page = document) {
  if (page.querySelector("[data-update-notice]")) return;
  const strip = page.createElement("div");
  strip.className = "q-update";
  strip.dataset.updateNotice = "";
  // Announced at the reader's leisure; the focus stays where it is.
  strip.setAttribute("role", "status");
  const words = page.createElement("span");
  strip.append(words, button("刷新", use), button("以后再说", () => strip.remove()));
  page.body.append(strip);
  // A live region speaks of what changes in it, not of what it came with.
  window.setTimeout(() => (words.textContent = WORDS), 100);

  /**
   * @param {string} label
   * @param {() => void} act
   */
  function button(label, act) {
    const made = page.createElement("button");
    made.type = "button";
    made.className = "q-update__button";
    made.textContent = label;
    made.addEventListener("click", act);
    return made;
  }
}
