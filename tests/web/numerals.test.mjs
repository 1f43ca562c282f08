// Numbers of things as they are typed with a Chinese input method.

import assert from "node:assert/strict";
import test from "node:test";

import { inDigits } from "../../site_src/assets/js/selfcheck/form/numerals.js";

for (const [typed, digits] of [
  ["十", "10"],
  ["十五", "15"],
  ["二十", "20"],
  ["九十九", "99"],
  ["两", "2"],
  ["〇", "0"],
  ["一五", "15"],
  ["一点五", "1.5"],
  ["十二点二五", "12.25"],
  ["两点", "两点"],
  ["点五", "点五"],
  ["一点二点三", "一点二点三"],
  ["15", "15"],
  ["", ""],
  ["十五条", "十五条"],
  ["一百二", "一百二"],
  ["十十", "十十"],
]) {
  test(`${typed || "什么也没有"} → ${digits}`, () => assert.equal(inDigits(typed), digits));
}
