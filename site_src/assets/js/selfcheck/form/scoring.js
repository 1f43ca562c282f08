// @ts-check
/**
 * Sends what is answered to the core and hands on what comes back. One request a clause is on its way at a
 * time; what is typed meanwhile goes with the next one, so that the last answer always wins. A reply that comes
 * when another self-check is on the page is not about that one, and is let go.
 *
 * What the core refuses (a count that is no number, too high an estimate) is kept as a draft: it stays in its
 * field with the reason, and counts as blank until it is put right.
 *
 * @typedef {import("../types.js").Engine} Engine
 * @typedef {import("../types.js").Fault} Fault
 * @typedef {import("../types.js").Value} Value
 * @typedef {import("../types.js").Result} Result
 * @typedef {import("../types.js").ClauseResult} ClauseResult
 * @typedef {import("../types.js").Totals} Totals
 * @typedef {import("./fields.js").Field} Field
 *
 * @typedef {object} Viewer
 * @property {(result: ClauseResult) => void} showClause
 * @property {(totals: Totals, clause: ClauseResult | null) => void} showTotals
 * @property {(field: Field, message: string) => void} showFault
 * @property {(behind: boolean) => void} showBehind  whether the scores shown are not yet those of all that is answered
 * @property {(error: unknown) => void} failed  an error of ours, not of the answers
 */

import { copyOf, isSame, setAt, valueAt } from "../paths.js";
import { WarmUp } from "./warmup.js";

const PATIENCE = 2000;

/** @param {unknown} error @returns {Fault[]} */
export function faultsOf(error) {
  const faults = /** @type {{faults?: Fault[]}} */ (error)?.faults;
  return Array.isArray(faults) ? faults : [];
}

export class Scoring {
  /**
   * @param {import("../saving/workingcopy.js").WorkingCopy} working
   * @param {Map<string, Field[]>} fields by clause
   * @param {Viewer} viewer
   */
  constructor(working, fields, viewer) {
    this.working = working;
    this.fields = fields;
    this.viewer = viewer;
    this.warmUp = new WarmUp(fields);
    /** @type {Engine | null} */
    this.engine = null;
    /** @type {Set<string>} */
    this.waiting = new Set();
    /** @type {Set<string>} */
    this.underway = new Set();
    this.assessing = 0;
    /** @type {(() => void)[]} who waits for the replies under way */
    this.settling = [];
  }

  /** @param {Engine} engine ready to answer */
  async start(engine) {
    this.engine = engine;
    await this.askAll();
    if (engine === this.engine) void this.warmUp.start(engine);
  }

  stop() {
    this.engine = null;
    this.warmUp.stop();
    this.underway.clear();
    this.tell();
  }

  get isAsking() {
    return this.assessing + this.waiting.size + this.underway.size > 0;
  }

  /** @returns {Promise<void>} once every answer so far is judged, or Python takes too long over it */
  settled() {
    if (!this.engine || !this.isAsking) return Promise.resolve();
    return new Promise((resolve) => {
      this.settling.push(resolve);
      setTimeout(resolve, PATIENCE);
    });
  }

  tell() {
    this.viewer.showBehind(!this.engine || this.isAsking);
    if (!this.engine || !this.isAsking) for (const settle of this.settling.splice(0)) settle();
  }

  /** Scores the whole working copy anew; clauses with something that cannot be used are then asked one by one. */
  async askAll() {
    const engine = this.engine;
    if (!engine) return;
    const { id } = this.working.stored;
    this.waiting.clear();
    const clauses = Object.fromEntries([...this.fields.keys()].map((id) => [id, this.usable(id)]));
    const apart = [...this.fields].filter(([, fields]) => fields.some((field) => this.draft(field) !== undefined));
    const alone = new Set(apart.map(([id]) => id));
    this.assessing += 1;
    this.tell();
    try {
      const result = await this.assessed(engine, clauses, alone);
      if (this.working.stored.id !== id) return;
      this.showAll(result);
      for (const clause of alone) this.ask(clause);
    } catch (error) {
      this.viewer.failed(error);
    } finally {
      this.assessing -= 1;
      this.tell();
    }
  }

