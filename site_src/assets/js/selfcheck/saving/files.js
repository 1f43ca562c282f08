// @ts-check
/**
 * Save files: written from the working copy, and opened beside it. Before anything is opened the reader sees what the
 * file holds and what becomes of it; the self-check at hand is never replaced.
 *
 * @typedef {import("../types.js").SaveFile} SaveFile
 * @typedef {import("../types.js").Engine} Engine
 *
 * @typedef {object} Opening  what the core says of a file
 * @property {SaveFile} file  as this edition reads it
 * @property {boolean} same_edition
 * @property {string} from_edition
 * @property {import("./carrypreview.js").Report | null} report  where it is known what became of every clause
 * @property {string[]} carried
 * @property {string[]} changed
 * @property {string[]} restored
 * @property {[string, string][]} moved  clauses (before, now) whose number has changed
 * @property {string[]} gone
 * @property {string[]} kept  in words, what is kept of those that are gone
 * @property {string[]} added
 * @property {string[]} dropped
 * @property {import("../types.js").StoredCheck} [known]  one in this browser that holds the very same
 *
 * @typedef {object} Besides
 * @property {string[]} [told]          what the reader should know besides
 * @property {() => void} [elsewhere]   goes on with it in its own edition
 * @property {(file: SaveFile) => Promise<Opening["known"]>} [look]  looks for one in this browser that holds the very same
 */

import { element, find, setLines } from "../../dom.js";
import { handOver, plainName, textOf } from "../../files.js";
import { faultsOf } from "../form/scoring.js";
import { dayOf, momentOf } from "../../dates.js";
import { headings, nameOf } from "./storedcheck.js";
import { isForebear, tellOf } from "../../python/forebears.js";
import { word } from "../../editionwords.js";
import { previewOf } from "./carrypreview.js";
import { notFetched } from "./notfetched.js";

const HEADS = /** @type {const} */ (["unit", "period", "assessor"]);
const NOT_READY = "计分程序还没有启动，现在不能打开文件；启动以后请再试。";

/** @param {SaveFile} file */
function fileName({ unit, period, dates }) {
  const told = [unit, period].filter(Boolean).map((text) => text.slice(0, 40));
  const name = ["自查", ...told, dayOf(dates.modified)].join("-");
  return `${plainName(name, "_")}.json`;
}

/**
 * Hands the save file to the browser. The core writes it; without the core it is written as it stands.
 *
 * @param {SaveFile} file
 * @param {Engine | null} engine
 * @param {HTMLElement} place  where the reader is told of it
 */
export async function saveFile(file, engine, place) {
  const text = (engine && (await writtenBy(engine, file))) || `${JSON.stringify(file, null, 1)}\n`;
  handOver({ name: fileName(file), file: new Blob([text], { type: "application/json" }), text }, place);
}

/**
 * @param {Engine} engine
 * @param {SaveFile} file
 * @returns {Promise<string | null>} the file as the core writes it; null where it cannot
 */
export async function writtenBy(engine, file) {
  const written = await engine.request("save", { check: file }).catch(() => null);
  return written && written.text;
}

export class FileDialog {
  /**
   * @param {HTMLElement} root
   * @param {(clause: string) => string} labelOf
   */
  constructor(root, labelOf) {
    this.labelOf = labelOf;
    this.dialog = /** @type {HTMLDialogElement} */ (find(root, "[data-opening]"));
    this.title = find(this.dialog, "[data-opening-title]");
    this.body = find(this.dialog, "[data-opening-body]");
    this.accept = find(this.dialog, "[data-accept]");
    this.elsewhere = find(this.dialog, "[data-elsewhere]");
    this.leave = find(this.dialog, "[data-close]");
    this.leave.addEventListener("click", () => this.dialog.close(""));
    this.accept.addEventListener("click", () => this.dialog.close("accept"));
    this.elsewhere.addEventListener("click", () => this.dialog.close("elsewhere"));
  }

  /**
   * @param {File} file
   * @param {Engine | null} engine
   * @param {Besides} besides
   * @returns {Promise<Opening | null>} what to open; null when the reader declined or the file cannot be read
   */
  async offerFile(file, engine, besides) {
    const read = await textOf(file);
    if ("reason" in read) return this.refuse(file.name, [`${read.reason}。`]);
    return await this.offerText(read.text, file.name, engine, besides);
  }

  /**
   * @param {string} text
   * @param {string} name
   * @param {Engine | null} engine
   * @param {Besides} [besides]
   * @returns {Promise<Opening | null>}
   */
  async offerText(text, name, engine, besides = {}) {
    if (!engine) return this.refuse(name, [NOT_READY], besides);
    try {
      const opening = await this.read(text, engine);
      if (typeof opening === "string") return this.refuse(name, [opening], besides);
      opening.known = await besides.look?.(opening.file);
      return (await this.ask(name, opening, besides)) ? opening : null;
    } catch (error) {
      const faults = faultsOf(error);
      if (!faults.length) throw error;
      return this.refuse(name, faults.map((fault) => this.faultWords(fault)));
    }
  }

