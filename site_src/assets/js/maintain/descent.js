// @ts-check
/**
 * From which clauses of the older edition a clause comes: as the import has found it, to be confirmed or corrected.
 *
 * @typedef {import("./page.js").MaintainPage} MaintainPage
 * @typedef {import("./types.js").Change} Change
 */

import { element, FIXED } from "../dom.js";
import { wordsOf } from "./outlined.js";
import { faultWords } from "./steps/checking.js";
import { troubleWords } from "./words.js";

/**
 * @param {import("./types.js").State} state
 * @param {string} edition
 * @returns {import("./types.js").Fault[]} what is wrong with where its clauses come from: nothing can be compared before
 */
function lineageFaults({ faults }, edition) {
  return faults.filter((fault) => fault.edition === edition && fault.file.endsWith("/lineage.yaml"));
}

export class Descent {
  /**
   * @param {MaintainPage} page
   * @param {{edition: string, clause: string}} place
   * @param {Change} change
   * @param {() => void} corrected
   */
  constructor(page, place, change, corrected) {
    this.page = page;
    this.place = place;
    this.corrected = corrected;
    this.status = element("span", { class: "mt-dim", role: "status" });
    this.why = element("textarea", { rows: "1", autocomplete: "off" });
    this.why.value = change.why;
    /** @type {HTMLInputElement[]} */
    this.boxes = [];
    this.unit = wordsOf(page.state, { ...place, file: "" }).clause;
    const { unit } = this;
    const now = change.old.map(({ label }) => label).join("、") || `哪一${unit}也不是，是新增的`;
    this.element = element(
      "details",
      { class: "mt-descent" },
      element("summary", {}, `从旧版哪一${unit}来：`, element("b", FIXED, now)),
      element("p", { class: "mt-dim" }, `不对的话，在这里改；一${unit}也不选，就是新增的。填过自查的人换到新版时，照这里把以前的回答带过来。`),
      this.choices(new Set(change.old.map(({ id }) => id))),
      element("p", { class: "mt-field" }, element("label", {}, "文字不像而确实从那里来的，写明理由（读者看得到） ", this.why)),
      this.button(),
      this.status,
    );
  }

  /** @param {Set<string>} chosen */
  choices(chosen) {
    const editions = this.page.state?.editions || [];
    const before = editions[editions.findIndex(({ id }) => id === this.place.edition) - 1];
    const clauses = (before?.items || []).flatMap((item) => item.clauses);
    this.boxes = clauses.map(({ id }) => {
      const box = element("input", { type: "checkbox", value: id });
      box.checked = chosen.has(id);
      return box;
    });
    const labels = clauses.map(({ label, head }, index) =>
      element("label", { class: "mt-check" }, this.boxes[index] || null, element("span", FIXED, `${label} ${head}`)),
    );
    return element("fieldset", { class: "mt-choices" }, element("legend", {}, `旧版的各${this.unit}`), ...labels);
  }

  button() {
    const button = element("button", { type: "button" }, "照这样改");
    button.addEventListener("click", () => void this.correct());
    return button;
  }

  async correct() {
    const { edition, clause } = this.place;
    const old = this.boxes.filter(({ checked }) => checked).map(({ value }) => value);
    try {
      const { state } = await this.page.run("bench-descend", { edition, clause, old, why: this.why.value.trim() }, `改了从旧版哪一${this.unit}来`);
      const faults = lineageFaults(state, edition);
      this.status.textContent = faults.map((fault) => faultWords(fault, this.page)).join("；");
      if (!faults.length) this.corrected();
    } catch (error) {
      this.status.textContent = troubleWords(error);
    }
  }
}
