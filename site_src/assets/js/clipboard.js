// @ts-check
/** The clipboard, on an intranet too. */

import { element } from "./dom.js";

/** @param {string} text @returns {Promise<void>} fails where the browser refuses */
export async function copyText(text) {
  // The clipboard's own interface needs https or localhost; an intranet often has neither.
  if (navigator.clipboard && window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const field = element("textarea", { readonly: "", class: "visually-hidden" });
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (!done) throw new Error("copy refused");
}
