// @ts-check
/**
 * Publishing: which edition is the current one, and the whole site made anew, with what comes of it to be taken away.
 *
 * @typedef {import("../page.js").MaintainPage} MaintainPage
 * @typedef {import("../types.js").EditionEntry} EditionEntry
 * @typedef {import("../types.js").Product} Product
 */

import { element, find, FIXED } from "../../dom.js";
import { handOver } from "../../files.js";
import { fromBase64, inBase64 } from "../../bytes.js";
import { faultsOf } from "../../selfcheck/form/scoring.js";
import { plainWords } from "../form/help.js";
import { Making } from "../making.js";
import { troubleWords } from "../words.js";
import { placesLeft } from "./reviewing.js";

export class PublishStep {
  /** @param {MaintainPage} page */
  constructor(page) {
    this.page = page;
    this.place = find(page.root, "[data-publish]");
    this.status = element("p", { class: "mt-status", role: "status" });
    this.progress = element("progress", { max: "1", value: "0", "aria-label": "生成的进度" });
    this.stop = element("button", { type: "button" }, "停止");
    this.line = element("p", { class: "mt-buttons" }, this.progress, this.stop);
    this.line.hidden = true;
    this.products = element("ul", { class: "mt-products" });
    this.choice = element("div");
    this.build = element("button", { type: "button", class: "mt-primary" }, "生成网站");
    this.why = element("p");
    this.place.append(this.choice, this.why, element("p", { class: "mt-buttons" }, this.build), this.status, this.line, this.products);
    /** @type {Making | null} */
    this.making = null;
    this.build.addEventListener("click", () => void this.make());
    this.stop.addEventListener("click", () => this.making?.stop());
  }

  shown() {
    void this.page.typed.send().then(() => this.changed());
  }

  changed() {
    const { state, tabs } = this.page;
    if (!state || tabs.name !== "publish") return;
    const drafts = state.editions.filter((one) => one.state === "draft");
    this.choice.replaceChildren(...this.standing(state.editions), ...drafts.map((draft) => this.freezing(draft, state.editions)));
    this.build.disabled = !state.ready || Boolean(this.making);
    this.why.replaceChildren(...(state.ready ? [] : this.refusal(state.faults.length)));
    // 内容改过，先前做好的就旧了
    if (!this.making) this.products.replaceChildren();
  }

  /** @param {EditionEntry[]} editions */
  standing(editions) {
    const current = editions.find(({ state }) => state === "current");
    const hasDraft = editions.some(({ state }) => state === "draft");
    const words = current ? `现行的是“${current.label}”，生成的网站首页就是它；已封存的各版照旧在自己的地址下。` : "";
    return [element("p", {}, words, hasDraft ? "草稿不在生成的网站里，要发布它，先把它换成现行的一版。" : "")];
  }

  /** @param {EditionEntry} draft @param {EditionEntry[]} editions */
  freezing(draft, editions) {
    const current = editions.find(({ state }) => state === "current");
    const button = element("button", { type: "button" }, "把它换成现行的一版");
    const told = element("div", { class: "mt-status", role: "status" });
    const left = placesLeft(draft);
    const away = element("button", { type: "button" }, "不要这份草稿");
    away.addEventListener("click", () => void this.letGo(draft, told));
    button.disabled = left > 0 || draft.items.some(({ faults }) => faults > 0);
    button.addEventListener("click", () => void this.freeze(draft, told));
    const why = button.disabled ? element("span", { class: "mt-dim" }, left ? `还有${left}处待看，看完才能换。` : "还有错，改好才能换。") : "";
    return element(
      "section",
      { class: "mt-place" },
      element("h3", {}, "草稿“", element("span", FIXED, draft.label), "”"),
      element("p", {}, `换成现行的一版以后：首页、自查都用它；现在的“${current?.label || ""}”从此封存，不能再改，仍发布在它自己的地址下，填过它的自查可以带到新版。换错了可以“撤销”。`),
      element("p", { class: "mt-buttons" }, button, why),
      element("p", { class: "mt-buttons" }, away, element("span", { class: "mt-dim" }, "整份草稿都去掉，可以“撤销”。")),
      told,
    );
  }

