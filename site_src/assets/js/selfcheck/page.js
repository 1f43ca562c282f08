// @ts-check
/**
 * The page: who tells whom. Answers go from the form to the working copy and to the core; what the core says goes to
 * the cards and the totals; the working copy is kept in the browser.
 *
 * @typedef {import("./types.js").ClauseResult} ClauseResult
 * @typedef {import("./types.js").Totals} Totals
 */

import { Alerts, Announcer, EngineView } from "./form/notices.js";
import { forgetCard, showCard } from "./form/card.js";
import { blankCheck, isUntouched } from "./saving/storedcheck.js";
import { EvidenceList } from "./evidencelist.js";
import { EvidenceLists } from "./form/evidence.js";
import { showFault } from "./form/fields.js";
import { Filters } from "./form/filters.js";
import { Form } from "./form/form.js";
import { Autosave } from "./saving/autosave.js";
import { AutosaveNotices } from "./saving/autosavenotices.js";
import { OpenChecks } from "./saving/openchecks.js";
import { Navigation } from "./form/navigation.js";
import { NextKey } from "./form/nextkey.js";
import { OneByOne } from "./form/onebyone.js";
import { PaceChoice } from "./form/pace.js";
import { PendingPlaces } from "./form/pending.js";
import { Rest } from "./form/rest.js";
import { Start } from "./form/start.js";
import { copyOf } from "./paths.js";
import { find, refocus } from "../dom.js";
import { Printing } from "./printing.js";
import { Ledgers, TotalsView } from "./results/totals.js";
import { Scoring } from "./form/scoring.js";
import { WorkingCopy } from "./saving/workingcopy.js";
import { Storage } from "./saving/storage.js";
import { Tabs } from "./results/tabs.js";
import { BriefingPage } from "./results/briefing.js";
import { NextSteps } from "./results/nextsteps.js";
import { StepAnswers } from "./results/stepanswers.js";

export class SelfCheckPage {
  /**
   * @param {HTMLElement} root
   * @param {import("./form/unrolling.js").Unrolling} unrolling
   */
  constructor(root, unrolling) {
    this.root = root;
    this.unrolling = unrolling;
    this.scored = false;
    this.working = new WorkingCopy(blankCheck(root));
    this.announcer = new Announcer(find(root, "[data-announcer]"));
    this.alerts = new Alerts(find(root, "[data-alerts]"));
    this.engineView = new EngineView(root);
    this.form = new Form(find(root, "[data-form]"), this.working);
    const { cards } = this.form;
    this.evidence = new EvidenceLists(cards, this.working, {
      say: (words) => this.announcer.say(words),
      changed: (clause) => this.scoring.ask(clause),
    });
    this.evidenceList = new EvidenceList(root, this.evidence);
    this.totals = new TotalsView(root);
    this.ledgers = new Ledgers(root, cards);
    this.briefing = new BriefingPage(root, cards, this.working);
    this.work = new NextSteps(root, cards, this.working, new StepAnswers(this.form, this.working, this.alerts));
    this.tabs = new Tabs(root, (name) => this.look(name));
    this.filters = new Filters(root, (card) => this.navigation.go(card));
    this.printing = new Printing(root, this.filters, this.ledgers);
    this.rest = new Rest(this.form);
    this.oneByOne = new OneByOne(root, {
      go: (card) => this.navigation.go(card),
      finish: () => this.pending.go(),
      turned: (card) => this.reach(card),
    });
    this.navigation = new Navigation(root, this.tabs, this.filters, unrolling, this.oneByOne);
    this.pace = new PaceChoice(root, () => this.turnPace());
    this.head = new Start(root, this.working, {
      go: (card) => this.navigation.go(card),
      pending: () => this.pending.first,
      begin: () => this.openChecks.begin(),
      choose: () => void this.openChecks.dialog.open(true),
    });
    this.pending = new PendingPlaces(root, cards, {
      go: (card, focus) => this.navigation.go(card, focus),
      finish: () => this.finish(),
      say: (words) => this.announcer.say(words),
    });
    this.nextKey = new NextKey(root, root.dataset.key || "", () => this.pending.go());
    this.scoring = new Scoring(this.working, this.form.fields, this);
    this.form.onanswer = (clause) => {
      this.rest.show(clause);
      this.scoring.ask(clause);
    };
    const storage = new Storage();
    this.notices = /** @type {AutosaveNotices} */ (new AutosaveNotices(this));
    this.autosave = /** @type {Autosave} */ (new Autosave(storage, this.working, this.notices));
    this.openChecks = /** @type {OpenChecks} */ (this.openChecksOf(storage));
    this.working.listen(([, heading]) => {
      this.filters.count();
      if (heading === "unit_kind") void this.scoring.askAll();
    });
  }

