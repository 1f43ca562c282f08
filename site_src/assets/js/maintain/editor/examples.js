// @ts-check
/**
 * Worked examples, scored by the rules as they are now.
 *
 * @typedef {import("../page.js").MaintainPage} MaintainPage
 * @typedef {import("../form/form.js").Form} Form
 * @typedef {import("../types.js").Path} Path
 * @typedef {import("../../selfcheck/types.js").ClauseResult} ClauseResult
 * @typedef {Record<string, any>} Example
 */

import { element } from "../../dom.js";
import { faultsOf } from "../../selfcheck/form/scoring.js";
import { at } from "../form/blank.js";
import { numberOf } from "../form/fields.js";
import { troubleWords } from "../words.js";

const EXAMPLES = ["guidance", "examples"];
const BEHIND = "这一版还有别的错，改好才算得出来。";

/** @param {ClauseResult} result @returns {Example} as an example writes it */
export function scoresOf(result) {
  const range = { low: numberOf(result.low), high: numberOf(result.high) };
  const wide = { low: numberOf(result.envelope_low), high: numberOf(result.envelope_high) };
  return {
    ...range,
    ...(wide.low !== range.low || wide.high !== range.high ? { envelope: wide } : {}),
    ...(result.estimate !== null ? { estimate: numberOf(result.estimate) } : {}),
  };
}

/** @param {Example} example @param {ClauseResult} result @returns {Example} with the scores that the rules give */
export function rescored({ low, high, envelope, estimate, ...told }, result) {
  return { ...told, ...scoresOf(result) };
}

/** @param {Example} example @returns {object} what it answers, as the self-check does: a decimal is text */
export function entryOf({ answers = {}, own }) {
  const texts = (/** @type {string} */ _, /** @type {any} */ value) => (typeof value === "number" && !Number.isInteger(value) ? String(value) : value);
  return { answers: JSON.parse(JSON.stringify(answers, texts)), ...(own === undefined ? {} : { estimate: String(own) }) };
}

/**
 * @param {MaintainPage} page
 * @param {import("../steps/editing.js").Target} target
 * @param {Form} form
 * @param {Path} path  of an entry of a list
 * @returns {HTMLElement[]} what scores it, where it is an example
 */
export function exampleTools(page, { edition, clause }, form, path) {
  if (!clause || path.length !== 3 || String(path.slice(0, 2)) !== String(EXAMPLES)) return [];
  const said = element("span", { class: "mt-dim", role: "status" });
  const button = element("button", { type: "button", class: "mt-small", "data-rescore": "" }, "照规则重算");
  const score = async () => {
    const example = at(form.data, path);
    const result = await page.ask("bench-try", { edition, clause, entry: entryOf(example) });
    if (at(form.data, path) !== example) return;
    form.change(path, rescored(example, result));
    form.redraw(path);
    const again = form.fieldAt(path, true)?.querySelector("[data-rescore]");
    if (again instanceof HTMLElement) again.focus();
    page.bar.say(`算例“${example.title}”照规则是${scoreWords(result)}。`);
  };
  button.addEventListener("click", () => {
    said.textContent = "正在算……";
    void score().catch((error) => {
      said.textContent = faultWords(error);
    });
  });
  return [button, said];
}

/** @param {ClauseResult} result */
function scoreWords({ low, high }) {
  return low === high ? `${low}分` : `${low}至${high}分`;
}

/** @param {unknown} error */
function faultWords(error) {
  const faults = faultsOf(error);
  const own = faults.filter(({ path }) => path[0] === "answers" || path[0] === "estimate");
  if (own.length) return own.map(({ message }) => message).join("；");
  return faults.length ? BEHIND : troubleWords(error);
}
