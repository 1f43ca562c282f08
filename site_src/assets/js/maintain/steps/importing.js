// @ts-check
/**
 * Importing: from a revised document to a draft of the next edition, and what was met in it, clause by clause.
 *
 * @typedef {import("../page.js").MaintainPage} MaintainPage
 * @typedef {import("../types.js").Imported} Imported
 * @typedef {import("../types.js").Match} Match
 */

import { element, find, FIXED } from "../../dom.js";
import { inBase64 } from "../../bytes.js";
import { plainWords } from "../form/help.js";
import { reasonWords } from "../words.js";

const MOST_BYTES = 30_000_000;

export class ImportStep {
  /** @param {MaintainPage} page */
  constructor(page) {
    this.page = page;
    const { root } = page;
    this.label = /** @type {HTMLInputElement} */ (find(root, "[data-import-label]"));
    this.target = /** @type {HTMLSelectElement} */ (find(root, "[data-import-target]"));
    this.into = find(root, "[data-import-into]");
    this.status = find(root, "[data-import-status]");
    this.result = find(root, "[data-import-result]");
    this.pick = /** @type {HTMLButtonElement} */ (find(root, "[data-import-pick]"));
    const input = /** @type {HTMLInputElement} */ (find(root, "[data-import-file]"));
    find(root, "[data-import]").addEventListener("submit", (event) => event.preventDefault());
    this.pick.addEventListener("click", () => {
      if (this.isNew && !this.label.value.trim()) return this.wantLabel();
      input.click();
    });
    input.addEventListener("change", () => {
      const [file] = input.files || [];
      if (file) void this.take(file);
      input.value = "";
    });
    this.target.addEventListener("change", () => this.turn());
  }

  get drafts() {
    return (this.page.state?.editions || []).filter(({ state }) => state === "draft");
  }

  get isNew() {
    return !this.target.value;
  }

  wantLabel() {
    this.status.textContent = "请先写新一版的名称。";
    this.label.focus();
  }

  changed() {
    const { drafts } = this;
    const chosen = this.target.value;
    const options = drafts.map(({ id, label }) => element("option", { value: id }, `再导入一次，合到草稿“${label}”里`));
    // 草稿后面不能再接一份：从哪一版沿用，由排在前面的一版定
    if (!drafts.length) options.push(element("option", { value: "" }, "做成新的一版"));
    this.target.replaceChildren(...options);
    if (drafts.some(({ id }) => id === chosen)) this.target.value = chosen;
    this.into.hidden = drafts.length === 0;
    this.turn();
  }

  turn() {
    const field = /** @type {HTMLElement} */ (this.label.closest(".mt-field"));
    field.hidden = !this.isNew;
  }

  /** @param {File} file */
  async take(file) {
    if (file.size > MOST_BYTES) {
      this.status.textContent = `“${file.name}”太大，请确认是修订后的细则。`;
      return;
    }
    this.status.textContent = `正在读“${file.name}”，逐一对应……`;
    this.pick.disabled = true;
    try {
      const bytes = await bytesOf(file);
      if (!bytes) {
        this.status.textContent = `“${file.name}”读不出来：可能已被移走，或者正被别的程序占着。请关掉打开它的程序，再选一次。`;
        return;
      }
      const reply = await this.page.run("bench-import", await this.question(file.name, bytes), `导入“${file.name}”`);
      this.status.textContent = `已导入“${file.name}”。`;
      this.show(reply);
    } catch (error) {
      console.error(error);
      this.status.textContent = `没有导入，什么也没有改。${plainWords(reasonWords(error), this.page.titles)}`;
    } finally {
      this.pick.disabled = false;
    }
  }

  /**
   * @param {string} name
   * @param {Uint8Array} bytes
   */
  async question(name, bytes) {
    const editions = this.page.state?.editions || [];
    const newer = this.target.value || (await this.page.ask("bench-name", {})).id;
    const place = editions.findIndex(({ id }) => id === newer);
    const before = editions[(place < 0 ? editions.length : place) - 1];
    const label = this.label.value.trim() || editions[place]?.label || "";
    return { name, data: inBase64(bytes), older: before?.id || "", newer, label };
  }

  /** @param {Imported} reply */
  show({ matches, losses, asides, merged, words: { clause: unit } }) {
    const next = element("button", { type: "button", class: "mt-primary" }, "下一步：逐处看");
    next.addEventListener("click", () => this.page.tabs.show("review"));
    this.result.replaceChildren(
      element("p", {}, `共${matches.length}${unit}：${countWords(matches, losses, unit)}。`),
      ...(merged ? [element("p", {}, "以前导入过：改过的都留着，看过的不再列出。")] : []),
      element("p", { class: "mt-buttons" }, next),
      ...matchTable(matches, losses, unit),
      ...asideList(asides),
    );
    this.result.hidden = false;
    next.focus();
  }
}

/** @param {File} file @returns {Promise<Uint8Array | null>} null where the browser cannot read it any more */
async function bytesOf(file) {
  const buffer = await file.arrayBuffer().catch(() => null);
  return buffer && new Uint8Array(buffer);
}

/** @param {Match[]} matches @param {Imported["losses"]} losses @param {string} unit  what a clause is called */
function countWords(matches, losses, unit) {
  const words = new Map();
  for (const { kindWords } of matches) words.set(kindWords, (words.get(kindWords) || 0) + 1);
  if (losses.length) words.set("旧版里没有沿用", losses.length);
  return [...words].map(([word, count]) => `${word}${count}${unit}`).join("、");
}

/**
 * @param {Match[]} matches
 * @param {Imported["losses"]} losses
 * @param {string} unit  what a clause is called
 */
function matchTable(matches, losses, unit) {
  const isDoubted = [...matches, ...losses].some(({ doubt }) => doubt);
  const cells = (/** @type {string[]} */ first, /** @type {string} */ doubt) => [...first, ...(isDoubted ? [doubt] : [])];
  // 有变化的在前：没有变的再多，也不挡着
  const ordered = [...matches.filter(({ kind }) => kind !== "same"), ...matches.filter(({ kind }) => kind === "same")];
  const rows = ordered.map(({ label, kind, kindWords, oldLabels, doubt, head }) =>
    row(kind, cells([label, kindWords, oldLabels.join("、"), head], doubt)),
  );
  const gone = losses.map(({ label, text, doubt }) => row("gone", cells(["（没有）", "没有沿用", label, text], doubt)));
  const heads = cells([unit, "怎样", `从旧版哪一${unit}来`, "开头的话"], "要留意的");
  const table = element(
    "table",
    { class: "mt-table" },
    element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", { scope: "col" }, head)))),
    element("tbody", {}, ...gone, ...rows),
  );
  const title = `逐${unit}的结果`;
  return [element("h3", {}, title), element("div", { class: "mt-frame", tabindex: "0", role: "region", "aria-label": title }, table)];
}

/** @param {string} kind @param {string[]} cells */
function row(kind, cells) {
  const [first = "", ...rest] = cells;
  return element(
    "tr",
    { "data-kind": kind },
    element("th", { scope: "row", ...FIXED }, first),
    ...rest.map((cell) => element("td", {}, cell)),
  );
}

/** @param {string[]} asides */
function asideList(asides) {
  if (!asides.length) return [];
  return [
    element("h3", {}, "表以外的文字"),
    element("p", { class: "mt-dim" }, "下面这些在文件里，没有放进细则，请看一看有没有要用的。"),
    element("ul", { class: "bullets" }, ...asides.map((aside) => element("li", {}, aside))),
  ];
}
