// Numbers as they are typed into a field: whole ones, decimals where the question allows them.

import assert from "node:assert/strict";
import test from "node:test";

import { readField, stepField } from "../../site_src/assets/js/selfcheck/form/fields.js";

/** @param {string} typed @param {Record<string, string>} dataset @param {string} shape */
function field(typed, dataset, shape = "number") {
  const text = { value: typed, dispatchEvent: () => true };
  const made = { element: { dataset }, shape, inputs: [text, { checked: false }] };
  return /** @type {import("../../site_src/assets/js/selfcheck/form/fields.js").Field} */ (/** @type {unknown} */ (made));
}

/** @param {string} typed @param {Record<string, string>} dataset */
function read(typed, dataset) {
  const made = field(typed, dataset);
  return readField(made, made.inputs[0]);
}

for (const [typed, value] of /** @type {const} */ ([
  ["17.5", "17.5"],
  ["17.50", "17.5"],
  ["１７．５", "17.5"],
  ["17。5", "17.5"],
  ["17.", 17],
  ["17.0", 17],
  ["017.5", "17.5"],
  [".5", "0.5"],
  ["92.5%", "92.5"],
  ["92.5％", "92.5"],
  ["十五", 15],
  ["-3.5", "-3.5"],
  ["-3", -3],
  ["1.2.3", "1.2.3"],
  ["约17", "约17"],
  ["123456789012.5", "123456789012.5"],
  ["123456789012", 123456789012],
  ["1234567890123", "1234567890123"],
  ["", undefined],
])) {
  test(`${typed || "什么也没有"} → ${value}`, () => assert.equal(read(typed, { places: "1", signed: "" }), value));
}

for (const [typed, value] of /** @type {const} */ ([
  ["1.5", "1.5"],
  ["１．５", "1.5"],
  ["一点五", "1.5"],
  ["两分", "2"],
  ["1.5分", "1.5"],
  [".5", "0.5"],
  ["2.", "2"],
  ["约2分", "约2"],
])) {
  test(`${typed} → ${value}分`, () => {
    const made = field(typed, {}, "amount");
    assert.equal(readField(made, /** @type {HTMLInputElement} */ (made.inputs[0])), value);
  });
}

test("a sum of money is a number", () => assert.equal(read("123456789012", {}), 123456789012));

test("a question of whole numbers leaves a decimal to the check", () => assert.equal(read("17.5", {}), "17.5"));

test("one less stops at nothing, except where numbers may be below it", () => {
  for (const [dataset, left] of /** @type {const} */ ([[{}, "0"], [{ signed: "" }, "-1"]])) {
    const made = field("0", dataset);
    stepField(made, -1);
    assert.equal(made.inputs[0]?.value, left);
  }
});
