// @ts-check
/**
 * How far the start has come, in bytes and in words.
 *
 * @typedef {import("./types.js").RuntimeFile} RuntimeFile
 * @typedef {import("./types.js").Stage} Stage
 * @typedef {import("./types.js").Progress} Progress
 */

/** @type {Record<Stage, string>} */
const WORDS = {
  fetching: "正在下载计分程序",
  starting: "正在启动计分程序",
  restoring: "正在启动计分程序",
  installing: "正在安装计分程序",
  preparing: "正在装入细则",
};

export class LoadProgress {
  /** @param {(progress: Progress) => void} tell */
  constructor(tell) {
    this.tell = tell;
    /** @type {Map<RuntimeFile, number>} */
    this.files = new Map();
    /** @type {Stage} */
    this.stage = "fetching";
  }

  /** @param {RuntimeFile} file */
  want(file) {
    this.files.set(file, 0);
  }

  /**
   * @param {RuntimeFile} file
   * @param {number} loaded bytes
   */
  arrived(file, loaded) {
    this.files.set(file, loaded);
  }

  /** @param {Stage} stage */
  reach(stage) {
    this.stage = stage;
    let loaded = 0;
    let total = 0;
    for (const [file, bytes] of this.files) {
      loaded += bytes;
      total += file.size;
    }
    this.tell({ stage, words: WORDS[stage], loaded, total });
  }
}
