// @ts-check
/**
 * Handing in from the self-check page: the official table as Word, Excel, CSV, JSON, or printed. The page says
 * what to export; the documents are made by Python in this browser, one after another. What is asked for while
 * Python is starting, or starting anew, is made as soon as it has started.
 *
 * @typedef {import("../python/engine.js").Engine} Engine
 * @typedef {import("./documents.js").Extension} Extension
 *
 * @typedef {object} Host
 * @property {Engine} engine
 * @property {Extension} extension
 * @property {() => Promise<object>} check  the plain self-check, as it would be saved
 */

import { today } from "../dates.js";
import { offerDocument, troubleWords } from "./documents.js";
import { find } from "../dom.js";
import { printAnnexed, printSheet } from "./printsheet.js";

const STARTING = "计分程序正在启动，启动以后接着导出……";
const PREPARING = "正在准备……";

export class ExportMenu {
  /**
   * @param {HTMLElement} root  in which the buttons `[data-export]` are, and the place where is told of what they do
   * @param {Host} host
   */
  constructor(root, host) {
    this.root = root;
    this.host = host;
    this.status = find(root, "[data-export-status], [data-annexes-status]");
    this.extension = host.extension;
    /** @type {Set<string>} the kinds that are still to be made: pressed twice is made once */
    this.asked = new Set();
    this.working = Promise.resolve();
    root.addEventListener("click", (event) => {
      const button = event.target instanceof Element && event.target.closest("[data-export]");
      if (button instanceof HTMLElement) this.ask(button.dataset.export || "", button.dataset.op || "export");
    });
  }

  /**
   * @param {string} kind docx, xlsx, csv, json, print, or annexes: the results on paper, the official table among them
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
      if (kind === "print" || kind === "annexes") {
        const sheet = await this.extension.ask("official", payload);
        this.tell("");
        if (kind === "print") printSheet(sheet);
        else printAnnexed(sheet, find(this.root, "[data-briefing]"));
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
