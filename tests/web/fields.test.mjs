// Numbers as they are typed into a field: whole ones, decimals where the question allows them.

import assert from "node:assert/strict";
import test from "node:test";

import { readField, stepField } from "../../site_src/assets/js/selfcheck/form/fields.js";

/** @param {string} typed @param {Record<string, string>} dataset */
function field(typed, dataset) {
  const text = { value: typed, dispatchEvent: () => true };
  const made = { element: { dataset }, shape: "number", inputs: [text, { checked: false }] };
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
  ["", undefined],
])) {
  test(`${typed || "什么也没有"} → ${value}`, () => assert.equal(read(typed, { places: "1", signed: "" }), value));
}

test("a question of whole numbers leaves a decimal to the check", () => assert.equal(read("17.5", {}), "17.5"));

test("one less stops at nothing, except where numbers may be below it", () => {
  for (const [dataset, left] of /** @type {const} */ ([[{}, "0"], [{ signed: "" }, "-1"]])) {
    const made = field("0", dataset);
    stepField(made, -1);
    assert.equal(made.inputs[0]?.value, left);
  }
});
