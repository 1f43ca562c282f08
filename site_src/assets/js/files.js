// @ts-check
/**
 * Files that a reader chooses: the text in the bytes of a save file, whatever an editor made of its encoding. The
 * command line uses qinglian_core/selfcheck/filetext.py; here the browser has the tables already.
 */

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