  /** @param {Storage} storage */
  openChecksOf(storage) {
    return new OpenChecks(this.root, this.working, storage, this.autosave, this.alerts, {
      labelOf: (clause) => this.form.cards.get(clause)?.dataset.label || clause,
      clauseOf: (name) => this.form.clauseOf(name),
      settled: () => this.scoring.settled(),
      engine: () => this.scoring.engine,
      replaced: () => {
        const turned = Boolean(this.root.dataset.working);
        this.showSheet();
        this.tellWhich();
        if (turned) this.head.unfold();
      },
      copied: () => this.head.askPeriod(),
      review: () => this.review(),
    });
  }

  start() {
    this.showSheet();
    this.tabs.restore();
    void this.openChecks.start().finally(() => this.tellWhich());
  }

  /**
   * Follows the engine, which may have started already; one that has started anew knows nothing yet.
   *
   * @param {import("../python/engine.js").Engine} engine
   */
  follow(engine) {
    const heed = () => {
      const { state, failure } = engine;
      this.engineView.show(state, failure ? `${failure.message}${failure.remedy}` : "");
      if (state === "ready") void this.scoring.start(engine);
      else this.scoring.stop();
      if (failure) this.forget();
    };
    engine.addEventListener("state", heed);
    engine.addEventListener("progress", (event) => {
      this.engineView.advance(/** @type {CustomEvent} */ (event).detail);
    });
    this.engineView.retry.addEventListener("click", () => engine.retry());
    heed();
  }

  /** Shows no scores where those there are no longer hold. */
  forget() {
    if (!this.scored) return;
    this.scored = false;
    for (const card of this.form.cards.values()) forgetCard(card);
    this.totals.forget();
    this.pending.show(null);
    this.briefing.forget();
    this.ledgers.forget();
    this.filters.count();
  }

  /** Says which self-check is on the page: nothing before it is known what the browser has kept. */
  tellWhich() {
    this.head.show();
    this.root.dataset.working = this.working.stored.id;
  }

  /** Notes where the reader has come to, once there is something to come back to. @param {HTMLElement} card */
  reach(card) {
    if (!isUntouched(this.working.stored)) this.working.change(["last"], card.dataset.clause);
  }

  /** Nothing is left to be dealt with. */
  finish() {
    this.tabs.show("results");
    refocus(null);
  }

  /** The reader has turned to the other pace, and stays at the clause. */
  turnPace() {
    this.filters.choose("all");
    const card = this.form.cards.get(this.pending.at) || this.form.cards.values().next().value;
    if (card) this.navigation.go(card);
  }

  /** Shows, on the whole sheet, only what has to be looked at again; one clause at a time, the first of these. */
  review() {
    this.tabs.show("form");
    this.filters.choose("recheck");
    const [first] = this.filters.cards.filter((card) => !card.hidden);
    if (first) this.navigation.go(first);
  }

  /** Shows another self-check, or the same one as it now stands. */
  showSheet() {
    this.forget();
    this.alerts.turn(this.working.stored.id);
    this.announcer.hush();
    this.notices.turn();
    this.form.show();
    this.rest.forget();
    this.evidence.show();
    this.work.refresh();
    this.filters.count();
    void this.scoring.askAll().then(() => this.look(this.tabs.name));
  }

  /** @param {string} view that the reader has turned to */
  look(view) {
    if (view === "evidence") this.evidenceList.show();
    const { engine } = this.scoring;
    if (view === "results") {
      this.ledgers.show();
      void this.briefing.show(engine).catch((error) => this.failed(error));
    }
    if (view === "work") void this.work.show(engine).catch((error) => this.failed(error));
  }

  /** @param {ClauseResult} result */
  showClause(result) {
    const card = this.form.cards.get(result.id);
    if (card) showCard(card, result);
    this.rest.show(result.id);
    this.ledgers.take(result);
  }

  /**
   * @param {Totals} totals
   * @param {ClauseResult | null} clause
   */
  showTotals(totals, clause) {
    this.scored = true;
    this.unrolling.begin();
    this.totals.show(totals);
    this.pending.show(totals.pending);
    this.oneByOne.show();
    if (clause) this.announcer.say(spoken(totals, clause));
    if (!isUntouched(this.working.stored)) this.working.change(["standing"], copyOf(totals.total));
    this.filters.count();
    this.look(this.tabs.name);
  }

  showFault = showFault;

  /** @param {boolean} behind */
  showBehind(behind) {
    this.root.toggleAttribute("data-unscored", behind);
  }

  /** @param {unknown} error of ours */
  failed(error) {
    console.error(error);
    this.alerts.raise("failed", "计分时出了错，分数可能没有更新。填写的内容照常保存，请刷新本页再试。");
  }
}

/**
 * @param {Totals} totals
 * @param {ClauseResult} clause
 */
function spoken({ total, pending }, { label, told }) {
  return `${label}：${told || "还没有答"}。全部：${total.headline}。还要处理${pending.count}处。`;
}
