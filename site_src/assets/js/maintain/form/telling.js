// @ts-check
/**
 * What is wrong, said where it is wrong.
 *
 * @typedef {import("../types.js").Fault} Fault
 * @typedef {import("./form.js").Form} Form
 */

import { element, findAll } from "../../dom.js";
import { begins } from "./blank.js";
import { newId } from "./ids.js";

/** @param {Form} form @param {Fault[]} faults  all that there are @returns {Fault[]} those whose place is not on the form */
export function tellFaults(form, faults) {
  for (const told of findAll(form.place, "[data-fault-here]")) told.remove();
  for (const control of findAll(form.place, "[aria-invalid]")) control.removeAttribute("aria-invalid");
  for (const entry of findAll(form.place, "[data-faulty]")) entry.removeAttribute("data-faulty");
  return faults.filter((fault) => !tellFault(form, fault));
}

/** @param {Form} form @param {Fault} fault @returns {boolean} whether there is a place for it */
function tellFault(form, fault) {
  const { base } = form.setup;
  if (!fault.path || !begins(fault.path, base)) return false;
  const field = form.fieldAt(fault.path.slice(base.length), false);
  if (!field) return false;
  const words = element("p", { class: "mt-fault", id: newId(), "data-fault-here": "" }, fault.message);
  const body = field.querySelector(":scope > [data-body]");
  (body || field).append(words);
  for (const one of around(field)) one.setAttribute("data-faulty", "");
  const control = body ? null : field.querySelector("input, textarea, select");
  control?.setAttribute("aria-invalid", "true");
  if (control) describe(control, words.id);
  return true;
}

/** @param {HTMLElement} field @returns {HTMLElement[]} the entries that hold it, which may be closed */
function around(field) {
  const found = [];
  for (let one = field.closest("details"); one; one = one.parentElement?.closest("details") || null) found.push(one);
  return found;
}

/** @param {Element} control @param {string} id */
function describe(control, id) {
  const known = (control.getAttribute("aria-describedby") || "").split(" ").filter((one) => one && document.getElementById(one));
  control.setAttribute("aria-describedby", [...known, id].join(" "));
}