  /**
   * Has Python read a file; what was filled in under an older edition, with that edition at hand.
   *
   * @param {string} text
   * @param {Engine} engine
   * @returns {Promise<Opening | string>} why not, where the older edition cannot be had
   */
  async read(text, engine) {
    const opening = /** @type {Opening} */ (await engine.request("open", { text }));
    if (opening.report || !isForebear(opening.from_edition)) return opening;
    try {
      await tellOf(engine, opening.from_edition);
    } catch (error) {
      console.warn(error);
      return notFetched(error);
    }
    return engine.request("open", { text });
  }

  /** Where it is, as the form calls it. @param {import("../types.js").Fault} fault */
  faultWords({ path, message }) {
    const [within, clause] = path;
    const place = within === "clauses" && clause ? this.labelOf(String(clause)) : headings()[String(path)];
    return place && !message.includes(place) ? `${place}：${message}` : message;
  }

  /**
   * @param {string} name
   * @param {string[]} reasons
   * @param {Besides} [besides]
   */
  async refuse(name, reasons, { elsewhere } = {}) {
    const list = element("ul");
    setLines(list, reasons);
    this.title.textContent = `没有打开“${name}”`;
    this.body.replaceChildren(element("p", {}, "什么都没有改动。原因："), list);
    this.accept.hidden = true;
    this.leave.textContent = "关闭";
    await this.shown(elsewhere);
    return null;
  }

  /**
   * @param {string} name
   * @param {Opening} opening
   * @param {Besides} besides
   */
  async ask(name, opening, { told = [], elsewhere }) {
    const { file, report, known } = opening;
    const answered = Object.values(file.clauses).filter((one) => one.answers || one.estimate).length;
    const about = element("ul");
    setLines(about, [
      ...HEADS.map((key) => `${headings()[key]}：${file[key] || "没有写"}`),
      `最后修改：${momentOf(file.dates.modified)}`,
      `有回答的：${answered}${word("clause")}`,
    ]);
    this.title.textContent = report ? `把“${name}”带到这一版细则` : `打开“${name}”`;
    const words = known
      ? `“我的自查”里已经有一模一样的一份（${nameOf(known)}）：打开就换到那一份，不再添一份。`
      : report
        ? `带过来的是“我的自查”里新的一份，请把要复核的逐${word("clause")}看过。原来的一份、现在正在填写的一份都不变。`
        : "打开后是“我的自查”里新的一份；现在正在填写的一份不变，随时可以换回来。";
    const besides = [...told, words].map((one) => element("p", {}, one));
    this.body.replaceChildren(about, ...(report ? previewOf(report) : this.changes(opening)), ...besides);
    this.accept.hidden = false;
    this.accept.textContent = report ? "带到这一版" : "打开这份";
    this.leave.textContent = report ? "先不带" : "不打开";
    return (await this.shown(elsewhere)) === "accept";
  }

  /** @param {Opening} opening */
  changes(opening) {
    if (opening.same_edition) return [];
    /** @type {[string, string[]][]} */
    const groups = [
      ["条文和计分办法没有变，原样带过来：", opening.carried.map(this.labelOf)],
      ["计分办法改过，带过来以后请核对：", opening.changed.map(this.labelOf)],
      ["以前填过、现在又用得上，已恢复的：", opening.restored.map(this.labelOf)],
      ["用不上的回答，留在文件里：", opening.dropped],
      [`${word("clause")}号变了，填的内容跟着条文移过来：`, opening.moved.map(([before, now]) => `原来的第${before}${word("clause")} → ${this.labelOf(now)}`)],
      ["现在的细则里没有这样的条文了，内容留在文件里：", opening.kept],
      [`新增的${word("clause")}，还没有填：`, opening.added.map(this.labelOf)],
    ];
    const told = groups.filter(([, lines]) => lines.length);
    return [
      element("p", {}, "这份是按另一版细则填的。打开以后："),
      ...told.flatMap(([words, lines]) => {
        const list = element("ul");
        setLines(list, lines);
        return [element("p", {}, words), list];
      }),
    ];
  }

  /** @param {() => void} [elsewhere] @returns {Promise<string>} how the dialog was closed */
  async shown(elsewhere) {
    this.elsewhere.hidden = !elsewhere;
    const outcome = await /** @type {Promise<string>} */ (
      new Promise((resolve) => {
        this.dialog.returnValue = "";
        this.dialog.addEventListener("close", () => resolve(this.dialog.returnValue), { once: true });
        this.dialog.showModal();
      })
    );
    if (outcome === "elsewhere") elsewhere?.();
    return outcome;
  }
}
