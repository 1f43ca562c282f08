// @ts-check
/**
 * The page: puts the rooms together. What is changed goes to Python, what Python has written into the work, and the
 * work into the browser; every step then shows how it stands.
 *
 * @typedef {import("./bench.js").Bench} Bench
 * @typedef {import("./types.js").Files} Files
 * @typedef {import("./types.js").Reply} Reply
 * @typedef {import("./types.js").State} State
 * @typedef {import("./keeping/work.js").StoredWork} StoredWork
 */

import { find } from "../dom.js";
import { handOver } from "../files.js";
import { Alerts, Announcer } from "../selfcheck/form/notices.js";
import { Tabs } from "../selfcheck/results/tabs.js";
import { Storage } from "../selfcheck/saving/storage.js";
import { Bar } from "./bar.js";
import { publishedFiles } from "./bench.js";
import { plainWords, pageTitles } from "./form/help.js";
import { Keeper } from "./keeping/keeper.js";
import { Notes } from "./keeping/notes.js";
import { Typed } from "./keeping/typed.js";
import { Work } from "./keeping/work.js";
import { workFile } from "./keeping/workfile.js";
import { tellOvertaken } from "./overtaken.js";
import { Returning } from "./returning.js";
import { BeginStep } from "./steps/begin.js";
import { CheckStep } from "./steps/checking.js";
import { EditStep } from "./steps/editing.js";
import { ImportStep } from "./steps/importing.js";
import { PublishStep } from "./steps/publishing.js";
import { ReviewStep } from "./steps/reviewing.js";
import { troubleWords } from "./words.js";

/** What every step has. @typedef {{shown?: () => void, changed: () => void}} Step */

const STORE = { database: "qinglian-maintain", records: "works" };

export class MaintainPage {
  /**
   * @param {HTMLElement} root
   * @param {Bench} bench
   * @param {() => Promise<Files>} [published]  the criteria that the site publishes
   */
  constructor(root, bench, published = publishedFiles) {
    this.root = root;
    this.bench = bench;
    this.published = published;
    /** @type {Work | null} */
    this.work = null;
    /** @type {State | null} */
    this.state = null;
    /** The schemas by which forms are made. @type {Record<string, any>} */
    this.schemas = {};
    /** What the keys in them are called. @type {Map<string, string>} */
    this.titles = new Map();
    this.alerts = new Alerts(find(root, "[data-alerts]"));
    this.announcer = new Announcer(find(root, "[data-announcer]"));
    this.bar = new Bar(this);
    this.returning = new Returning(this);
    this.keeper = new Keeper(new Storage(STORE), this.bar);
    /** Edits that another tab's change came in between. @type {Set<string>} */
    this.overtaken = new Set();
    this.typed = new Typed(
      (op, payload) => this.write(op, payload),
      {
        taken: ({ reply, before }, edit) => this.taken(reply, edit, before),
        refused: (error, edit) => this.edit.refuse(edit, error),
        busy: (busy) => this.bar.busy(busy),
      },
      new Notes(),
    );
    this.keeper.onkept = () => this.typed.kept((edit) => this.edit.isRefused(edit));
    this.begin = new BeginStep(this);
    this.edit = new EditStep(this);
    this.review = new ReviewStep(this);
    /** @type {Record<string, Step>} by the name of its tab */
    this.steps = {
      begin: this.begin,
      import: new ImportStep(this),
      review: this.review,
      edit: this.edit,
      check: new CheckStep(this),
      publish: new PublishStep(this),
    };
    this.tabs = new Tabs(root, (name) => this.steps[name]?.shown?.(), { first: "begin", may: (name) => this.may(name) });
  }

  start() {
    this.root.setAttribute("data-started", "");
    void this.begin.list();
    window.addEventListener("pagehide", () => void this.keeper.flush());
    window.addEventListener("beforeunload", (event) => {
      if (!this.keeper.isAtRisk) return;
      event.preventDefault();
      /** @type {any} Chromium 119 以前只认这个 */ (event).returnValue = true;
    });
  }