  /** @param {EditionEntry} draft @param {HTMLElement} told */
  async letGo(draft, told) {
    try {
      await this.page.run("bench-drop-edition", { edition: draft.id }, `不要草稿“${draft.label}”`);
      this.status.textContent = `草稿“${draft.label}”已经去掉，可以“撤销”。`;
      this.build.focus();
    } catch (error) {
      told.textContent = troubleWords(error);
    }
  }

  /** @param {EditionEntry} draft @param {HTMLElement} told */
  async freeze(draft, told) {
    try {
      await this.page.run("bench-freeze", { edition: draft.id }, `“${draft.label}”换成现行的一版`);
      this.status.textContent = `“${draft.label}”已是现行的一版，可以生成网站了。`;
      this.build.focus();
    } catch (error) {
      const words = faultsOf(error).map(({ message }) => element("li", {}, plainWords(message, this.page.titles)));
      const link = this.link("去逐处看，改好这些", "review");
      if (words.length) told.replaceChildren("还不能换：", element("ul", { class: "bullets" }, ...words), link);
      else told.textContent = troubleWords(error);
    }
  }

  /** @param {string} words @param {string} step */
  link(words, step) {
    const link = element("button", { type: "button", class: "mt-link" }, words);
    link.addEventListener("click", () => this.page.tabs.show(step));
    return link;
  }

  /** @param {number} faults */
  refusal(faults) {
    const words = faults ? `还有${faults}处要改，改好才能生成网站。` : "还不能生成网站。";
    return [words, this.link("去检查", "check")];
  }

  async make() {
    await this.page.settle();
    this.products.replaceChildren();
    this.line.hidden = false;
    this.build.disabled = true;
    this.making = new Making(this.page.bench, (words, step, of) => this.advance(words, step, of));
    try {
      const files = await this.making.run(inBase64);
      this.status.textContent = files ? "网站已经生成，在下面下载。" : "已停止，什么也没有生成。";
      this.products.replaceChildren(...(files || []).map((file) => this.product(file)));
      if (files) this.products.querySelector("button")?.focus();
    } catch (error) {
      console.error(error);
      this.status.textContent = troubleWords(error);
    } finally {
      this.making = null;
      this.line.hidden = true;
      this.build.disabled = !this.page.state?.ready;
    }
  }

  /** @param {string} words @param {number} step @param {number} of */
  advance(words, step, of) {
    const slow = this.page.bench.isOnPage ? "。双击打开的副本里，每一步做完以前页面不动；按了“停止”，做完这一步就停。" : "";
    this.status.textContent = `${words}（${step}/${of}）${slow}`;
    this.progress.max = of || 1;
    this.progress.value = step;
  }

  /** @param {Product} file */
  product(file) {
    const button = element("button", { type: "button" }, `下载 ${file.name}`);
    const told = element("p", { class: "mt-status", role: "status" });
    button.addEventListener("click", () => void this.take(file, told));
    return element("li", {}, element("p", {}, element("b", {}, file.words), element("span", { class: "mt-dim" }, ` ${sizeWords(file.size)}`)), element("p", { class: "mt-buttons" }, button), told);
  }

  /** @param {Product} file @param {HTMLElement} told */
  async take(file, told) {
    try {
      told.textContent = "正在取出……";
      const pieces = await Making.taken(this.page.bench, file, fromBase64);
      handOver({ name: file.name, file: new Blob(/** @type {BlobPart[]} */ (pieces)) }, told);
    } catch (error) {
      told.textContent = troubleWords(error);
    }
  }
}

/** @param {number} bytes */
function sizeWords(bytes) {
  return bytes < 100_000 ? `${Math.ceil(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
