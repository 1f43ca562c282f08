// @ts-check
/**
 * The first step: going on with what is kept in this browser, beginning with what the site publishes, or opening a
 * work file. Nothing that is kept is ever replaced by it.
 *
 * @typedef {import("../page.js").MaintainPage} MaintainPage
 * @typedef {import("../keeping/work.js").StoredWork} StoredWork
 * @typedef {import("../types.js").State} State
 */

import { momentOf } from "../../dates.js";
import { element, find, FIXED } from "../../dom.js";
import { probeBuild } from "../../python/build.js";
import { storageWords } from "../../selfcheck/saving/storage.js";
import { openWorkFile } from "../keeping/workfile.js";
import { areSame, newWork } from "../keeping/work.js";
import { publishedMark } from "../overtaken.js";
import { troubleWords } from "../words.js";
import { placesLeft } from "./reviewing.js";

/** Days for which what was put aside can be taken back. */
const KEPT_ASIDE = 30;
const DAY = 86_400_000;

/** @param {State} state @returns {string} the step in which there is something to do */
export function stepWithWork({ editions }) {
  return editions.some((edition) => placesLeft(edition) > 0) ? "review" : "edit";
}

/** @param {string} name @param {StoredWork[]} kept @returns {string} by which a revision is known from those that are kept */
export function nameBeside(name, kept) {
  const names = kept.filter(({ deleted }) => !deleted).map((one) => one.name);
  let found = name;
  for (let number = 1; names.includes(found); number += 1) found = `${name}（从文件打开${number > 1 ? `的第${number}份` : ""}）`;
  return found;
}

export class BeginStep {
  /** @param {MaintainPage} page */
  constructor(page) {
    this.page = page;
    const { root } = page;
    this.works = find(root, "[data-works]");
    this.status = find(root, "[data-begin-status]");
    this.beginning = /** @type {HTMLButtonElement} */ (find(root, "[data-begin]"));
    this.opening = /** @type {HTMLButtonElement} */ (find(root, "[data-open]"));
    const input = /** @type {HTMLInputElement} */ (find(root, "[data-open-file]"));
    this.isAble = probeBuild() === "current";
    find(root, "[data-unable]").hidden = this.isAble;
    for (const button of [this.beginning, this.opening]) button.disabled = !this.isAble;
    this.beginning.addEventListener("click", () => void this.act(() => this.fromSite()));
    this.opening.addEventListener("click", () => input.click());
    input.addEventListener("change", () => {
      const [file] = input.files || [];
      if (file) void this.act(() => this.fromFile(file));
      input.value = "";
    });
  }

  changed() {}

  shown() {
    void this.page.settle().then(() => this.list());
  }

  /** One thing at a time; what goes wrong is said. @param {() => Promise<void>} work */
  async act(work) {
    if (this.works.closest("[aria-busy]")) return;
    this.page.root.setAttribute("aria-busy", "true");
    try {
      await work();
    } catch (error) {
      console.error(error);
      this.status.textContent = troubleWords(error);
    } finally {
      this.page.root.removeAttribute("aria-busy");
    }
  }

  async fromSite() {
    this.status.textContent = "正在取网站现在发布的细则……";
    const files = await this.page.published();
    const release = document.querySelector('meta[name="qinglian-release"]')?.getAttribute("content") || "";
    await this.open(newWork({ name: this.freshName(), files, release, began: publishedMark() }), () => "import");
  }

  freshName() {
    const now = momentOf(new Date().toISOString());
    return `${now}开始的修订`;
  }

  /** @param {File} file */
  async fromFile(file) {
    const found = await openWorkFile(file);
    if ("reason" in found) {
      this.status.textContent = `“${file.name}”没有打开：${found.reason}`;
      return;
    }
    const kept = await this.page.keeper.list().catch(() => []);
    const same = kept.find((one) => !one.deleted && areSame(one.files, found.work.files));
    if (!same) found.work.name = nameBeside(found.work.name, kept);
    await this.open(same || found.work, stepWithWork);
  }

  /** @param {StoredWork} stored @param {(state: State) => string} stepFor  where to go */
  async open(stored, stepFor) {
    this.status.textContent = "正在打开，第一次要准备几秒……";
    await this.page.open(stored, stepFor);
    this.status.textContent = "";
  }

  /** Shows what is kept here. */
  async list() {
    const section = find(this.page.root, "[data-going-on]");
    try {
      const works = await this.page.keeper.list();
      const shown = works.filter(({ deleted }) => !deleted || Date.now() - Date.parse(deleted) < KEPT_ASIDE * DAY);
      this.works.replaceChildren(...shown.map((stored) => this.entry(stored)));
      section.hidden = shown.length === 0;
    } catch (error) {
      section.hidden = true;
      const words = `${storageWords(error)}，以前存的修订读不出来，改的内容也存不住。改完请“保存到文件”。`;
      if (this.isAble) this.page.alerts.raise("storage", words);
    }
  }

  /** @param {StoredWork} stored */
  entry(stored) {
    const { name, modified, deleted } = stored;
    const isHere = this.page.work?.stored.id === stored.id;
    const count = Object.keys(stored.files).length;
    const head = element(
      "p",
      {},
      element("b", FIXED, name),
      element("span", { class: "mt-dim" }, ` 最后修改：${momentOf(modified)}，${count}个文件${isHere ? "，正在改" : ""}${deleted ? "，已删除" : ""}`),
    );
    const buttons = deleted
      ? [this.button("恢复", () => this.putAside(stored, ""), name)]
      : [
          this.button("接着改", () => this.goOn(stored), name),
          this.button("保存到文件", async () => this.page.hand(stored), name),
          this.button("删除", () => this.putAside(stored, new Date().toISOString()), name),
        ];
    if (!deleted && !this.isAble) buttons.shift();
    return element("li", {}, head, element("p", { class: "mt-buttons" }, ...buttons));
  }

  /**
   * @param {string} words
   * @param {() => Promise<void>} act
   * @param {string} of
   */
  button(words, act, of) {
    const button = element("button", { type: "button" }, words, element("span", { class: "visually-hidden" }, `：${of}`));
    button.addEventListener("click", () => void this.act(act));
    return button;
  }

  /** @param {StoredWork} stored */
  async goOn(stored) {
    if (this.page.work?.stored.id === stored.id) return this.page.tabs.show("edit");
    const kept = await this.page.keeper.list().catch(() => []);
    await this.open(kept.find(({ id }) => id === stored.id) || stored, () => "edit");
  }

  /** @param {StoredWork} stored @param {string} deleted */
  async putAside(stored, deleted) {
    await this.page.keeper.putAside(stored, deleted);
    await this.list();
    this.status.textContent = deleted ? `“${stored.name}”已删除，${KEPT_ASIDE}天内可以在上面恢复。` : `“${stored.name}”已恢复。`;
  }
}
