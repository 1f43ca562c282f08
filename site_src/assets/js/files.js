// @ts-check
/**
 * Files that a reader chooses, and files that are handed to the reader.
 *
 * The text in the bytes of a save file is found whatever an editor made of its encoding. The command line uses
 * qinglian_core/selfcheck/filetext.py; here the browser has the tables already.
 *
 * Whether a file that was handed over was stored is the browser's secret: some, inside other apps, store nothing and
 * say nothing. So the words claim only that the file is made, and offer another way.
 */

import { copyText } from "./clipboard.js";
import { element, FIXED } from "./dom.js";

const MOST_BYTES = 20_000_000;
const TOO_LARGE = "文件太大，不是本站保存的自查文件";
const UNREADABLE = "文件读不出来，可能已被移走或正被别的程序占用";
const NOT_TEXT =
  "不是文本文件，或者编码认不出来；请选择从自查页“保存到文件”得到的文件，用别的软件改过的请另存为 UTF-8";
const UNMARKED = ["utf-8", "gb18030", "utf-16le", "utf-16be"];

/** @type {[number[], string][]} */
const MARKS = [
  [[0xef, 0xbb, 0xbf], "utf-8"],
  [[0xff, 0xfe], "utf-16le"],
  [[0xfe, 0xff], "utf-16be"],
];

// 文件系统不许的，还有看不见、会让名字倒着显示的（“fdp.exe” 看上去成了 “exe.pdf”）
const NOT_IN_NAMES = /[\\/:*?"<>|\s\p{Cc}\p{Cf}\p{Cs}]+/gu;

// Milliseconds: a browser may still be reading a file some time after the click.
const KEEP = 60_000;

/** @param {string} text @param {string} instead @returns {string} with nothing that a file's name must not hold */
export function plainName(text, instead) {
  return text.replace(NOT_IN_NAMES, instead);
}

/**
 * @param {Uint8Array} bytes
 * @param {string} encoding
 * @returns {string | null}
 */
function decoded(bytes, encoding) {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    return decoder.decode(bytes);
  } catch {
    return null; // 只有不合这种编码时才会出错
  }
}

/** @param {ArrayBuffer} buffer @returns {string | null} the text; null where it is none */
export function fileText(buffer) {
  const bytes = new Uint8Array(buffer);
  const marked = MARKS.find(([mark]) => mark.every((byte, index) => bytes[index] === byte));
  if (marked) return decoded(bytes, marked[1]);
  for (const encoding of UNMARKED) {
    const text = decoded(bytes, encoding);
    const isJson = text !== null && /^[ \t\r\n]*\{/.test(text) && !text.includes("\0");
    if (text !== null && (encoding === "utf-8" || isJson)) return text;
  }
  return null;
}

/**
 * @param {File} file
 * @returns {Promise<{text: string} | {reason: string}>} the text of a save file, or why there is none
 */
export async function textOf(file) {
  if (file.size > MOST_BYTES) return { reason: TOO_LARGE };
  const bytes = await file.arrayBuffer().catch(() => null);
  if (!bytes) return { reason: UNREADABLE };
  const text = fileText(bytes);
  return text === null ? { reason: NOT_TEXT } : { text };
}

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
  const link = element("a", { href: URL.createObjectURL(file), download: name });
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
