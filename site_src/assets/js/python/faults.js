// @ts-check
/**
 * What can go wrong, and what the reader can do about it.
 *
 * @typedef {import("./types.js").Fault} Fault
 */

const REFRESH = "请点“重试”；仍然不行，请刷新页面。";

/** @type {Record<string, {message: string, remedy: string}>} */
const WORDS = {
  unsupported: {
    message: "这个浏览器缺少计分程序需要的功能（WebAssembly）。",
    remedy: "请换用较新的浏览器（如 Chromium 88 以上内核的浏览器）打开本页；表格仍可阅读和打印。",
  },
  missing: {
    message: "网站多半已经更新：这个页面要用的文件，服务器上没有了。",
    remedy: "请刷新页面，填的内容不会丢；刷新后仍然这样，请告诉网站的维护人员重新发布。",
  },
  server: {
    message: "服务器暂时不能提供计分程序的文件。",
    remedy: "请过一会儿点“重试”；一直不行，请告诉网站的维护人员。",
  },
  network: { message: "连接不到服务器。", remedy: "请检查网络连接，然后点“重试”。" },
  short: {
    message: "计分程序的文件没有下载完整，连接中途断开了。",
    remedy: "请检查网络连接，然后点“重试”。",
  },
  altered: {
    message: "下载到的计分程序文件与发布的不一致，为安全起见没有使用。",
    remedy: "请点“重试”；仍然不一致，多半是网络中的代理或缓存改动了文件，请告诉网站的维护人员。",
  },
  stalled: {
    message: "等了很久，没有再收到计分程序的数据。",
    remedy: "请检查网络连接，然后点“重试”。",
  },
  slow: {
    message: "计分程序启动得太慢，已经停止等待。",
    remedy: "请关闭一些程序或网页，然后点“重试”。",
  },
  refused: {
    message: "浏览器不让计分程序在后台运行。",
    remedy: "请检查浏览器的安全设置或扩展程序，然后点“重试”；或换一个浏览器打开本页。",
  },
  policy: {
    message: "浏览器或单位的安全策略不允许运行 WebAssembly，计分程序无法启动。",
    remedy: "请换一个浏览器打开本页，或请信息技术人员放行本网站的 WebAssembly。",
  },
  memory: {
    message: "内存不够，计分程序无法运行。",
    remedy: "请关闭一些程序或网页，然后点“重试”。",
  },
  crashed: { message: "计分程序意外停止，重新启动后又停止了。", remedy: REFRESH },
  blocked: { message: "计分程序长时间没有回应，重新启动后仍是这样。", remedy: REFRESH },
  stopped: { message: "已经停止。", remedy: "" },
  start: { message: "计分程序没有启动成功。", remedy: REFRESH },
  data: {
    message: "计分程序不接受本页的细则或答案。",
    remedy: "请刷新页面；仍然这样，请告诉网站的维护人员。已填的内容不受影响。",
  },
};

/** The engine itself has failed: `message` and `remedy` are for the reader, `detail` for our console. */
export class EngineFault extends Error {
  /**
   * @param {string} code
   * @param {string} [detail]
   */
  constructor(code, detail = "") {
    const words = WORDS[code] || WORDS.start;
    super(words?.message);
    this.name = "EngineFault";
    this.code = WORDS[code] ? code : "start";
    this.remedy = words?.remedy || "";
    this.detail = detail;
  }
}

/** The core has refused a request: the faults say why, each with its path. */
export class ServiceFault extends Error {
  /** @param {Fault[]} faults */
  constructor(faults) {
    super(faults.map(({ message }) => message).join("；"));
    this.name = "ServiceFault";
    this.faults = faults;
  }
}

/**
 * The code for an error thrown while Python starts or runs. Browsers word these differently; what all of them
 * share is the class of the error.
 *
 * @param {unknown} error
 * @param {string} otherwise
 */
export function codeOf(error, otherwise) {
  if (error instanceof EngineFault) return error.code;
  const { name = "", message = "", type = "" } = /** @type {any} */ (error) || {};
  if (type === "MemoryError" || /out of memory|memory allocation|allocate.*memory/i.test(message)) return "memory";
  if (name === "RangeError" && /memory/i.test(message)) return "memory";
  if (name === "CompileError" && /policy|unsafe-eval|embedder/i.test(message)) return "policy";
  return otherwise;
}

/** @param {unknown} error */
export function detailOf(error) {
  if (error instanceof EngineFault) return error.detail || error.code;
  return String(error instanceof Error ? error.stack || error : error);
}

/**
 * Whether the service refused, first of all for this reason. Asked by name: the script that starts Python and those of
 * the page are bundled apart, each with a class of its own.
 *
 * @param {unknown} error
 * @param {string} code
 */
export function isRefusal(error, code) {
  const { name, faults } = /** @type {Partial<ServiceFault>} */ (error);
  return name === "ServiceFault" && faults?.[0]?.code === code;
}
