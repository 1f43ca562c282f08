// @ts-check
/**
 * Light and dark: the system's choice, until the reader makes one on this machine.
 *
 * The dark colours are one style sheet; its `media` says when it applies. `data-md-color-scheme` tells the same to
 * rules that differ in more than a colour.
 */

const KEY = "qinglian.scheme";
const DARK = "(prefers-color-scheme: dark)";
const MEDIA = { light: "not all", dark: "screen", system: `screen and ${DARK}` };

/** @typedef {keyof typeof MEDIA} Scheme */

/** @returns {Scheme} */
export function chosenScheme() {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === "light" || kept === "dark" ? kept : "system";
  } catch {
    return "system";
  }
}

/** @param {Scheme} scheme */
function isDark(scheme) {
  return scheme === "dark" || (scheme === "system" && matchMedia(DARK).matches);
}

/** @param {Scheme} scheme */
export function applyScheme(scheme) {
  const sheet = document.querySelector("link[data-dark-sheet]");
  if (sheet instanceof HTMLLinkElement) sheet.media = MEDIA[scheme];
  document.documentElement.setAttribute("data-md-color-scheme", isDark(scheme) ? "slate" : "default");
}

/** @param {Scheme} scheme */
function keepScheme(scheme) {
  try {
    localStorage.setItem(KEY, scheme);
  } catch {
    // Storage is refused: the choice lasts as long as the page.
  }
}

/** The button in the header. */
export function startSchemeToggle() {
  const button = document.querySelector("[data-scheme-toggle]");
  if (!button) return;
  let scheme = chosenScheme();
  const show = () => {
    applyScheme(scheme);
    button.setAttribute("aria-pressed", String(isDark(scheme)));
  };
  button.addEventListener("click", () => {
    scheme = isDark(scheme) ? "light" : "dark";
    keepScheme(scheme);
    show();
  });
  matchMedia(DARK).addEventListener("change", show);
  show();
}
