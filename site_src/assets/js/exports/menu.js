// @ts-check
/**
 * Handing in from the self-check page: the official table as Word, Excel, CSV, JSON, or printed. The page says
 * what to export; the documents are made by Python in this browser.
 *
 * @typedef {import("../engine/engine.js").Engine} Engine
 *
 * @typedef {object} Host
 * @property {() => Engine | null} engine  when it is ready
 * @property {() => object} check          the plain self-check, as it would be saved
 */

import { offerDocument, today, troubleWords } from "./documents.js";
import { find } from "./elements.js";
import { Extension } from "./extension.js";
import { printSheet } from "./printsheet.js";

const NOT_READY = "计分程序还没有启动，启动以后才能导出。";

export class ExportMenu {
  /**
   * @param {HTMLElement} root  the element `[data-exports]`, which says where the exports lie
   * @param {Host} host
   */
  constructor(root, host) {
    this.root = root;
    this.host = host;
    this.status = find(root, "[data-export-status]");
    this.busy = false;
    /** @type {Extension | null} */
    this.extension = null;
    root.addEventListener("click", (event) => {
      const button = event.target instanceof Element && event.target.closest("[data-export]");
      if (button instanceof HTMLElement) void this.make(button.dataset.export || "");
    });
  }

  /** @param {string} kind docx, xlsx, csv, json or print */
  async make(kind) {
    const engine = this.host.engine();
    if (this.busy) return;
    if (!engine) return this.tell(NOT_READY);
    this.busy = true;
    this.tell("正在准备……");
    try {
      const extension = this.extensionOf(engine);
      const payload = { check: this.host.check(), made: today() };
      if (kind === "print") printSheet(await extension.ask("official", payload));
      else offerDocument(await extension.ask("export", { kind, annexes: this.annexes(), ...payload }));
      this.tell(kind === "print" ? "" : "已交给浏览器下载。");
    } catch (error) {
      console.error(error);
      this.tell(troubleWords(error));
    } finally {
      this.busy = false;
    }
  }

  /** @param {Engine} engine */
  extensionOf(engine) {
    if (!this.extension || this.extension.engine !== engine) {
      this.extension = new Extension(engine, this.root.dataset);
    }
    return this.extension;
  }

  annexes() {
    const chosen = this.root.querySelectorAll("input[data-annex]:checked");
    return [...chosen].map((input) => /** @type {HTMLInputElement} */ (input).value);
  }

  /** @param {string} words */
  tell(words) {
    this.status.textContent = words;
  }
}
