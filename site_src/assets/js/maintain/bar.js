// @ts-check
/**
 * What stays in view: the name of the revision, whether it is kept, undoing, and how the engine comes along.
 *
 * @typedef {import("./page.js").MaintainPage} MaintainPage
 */

import { find, findAll, tell } from "../dom.js";
import { placesLeft } from "./steps/reviewing.js";
import { troubleWords } from "./words.js";

const STOPPED = "修订程序停了，要用的时候会自己启动。";
const NOT_KEPT = "没有存进这个浏览器";

export class Bar {
  /** @param {MaintainPage} page */
  constructor(page) {
    this.page = page;
    const { root } = page;
    this.place = find(root, "[data-bar]");
    this.handed = find(root, "[data-handed]");
    this.keptWords = find(root, "[data-kept]");
    this.busyWords = find(root, "[data-busy]");
    this.line = find(root, "[data-engine-line]");
    this.progress = /** @type {HTMLProgressElement} */ (find(root, "[data-engine-progress]"));
    this.retry = find(root, "[data-engine-retry]");
    this.buttons = { undo: this.button("[data-undo]"), redo: this.button("[data-redo]") };
    this.buttons.undo.addEventListener("click", () => void page.returning.step("undo").catch((error) => page.trouble(error)));
    this.buttons.redo.addEventListener("click", () => void page.returning.step("redo").catch((error) => page.trouble(error)));
    find(root, "[data-save]").addEventListener("click", () => void page.save());
    find(root, "[data-rename]").addEventListener("click", () => this.rename());
    this.retry.addEventListener("click", () => page.bench.engine?.retry());
    page.bench.onengine = (engine) => this.follow(engine);
  }

  /** @param {string} selector */
  button(selector) {
    return /** @type {HTMLButtonElement} */ (find(this.place, selector));
  }

  begin() {
    this.place.hidden = false;
    this.name();
    this.keptWords.textContent = "";
    this.handed.textContent = "";
    for (const tab of findAll(this.page.root, "[data-view]")) tab.removeAttribute("aria-disabled");
  }

  name() {
    find(this.place, "[data-work-name]").textContent = this.page.work?.stored.name || "";
  }

  rename() {
    const { work, keeper } = this.page;
    const name = work && window.prompt("这一份修订叫什么", work.stored.name)?.trim();
    if (!work || !name) return;
    work.stored.name = name;
    keeper.schedule();
    this.name();
  }

  /** Tells on the tabs how much there is to see to. */
  count() {
    const { state, root, review } = this.page;
    const left = (state?.editions || []).map(placesLeft);
    const counts = { review: sum([...left, review.wrong]), check: state?.faults.length || 0 };
    for (const [name, count] of Object.entries(counts)) {
      tell(find(root, `[data-count="${name}"]`), count ? `${count}处` : "");
    }
  }

  show() {
    const { work } = this.page;
    this.count();
    this.steps("undo", work?.past);
    this.steps("redo", work?.future);
  }

  /** @param {"undo" | "redo"} way @param {import("./keeping/work.js").Step[]} [steps] */
  steps(way, steps = []) {
    const button = this.buttons[way];
    const last = steps[steps.length - 1];
    button.disabled = !last;
    button.title = last ? last.words : "";
  }

  /** @param {string} words */
  say(words) {
    this.handed.textContent = words;
  }

  /** @param {boolean} busy */
  busy(busy) {
    tell(this.busyWords, busy ? "正在检查……" : "");
  }

  /** @param {string} words */
  kept(words) {
    this.keptWords.textContent = words;
    this.page.alerts.clear("storage");
  }

  /** @param {string} reason */
  notKept(reason) {
    this.keptWords.textContent = NOT_KEPT;
    const words = `${reason}，改的内容现在只在这个页面里，关掉就没有了。可以接着改，请随时“保存到文件”。`;
    this.page.alerts.raise("storage", words, { label: "保存到文件", run: () => void this.page.save() });
  }

  arrived() {
    void this.page.returning.arrived().catch((error) => this.page.trouble(error));
  }

  /** @param {string} name */
  parted(name) {
    this.page.typed.work = this.page.work?.stored.id || "";
    this.name();
    this.page.alerts.raise("parted", `另一个页面也改了同一处。两边都留着：这里改的另存成了“${name}”，那边的还是原来的名字。`);
  }

  /** @param {import("../python/engine.js").Engine} engine */
  follow(engine) {
    const words = find(this.line, "[data-engine-words]");
    engine.addEventListener("state", () => {
      document.documentElement.dataset.engine = engine.state;
      const { said, mayRetry } = failureOf(engine);
      this.line.hidden = engine.state === "ready";
      this.retry.hidden = !mayRetry;
      this.progress.hidden = engine.state !== "loading";
      if (said) tell(words, said);
    });
    engine.addEventListener("progress", (event) => {
      const { words: told, loaded, total } = /** @type {CustomEvent} */ (event).detail;
      tell(words, String(told).replace(/计分程序/g, "修订程序"));
      this.progress.max = total || 1;
      this.progress.value = loaded;
    });
    this.line.hidden = false;
  }
}

/**
 * One that somebody has stopped is no failure: it starts by itself when it is needed.
 *
 * @param {{state: string, failure: import("../python/faults.js").EngineFault | null}} engine
 * @returns {{said: string, mayRetry: boolean}}
 */
export function failureOf({ state, failure }) {
  if (failure?.code === "stopped") return { said: STOPPED, mayRetry: false };
  return { said: failure ? troubleWords(failure) : "", mayRetry: state === "failed" };
}

/** @param {number[]} numbers */
function sum(numbers) {
  return numbers.reduce((all, one) => all + one, 0);
}
