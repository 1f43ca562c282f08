// @ts-check
/**
 * The page: takes files, has Python read them, shows what it says. Nothing leaves the browser.
 *
 * @typedef {import("../python/engine.js").Engine} Engine
 * @typedef {"comparison" | "summary"} Way
 * @typedef {import("./types.js").Places} Places
 */

import { openEngine } from "../python/opening.js";
import { comparisonView } from "./comparisonview.js";
import { localMoment, today } from "../dates.js";
import { Extension, offerDocument, troubleWords } from "../documents/documents.js";
import { element, find, FIXED } from "../dom.js";
import { Gathering } from "./gathering.js";
import { KeptChoice } from "./keptchoice.js";
import { Picking } from "./picking.js";
import { summaryView } from "./summaryview.js";

// A summary of five hundred files takes Python a while.
const PATIENCE = { patience: 60 };
const SPEAK_EVERY = 2000;

export class ComparePage {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.status = find(root, "[data-status]");
    this.progress = /** @type {HTMLProgressElement} */ (find(root, "[data-progress]"));
    this.reading = find(root, "[data-reading]");
    this.readSoFar = find(root, "[data-read]");
    this.stop = find(root, "[data-stop]");
    this.after = find(root, "[data-after]");
    this.results = find(root, "[data-results]");
    this.refused = find(root, "[data-refused]");
    this.excel = /** @type {HTMLButtonElement} */ (find(root, "[data-excel]"));
    /** @type {Promise<Engine> | null} */
    this.opening = null;
    /** @type {Gathering | null} */
    this.gathering = null;
    /** @type {Extension | null} */
    this.extension = null;
    this.working = Promise.resolve();
    this.spoken = 0;
    this.moments = momentsOf([]);
    this.chosen = false;
    /** @type {Places} */
    this.places = JSON.parse(root.dataset.places || "{}");
  }

  start() {
    this.root.setAttribute("data-started", "");
    for (const Choice of [Picking, KeptChoice]) {
      new Choice(this.root, (files) => this.queue(() => this.take(files)), () => void this.engine());
    }
    this.root.addEventListener("change", (event) => {
      if (!(event.target instanceof HTMLInputElement) || event.target.name !== "way") return;
      this.chosen = true;
      this.queue(() => this.show());
    });
    this.excel.addEventListener("click", () => this.queue(() => this.exportExcel()));
    find(this.root, "[data-clear]").addEventListener("click", () => this.clear());
    this.stop.addEventListener("click", () => this.gathering?.stop());
    window.addEventListener("beforeprint", () => this.spread());
  }

  /** One thing after another; what goes wrong is said. @param {() => Promise<void>} work */
  queue(work) {
    this.working = this.working.then(work).catch((error) => {
      console.error(error);
      this.finishReading();
      this.tell(troubleWords(error));
    });
  }

  /** Starts Python when it is first wanted. @returns {Promise<Engine>} */
  engine() {
    if (!this.opening) {
      this.opening = this.openEngine();
      this.opening.catch(() => {
        this.opening = null;
      });
    }
    return this.opening;
  }

  async openEngine() {
    const engine = openEngine();
    engine.addEventListener("state", () => {
      document.documentElement.dataset.engine = engine.state;
      if (this.stop.hidden) this.reading.hidden = true;
      this.spoken = 0;
      const { failure } = engine;
      if (failure) this.tell(`${failure.message}${failure.remedy}`);
    });
    engine.addEventListener("progress", (event) => {
      const { words, loaded, total } = /** @type {CustomEvent} */ (event).detail;
      this.advance(loaded, total, words);
    });
    this.gathering = new Gathering(engine);
    this.extension = new Extension(engine);
    engine.start();
    return engine;
  }

  /** @param {File[]} files */
  async take(files) {
    this.tell(`选了${files.length}份。`);
    this.stop.hidden = false;
    const engine = await this.engine();
    if (engine.state === "failed") engine.retry();
    const gathering = /** @type {Gathering} */ (this.gathering);
    const { taken, refused } = await gathering.add(files, (done, all) => this.advanceReading(done, all));
    this.showRefused(refused);
    this.after.hidden = false;
    if (taken) this.choose(taken);
    this.finishReading();
    if (!taken) return this.tell(`${unreadWords(gathering)}没有可用的自查。`);
    await this.show();
  }

  /**
   * Picks the likelier way until the reader has chosen one: two files are compared, others summed up.
   *
   * @param {number} taken
   */
  choose(taken) {
    if (this.chosen) return;
    const way = taken === 2 ? "comparison" : "summary";
    /** @type {HTMLInputElement} */ (find(this.root, `input[value="${way}"]`)).checked = true;
  }

  /** @returns {Way} */
  get way() {
    const checked = /** @type {HTMLInputElement} */ (find(this.root, 'input[name="way"]:checked'));
    return /** @type {Way} */ (checked.value);
  }

  async show() {
    const { gathering, way } = this;
    const taken = gathering?.gathered.taken || 0;
    this.results.replaceChildren();
    this.excel.disabled = true;
    if (!gathering || !taken) return;
    if (way === "comparison" && taken < 2) return this.tell("前后对照至少要两份，请再选一份。");
    this.tell("正在计算……");
    const op = way === "comparison" ? "compare" : "summarise";
    const found = await gathering.about(async () => (await this.engine()).request(op, {}, PATIENCE), this.needs);
    this.finishReading();
    const view = way === "comparison" ? comparisonView(found, this.places) : summaryView(found, this.places);
    this.results.replaceChildren(...view);
    this.moments = momentsOf(way === "comparison" ? found.files : found.units);
    this.excel.disabled = false;
    const { taken: counted, refused } = gathering.gathered;
    const left = refused.length ? `，${refused.length}份没有计入，原因列在下面` : "";
    this.tell(`${unreadWords(gathering)}已算出${counted}份的结果${left}。`);
  }

  /** What the present way needs of the files. */
  get needs() {
    return {
      records: this.way === "comparison",
      progress: (/** @type {number} */ done, /** @type {number} */ all) => this.advanceReading(done, all),
    };
  }

  async exportExcel() {
    const { gathering, extension, way } = this;
    if (!gathering || !extension) return;
    this.tell("正在生成 Excel 文件……");
    const op = way === "comparison" ? "export-comparison" : "export-summary";
    const { unread, chosen } = gathering;
    const payload = { made: today(), moments: this.moments, unread, chosen };
    const made = await gathering.about(() => extension.ask(op, payload), this.needs);
    this.finishReading();
    offerDocument(made, this.status);
  }

  clear() {
    this.gathering?.stop();
    this.queue(async () => {
      this.gathering?.clear();
      this.results.replaceChildren();
      this.showRefused([]);
      this.after.hidden = true;
      this.tell("已清空，可以重新选择。");
      find(this.root, 'button[data-pick="files"]').focus();
    });
  }

  /** On paper every step stands unfolded, and every unit is listed. */
  spread() {
    /** @type {HTMLElement | null} */ (this.results.querySelector("[data-list-rest]"))?.click();
    const folded = /** @type {NodeListOf<HTMLElement>} */ (this.results.querySelectorAll('.cp-step [aria-expanded="false"]'));
    const press = () => folded.forEach((button) => button.click());
    press();
    window.addEventListener("afterprint", press, { once: true });
  }

  /** @param {import("./gathering.js").Refusal[]} refused */
  showRefused(refused) {
    const lines = refused.map(({ name, reason }) => element("li", {}, element("b", FIXED, name), `：${reason}`));
    find(this.refused, "ul").replaceChildren(...lines);
    find(this.refused, "[data-count]").textContent = String(refused.length);
    this.refused.hidden = refused.length === 0;
  }

  /**
   * @param {number} done
   * @param {number} all
   * @param {string} words
   */
  advance(done, all, words) {
    this.reading.hidden = false;
    this.progress.max = all || 1;
    this.progress.value = done;
    // A screen reader would otherwise hear nothing else.
    if (done < all && performance.now() - this.spoken < SPEAK_EVERY) return;
    this.spoken = performance.now();
    this.tell(words);
  }

  /**
   * @param {number} done
   * @param {number} all
   */
  advanceReading(done, all) {
    this.stop.hidden = false;
    this.readSoFar.textContent = `${done}/${all}`;
    this.advance(done, all, `已读 ${done}/${all} 份`);
  }

  /** Takes the bar and the button away; whoever has just pressed it goes on with the results. */
  finishReading() {
    const pressed = this.reading.contains(document.activeElement);
    this.reading.hidden = this.stop.hidden = true;
    this.readSoFar.textContent = "";
    if (!pressed) return;
    /** @type {HTMLElement | null} */
    const way = this.after.hidden ? null : this.root.querySelector('input[name="way"]:checked');
    (way || find(this.root, 'button[data-pick="files"]')).focus();
  }

  /** @param {string} words */
  tell(words) {
    this.status.textContent = words;
  }
}

/** @param {Gathering} gathering */
function unreadWords({ unread, chosen, files }) {
  return unread ? `已停止：选了${chosen}份，读了${files.length}份，其余${unread}份没有读。` : "";
}

/** @param {import("./types.js").Filing[]} filings @returns {Record<string, string>} when each was saved, by the reader's clock */
function momentsOf(filings) {
  return Object.fromEntries(filings.map(({ modified }) => [modified, localMoment(modified)]));
}
