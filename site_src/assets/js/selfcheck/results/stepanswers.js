// @ts-check
/**
 * Has the form hold the answers of a step that is done, when the reader says so; each field offers back what it held,
 * as after clearing it, and one button puts all of them back.
 *
 * @typedef {import("../types.js").ClauseRecord} ClauseRecord
 * @typedef {import("../types.js").Value} Value
 * @typedef {import("../form/fields.js").Field} Field
 */

import { offerBack } from "../form/fields.js";
import { isSame, valueAt } from "../paths.js";
import { refocus } from "../../dom.js";

export class StepAnswers {
  /**
   * @param {import("../form/form.js").Form} form
   * @param {import("../saving/workingcopy.js").WorkingCopy} working
   * @param {import("../form/notices.js").Alerts} alerts
   */
  constructor(form, working, alerts) {
    this.form = form;
    this.working = working;
    this.alerts = alerts;
  }

  /**
   * @param {string} clause
   * @param {ClauseRecord} record
   * @param {string} words  what was done
   */
  adopt(clause, record, words) {
    const done = this.working.at(["file", "tasks", clause, "done"]);
    /** @type {[Field, Value | undefined][]} */
    const held = [];
    for (const field of this.form.fields.get(clause) || []) {
      const before = this.valueOf(field);
      const value = /** @type {Value | undefined} */ (valueAt(record, field.place) ?? undefined);
      if (isSame(before, value)) continue;
      this.form.put(field, value);
      offerBack(field, before);
      held.push([field, before]);
    }
    this.mark(clause, undefined);
    refocus(null);
    const label = this.form.cards.get(clause)?.dataset.label || clause;
    const undo = () => {
      for (const [field, before] of held) this.form.put(field, before);
      this.mark(clause, done);
    };
    this.alerts.raise("stepped", `${label}的回答改好了：${words}。`, { label: "改回去", run: undo }, this.working.stored.id);
  }

  /** @param {Field} field @returns {Value | undefined} */
  valueOf({ clause, place }) {
    return this.working.at(["file", "clauses", clause, ...place]) ?? undefined;
  }

  /** What else there is to do in the clause is not done yet. @param {string} clause @param {boolean | undefined} done */
  mark(clause, done) {
    this.working.change(["file", "tasks", clause, "done"], done);
  }
}
