// @ts-check
/**
 * The fields of the form: what an element on the page says, and how a value is shown in it.
 *
 * A field is an element [data-field] that holds one value: a choice, a number or an amount of points.
 *
 * @typedef {import("../types.js").Value} Value
 * @typedef {import("../paths.js").Path} Path
 *
 * @typedef {object} Field
 * @property {HTMLElement} element
 * @property {string} name     as its inputs are named
 * @property {string} clause
 * @property {Path} place      inside the clause's record: ["answers", "launch", "plan"], ["estimate"]
 * @property {"choice" | "number" | "amount"} shape
 * @property {HTMLInputElement[]} inputs
 * @property {Value | undefined} [held]  what was cleared and can be put back
 */

import { find, findAll, tell } from "../../dom.js";
import { inDigits } from "./numerals.js";
import { isOneByOne } from "./pace.js";

const UNSURE = "unsure";

/**
 * @param {HTMLElement} card
 * @returns {Field[]}
 */
export function fieldsOf(card) {
  return findAll(card, "[data-field]").map((element) => {
    const inputs = /** @type {HTMLInputElement[]} */ (findAll(element, "input"));
    const question = /** @type {HTMLElement | null} */ (element.closest("[data-question]"));
    const { shape, thing } = element.dataset;
    const answer = ["answers", question?.dataset.question || "", ...(thing ? [thing] : [])];
    return {
      element,
      name: inputs[0]?.name || "",
      clause: card.dataset.clause || "",
      place: shape === "amount" ? ["estimate"] : answer,
      shape: /** @type {Field["shape"]} */ (shape),
      inputs,
    };
  });
}

/**
 * @param {Field} field
 * @param {unknown} value
 * @returns {string} what the choice of that value is called on the page; "" where it is none
 */
export function optionWords({ inputs }, value) {
  const chosen = inputs.find((input) => input.type !== "text" && input.value === value);
  return chosen?.closest("label")?.textContent?.trim() || "";
}

/**
 * Full-width digits and the Chinese full stop come from Chinese input methods.
 *
 * @param {string} text
 */
function tidy(text) {
  return text.normalize("NFKC").replace(/[。．]/g, ".").trim();
}

/**
 * @param {Field} field
 * @param {HTMLInputElement} touched  the input that changed: a number and its 拿不准 exclude each other
 * @returns {Value | undefined} undefined is blank; text that is no number is returned as it is
 */
export function readField(field, touched) {
  if (field.shape === "choice") return field.inputs.find((input) => input.checked)?.value;
  const [text, unsure] = field.inputs;
  if (!text) return undefined;
  if (touched === unsure && unsure.checked) text.value = "";
  else if (touched === text && unsure && text.value) unsure.checked = false;
  if (unsure?.checked) return UNSURE;
  const typed = tidy(text.value);
  if (!typed) return undefined;
  const digits = inDigits(field.shape === "amount" ? typed.replace(/分$/, "") : typed);
  if (field.shape === "amount") return digits.replace(/^\./, "0.").replace(/\.$/, "");
  if (/^[0-9]{1,12}$/.test(digits)) return Number(digits);
  const { places, signed } = field.element.dataset;
  return places || signed !== undefined ? readDecimal(digits) : typed;
}

/**
 * @param {string} typed
 * @returns {Value} a whole number, a decimal in its shortest notation, or what is neither as it is
 */
function readDecimal(typed) {
  const number = typed.replace(/%$/, "").replace(/^(-?)\./, "$10.");
  if (!/^-?[0-9]{1,12}(\.[0-9]*)?$/.test(number)) return typed;
  const shortest = number.replace(/(\.[0-9]*?)0*$/, "$1").replace(/\.$/, "").replace(/^(-?)0+(?=[0-9])/, "$1");
  return shortest.includes(".") ? shortest : Number(shortest);
}

/**
 * Shows `value`; what the reader is typing at this moment is left as it is typed.
 *
 * @param {Field} field
 * @param {Value | undefined} value
 */
export function writeField(field, value) {
  markGiven(field, value !== undefined);
  if (field.shape === "choice") {
    for (const input of field.inputs) input.checked = input.value === value;
    return;
  }
  const [text, unsure] = field.inputs;
  if (!text) return;
  if (unsure) unsure.checked = value === UNSURE;
  const shown = value === undefined || (unsure && value === UNSURE) ? "" : String(value);
  const typed = tidy(text.value);
  if (typed !== shown && readField(field, text) !== value) text.value = shown;
}

/**
 * One more, or one less; from a blank, one or none. What is no number is left to the reader.
 *
 * @param {Field} field
 * @param {number} by
 */
export function stepField(field, by) {
  const [text] = field.inputs;
  if (!text) return;
  const value = readField(field, text);
  if (typeof value === "string" && value !== UNSURE) return;
  const next = Number(value === UNSURE ? 0 : value || 0) + by;
  text.value = next < 0 && field.element.dataset.signed === undefined ? "0" : String(next);
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

/**
 * @param {Field} field
 * @param {boolean} given
 */
export function markGiven(field, given) {
  field.element.toggleAttribute("data-given", given);
  const clear = find(field.element, "[data-clear]");
  if (!given && clear === document.activeElement) focusOn(field);
  clear.hidden = !given;
}

/**
 * Puts the focus into a field; one clause at a time no keyboard comes up by itself, so there beside a field for text.
 *
 * @param {Field} field
 */
export function focusOn({ element, inputs: [input], held }) {
  const beside = isOneByOne() && input?.type === "text";
  const place = beside ? find(element, held === undefined ? "[data-clear]" : "[data-put-back]") : input;
  place?.focus();
}

/**
 * @param {Field} field
 * @param {Value | undefined} held  what can be put back; undefined when nothing can
 */
export function offerBack(field, held) {
  field.held = held;
  find(field.element, "[data-put-back]").hidden = held === undefined;
}

/**
 * @param {Field} field
 * @param {string} message  "" when there is nothing wrong
 */
export function showFault(field, message) {
  const place = find(field.element, "[data-fault]");
  if (!tell(place, message)) return;
  place.hidden = !message;
  for (const input of field.inputs) {
    if (message) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  }
}