  /**
   * @param {Engine} engine
   * @param {Record<string, object>} clauses  what cannot be used is taken out of it
   * @param {Set<string>} alone               and its clause noted here
   * @returns {Promise<Result>}
   */
  async assessed(engine, clauses, alone) {
    for (;;) {
      try {
        return await engine.request("assess", { clauses, kind: this.working.at(["file", "unit_kind"]) || "" });
      } catch (error) {
        const named = new Set(faultsOf(error).map(({ path }) => path[0]));
        const faulty = Object.keys(clauses).filter((id) => named.has(id));
        if (!faulty.length) throw error;
        for (const id of faulty) {
          delete clauses[id];
          alone.add(id);
        }
      }
    }
  }

  /** @param {Result} result */
  showAll(result) {
    for (const clause of result.clauses) this.viewer.showClause(clause);
    this.viewer.showTotals(result, null);
  }

  /** @param {string} clause whose answers have changed */
  ask(clause) {
    this.waiting.add(clause);
    this.tell();
    if (this.engine && !this.underway.has(clause)) void this.send(clause);
  }

  /** @param {string} clause */
  async send(clause) {
    const engine = this.engine;
    this.underway.add(clause);
    try {
      while (engine && engine === this.engine && this.waiting.delete(clause)) {
        const { id } = this.working.stored;
        const reply = await this.judged(engine, clause, id);
        if (!this.waiting.has(clause) && engine === this.engine && this.working.stored.id === id) {
          for (const one of [reply.clause, ...(reply.others || [])]) this.viewer.showClause(one);
          this.viewer.showTotals(reply, reply.clause);
        }
      }
    } catch (error) {
      this.viewer.failed(error);
    } finally {
      this.underway.delete(clause);
      this.tell();
    }
  }

  /**
   * @param {Engine} engine
   * @param {string} clause
   * @param {string} id  the self-check that is asked about
   * @returns {Promise<Totals & {clause: ClauseResult, others?: ClauseResult[]}>}
   */
  async judged(engine, clause, id) {
    const entry = this.typed(clause);
    /** @type {Map<string, string>} messages by path */
    const refused = new Map();
    for (;;) {
      try {
        const reply = await engine.request("answer", { clause, entry });
        if (!this.waiting.has(clause) && this.working.stored.id === id) this.settle(clause, refused);
        return reply;
      } catch (error) {
        const faults = faultsOf(error).filter(({ path }) => !refused.has(String(path)));
        if (!faults.length) throw error;
        for (const { path, message } of faults) {
          refused.set(String(path), message);
          setAt(entry, path.map(String), undefined);
        }
      }
    }
  }

  /**
   * Moves what was refused into the drafts, and what is now accepted out of them.
   *
   * @param {string} clause
   * @param {Map<string, string>} refused
   */
  settle(clause, refused) {
    for (const field of this.fields.get(clause) || []) {
      const place = ["file", "clauses", clause, ...field.place];
      const draft = this.draft(field);
      const value = draft === undefined ? this.working.at(place) : draft;
      const message = refused.get(String(field.place)) || "";
      this.working.change(place, message ? undefined : value);
      this.working.change(["drafts", field.name], message ? value : undefined);
      this.viewer.showFault(field, message);
    }
  }

  /** @param {Field} field @returns {Value | undefined} */
  draft(field) {
    return this.working.at(["drafts", field.name]);
  }

  /** What the core has already accepted. @param {string} clause */
  usable(clause) {
    const { answers, estimate, evidence, recheck } = this.working.record(clause);
    return copyOf({ answers: answers || {}, estimate, evidence, recheck });
  }

  /** What stands in the form, drafts included. @param {string} clause */
  typed(clause) {
    const entry = this.usable(clause);
    for (const field of this.fields.get(clause) || []) {
      const draft = this.draft(field);
      if (draft !== undefined && isSame(valueAt(entry, field.place), undefined)) {
        setAt(entry, field.place, draft);
      }
    }
    return entry;
  }
}