  /** @param {string} name  of a step @returns {boolean} whether it can be gone to */
  may(name) {
    return name === "begin" || this.state !== null;
  }

  /**
   * Puts a revision on the page.
   *
   * @param {StoredWork} stored
   * @param {(state: State) => string} stepFor  where to go
   */
  async open(stored, stepFor) {
    if (this.work) await this.settle();
    const state = await this.bench.open(stored.files);
    this.schemas = await this.bench.ask("bench-schemas");
    this.titles = pageTitles(this.schemas);
    this.work = new Work(stored);
    this.keeper.begin(this.work);
    this.typed.begin(stored.id);
    this.bar.begin();
    this.show(state);
    const left = await this.typed.recover();
    if (left.length) this.announcer.say("上次没有来得及存的内容，已经接上。");
    const step = stepFor(state);
    this.tabs.show(step);
    if (step === "edit") void this.edit.goBack();
    await tellOvertaken(this);
  }

  /** @param {string} op @param {object} payload @returns {Promise<{reply: any, before: Files | undefined}>} */
  async write(op, payload) {
    const before = this.work?.files;
    return { reply: await this.bench.ask(op, payload), before };
  }

  /**
   * What was typed is in its file. Where another tab's change of that file came in between, it was put into the file
   * as it was before, and is put into the new one instead; whole texts cannot, and go on apart.
   *
   * @param {any} reply
   * @param {import("./keeping/typed.js").Edit} edit
   * @param {Files | undefined} before  the files when it was sent
   */
  taken(reply, edit, before) {
    const found = edit.op === "bench-write" ? { .../** @type {Reply} */ (edit.payload), state: reply } : reply;
    const isOvertaken = Object.keys(found.files).some((path) => before?.[path] !== this.work?.files[path]);
    if (isOvertaken && edit.op === "bench-set") {
      this.overtaken.add(edit.key);
      return this.typed.put(edit);
    }
    if (isOvertaken) this.keeper.part();
    this.edit.refuse(edit, null, found.faults);
    this.apply(found, { words: edit.words, place: edit.key });
    if (this.overtaken.delete(edit.key)) this.edit.renew();
  }

  /** Everything typed has been sent, and what was written is in the browser, or on its way. */
  async settle() {
    await this.typed.send();
    await this.keeper.flush();
  }

  /**
   * Has Python do something that writes, and takes over what it wrote.
   *
   * @param {string} op
   * @param {object} payload
   * @param {string} words  what is done, for whoever undoes it
   * @returns {Promise<any>}
   */
  async run(op, payload, words) {
    await this.typed.send();
    const reply = await this.bench.ask(op, payload);
    this.apply(reply, { words });
    return reply;
  }

  /** Asks about what has been typed so far. @param {string} op @param {object} payload @returns {Promise<any>} */
  async ask(op, payload) {
    await this.typed.send();
    return this.bench.ask(op, payload);
  }

  /** @param {Reply} reply @param {{words: string, place?: string}} told */
  apply({ files, state }, told) {
    const { work } = this;
    if (!work || !state) return;
    if (work.take(files, told)) this.keeper.schedule();
    this.bench.files = work.files;
    this.show(state);
  }

  /** @param {State} state */
  show(state) {
    this.state = state;
    this.bar.show();
    for (const step of Object.values(this.steps)) step.changed();
  }

  async save() {
    await this.settle();
    if (this.work) this.hand(this.work.stored);
  }

  /** @param {StoredWork} stored */
  hand(stored) {
    const { name, text } = workFile(stored);
    handOver({ name, file: new Blob([text], { type: "application/json" }), text }, this.bar.handed);
  }

  /**
   * Goes where something is to be mended.
   *
   * @param {{edition?: string, file: string, clause?: string, path?: import("./types.js").Path, line?: number, asText?: boolean}} place
   */
  mend(place) {
    this.tabs.show("edit");
    void this.edit.open(place);
  }

  /** @param {unknown} error  something that nobody expected */
  trouble(error) {
    console.error(error);
    this.alerts.raise("trouble", plainWords(troubleWords(error), this.titles));
  }
}
