// @ts-check
/**
 * The first script of a page in the folder copy, which is opened by double click. There a page may fetch nothing:
 * every file that a script would fetch lies beside its place as a classic script that holds it in base64. And a link
 * has to name the file: `criteria/13/` would show a list of files. Links in the pages are written so when the copy is
 * made; here are those that scripts write.
 */

import { fromBase64 } from "../bytes.js";

const ENDING = ".embedded.js";
const INDEX = "index.html";
const TYPES = /** @type {Record<string, string>} */ ({ json: "application/json", js: "text/javascript" });

const own = /** @type {HTMLScriptElement} */ (document.currentScript);
const root = new URL("../../", own.src).href;

tightenPolicy();
/** @type {Map<string, Promise<string | null>>} */
const arriving = new Map();
/** @type {Map<string, (base64: string) => void>} */
const awaited = new Map();
Object.assign(window, {
  qinglianKeep: (/** @type {string} */ path, /** @type {string} */ base64) => awaited.get(path)?.(base64),
  fetch: fetchEmbedded,
});
watchLinks();

/**
 * Chromium before 97 compiles WebAssembly only where no `script-src` stands, so the page comes without; every newer
 * browser (the same ones know `findLast`) gets it here, and with it the ban on eval.
 */
function tightenPolicy() {
  if (!("findLast" in Array.prototype)) return;
  const meta = document.createElement("meta");
  meta.httpEquiv = "Content-Security-Policy";
  // What may stand inline is said by script-src-elem in the page itself.
  meta.content = "script-src 'self' blob: 'unsafe-inline' 'wasm-unsafe-eval'";
  document.head.append(meta);
}

/**
 * @param {RequestInfo | URL} request
 * @returns {Promise<Response>}
 */
async function fetchEmbedded(request) {
  const url = new URL(request instanceof Request ? request.url : String(request), document.baseURI);
  url.search = "";
  url.hash = "";
  if (!url.href.startsWith(root)) throw new TypeError(`这份离线副本不连接网络：${url.href}`);
  const path = decodeURI(url.href.slice(root.length));
  const base64 = await embedded(path, url.href);
  if (base64 === null) return new Response(null, { status: 404 });
  const bytes = fromBase64(base64);
  const type = TYPES[path.slice(path.lastIndexOf(".") + 1)] ?? "application/octet-stream";
  return new Response(/** @type {BodyInit} */ (bytes), { headers: { "Content-Type": type, "Content-Length": String(bytes.length) } });
}

/**
 * @param {string} path inside the copy
 * @param {string} address
 * @returns {Promise<string | null>} the file in base64; null where the folder has none, or a broken one
 */
function embedded(path, address) {
  const known = arriving.get(path);
  if (known) return known;
  const arrival = load(path, address).finally(() => {
    arriving.delete(path);
    awaited.delete(path);
  });
  arriving.set(path, arrival);
  return arrival;
}

/**
 * @param {string} path
 * @param {string} address
 * @returns {Promise<string | null>}
 */
function load(path, address) {
  return new Promise((resolve) => {
    const script = document.createElement("script");
    awaited.set(path, resolve);
    script.src = address + ENDING;
    script.onload = script.onerror = () => {
      script.remove();
      resolve(null); // says nothing where the file has arrived
    };
    document.head.append(script);
  });
}

function watchLinks() {
  new MutationObserver((changes) => changes.forEach(mendChange)).observe(document, {
    subtree: true,
    childList: true,
    attributeFilter: ["href"],
  });
}

/** @param {MutationRecord} change */
function mendChange({ type, target, addedNodes }) {
  if (type === "attributes") return mend(target);
  for (const node of addedNodes) {
    mend(node);
    if (node instanceof Element) node.querySelectorAll("a[href]").forEach(mend);
  }
}

/** @param {Node} node */
function mend(node) {
  if (!(node instanceof HTMLAnchorElement) || node.protocol !== "file:" || !node.pathname.endsWith("/")) return;
  node.href = node.href.replace(/\/(?=[?#]|$)/, `/${INDEX}`);
}
