// @ts-check
/** A clause or item asked for by its number: “13.4”, “第13.4条”, “第12项”, “第九项”. */

import { withDigits } from "./numerals.js";
import { resultOf } from "./rating.js";
import { symbolsOf } from "./symbols.js";

/** As sure as any match: whoever types a clause's number wants that clause. */
const SCORE = 0.99;

/**
 * @param {string} text
 * @param {import("./catalogue.js").Entry[]} entries
 */
export function referred(text, entries) {
  const row = withDigits(symbolsOf(text).values).join("");
  const clause = /^第?(\d+\.\d+)条?$/.exec(row)?.[1];
  const item = /^第(\d+)[项条]$/.exec(row)?.[1];
  return entries
    .filter(({ document: { kind, id } }) => (kind === "clause" && id === clause) || (kind === "item" && id === item))
    .map((entry) => resultOf(entry, [], SCORE));
}
