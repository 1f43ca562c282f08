// @ts-check
/** The clipboard, on an intranet too. */

/** @param {string} text @returns {Promise<void>} fails where the browser refuses */
export async function copyText(text) {
  // The clipboard's own interface needs https or localhost; an intranet often has neither.
  if (navigator.clipboard && window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const field = document.createElement("textarea");
  field.value = text;
  field.setAttribute("readonly", "");
  field.className = "visually-hidden";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (!done) throw new Error("copy refused");
}
