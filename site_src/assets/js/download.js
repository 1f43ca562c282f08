// @ts-check
/**
 * Handing a file to the browser. Whether it was stored is the browser's secret: some, inside other apps, store
 * nothing and say nothing. So the words claim only that the file is made, and offer another way.
 */

import { copyText } from "./clipboard.js";
import { element, FIXED } from "./dom.js";

// A browser may still be reading the file some time after the click.
const KEEP = 60_000;

/**
 * @typedef {object} Handed
 * @property {string} name
 * @property {Blob} file
 * @property {string} [text]  of a file that is text
 *
 * @param {Handed} handed
 * @param {HTMLElement} place  where the reader is told
 */
export function handOver({ name, file, text }, place) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(link.href), KEEP);
  const title = element("span", FIXED, `“${name}”`);
  const made = "已经做好，请在浏览器的下载里找。没有的话，这个浏览器可能不让下载（别的应用里打开的网页常常这样）：";
  place.replaceChildren(title, made, ...otherWay(text));
}

/**
 * @param {string} [text]
 * @returns {(string | HTMLElement)[]}
 */
function otherWay(text) {
  if (text === undefined) return ["请换用 Edge、Chrome 等浏览器打开本页，再做一次。"];
  const told = element("span", {}, "，贴到记事本里，用上面的名字保存（编码选 UTF-8）。");
  const button = element("button", { type: "button" }, "复制内容");
  button.addEventListener("click", () => {
    copyText(text).then(
      () => (button.textContent = "已复制"),
      () => (told.textContent = "：浏览器也不允许复制，请换用 Edge、Chrome 等浏览器打开本页。"),
    );
  });
  return [button, told];
}
