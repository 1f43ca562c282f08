// @ts-check
/**
 * Handing in from the self-check page: the official table as Word, Excel, CSV, JSON, or printed. The page says
 * what to export; the documents are made by Python in this browser, one after another. What is asked for while
 * Python is starting, or starting anew, is made as soon as it has started.
 *
 * @typedef {import("../python/engine.js").Engine} Engine
 *
 * @typedef {object} Host
 * @property {Engine} engine
 * @property {() => Promise<object>} check  the plain self-check, as it would be saved
 */

import { today } from "../dates.js";
import { Extension, offerDocument, troubleWords } from "./documents.js";
import { find } from "../dom.js";
import { printSheet } from "./printsheet.js";

const STARTING = "计分程序正在启动，启动以后接着导出……";
const PREPARING = "正在准备……";

export class ExportMenu {
  /**
   * @param {HTMLElement} root  the element `[data-exports]`
   * @param {Host} host
   */
  constructor(root, host) {
    this.root = root;
    this.host = host;
    this.status = find(root, "[data-export-status]");
    this.extension = new Extension(host.engine);
    /** @type {Set<string>} the kinds that are still to be made: pressed twice is made once */
    this.asked = new Set();
    this.working = Promise.resolve();
    root.addEventListener("click", (event) => {
      const button = event.target instanceof Element && event.target.closest("[data-export]");
      if (button instanceof HTMLElement) this.ask(button.dataset.export || "", button.dataset.op || "export");
    });
  }

  /**
   * @param {string} kind docx, xlsx, csv, json or print
   * @param {string} op  "export" the official table, "export-evidence" the list of all evidence
   */
  ask(kind, op) {
    const asked = `${op} ${kind}`;
    if (this.asked.has(asked)) return;
    this.asked.add(asked);
    const annexes = this.annexes();
    this.working = this.working.then(() => this.make(op, kind, annexes)).finally(() => this.asked.delete(asked));
  }

  /**
   * @param {string} op
   * @param {string} kind
   * @param {string[]} annexes
   */
  async make(op, kind, annexes) {
    const { engine, check } = this.host;
    this.tell(engine.state === "loading" ? STARTING : PREPARING);
    try {
      await this.extension.load();
      const payload = { check: await check(), made: today() };
      if (kind === "print") {
        printSheet(await this.extension.ask("official", payload));
        this.tell("");
      } else offerDocument(await this.extension.ask(op, { kind, annexes, ...payload }), this.status);
    } catch (error) {
      console.error(error);
      this.tell(troubleWords(error));
    }
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
