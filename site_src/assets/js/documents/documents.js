// @ts-check
/**
 * A document that Python has made, offered as a download.
 *
 * @typedef {import("./extension.js").MadeDocument} MadeDocument
 */

import { handOver } from "../download.js";

// What a reader may as well paste into an editor.
const TEXTS = /^(text\/|application\/json)/;

/**
 * @param {MadeDocument} made
 * @param {HTMLElement} place  where the reader is told of it
 */
export function offerDocument({ name, type, base64 }, place) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const text = TEXTS.test(type) ? new TextDecoder().decode(bytes) : undefined;
  handOver({ name, file: new Blob([bytes], { type }), text }, place);
}

/** @param {unknown} error @returns {string} what to tell the reader */
export function troubleWords(error) {
  const { message = "", remedy = "" } = /** @type {any} */ (error) || {};
  return `没有做成：${message}${remedy}`;
}
