// @ts-check
/**
 * What is chosen to be edited: its text, its data, and the schema that tells of it.
 *
 * @typedef {import("../page.js").MaintainPage} MaintainPage
 * @typedef {import("../steps/editing.js").Target} Target
 *
 * @typedef {object} Chosen
 * @property {Target} target
 * @property {string} text    as it is written
 * @property {any} data       null where it cannot be read
 * @property {import("../form/schema.js").Node} node
 * @property {import("../form/schema.js").Definitions} definitions
 * @property {import("../types.js").Path} base  where it stands in its file
 * @property {string[]} hidden  keys that a form does not show
 * @property {number} line    the first of the text in its file
 * @property {string[] | null} open  the keys that may still be changed; null: all, as the edition is not frozen
 */

import { editionOf } from "../outlined.js";

/** What is looked at elsewhere, or nobody changes. */
const ELSEWHERE = ["review", "format"];

/** @param {MaintainPage} page @param {Target} target @returns {Promise<Chosen>} */
export async function readChosen({ schemas, bench, typed, state }, target) {
  await typed.send();
  const { edition, clause, file } = target;
  const open = editionOf(state, target)?.open || null;
  if (clause) {
    const found = await bench.ask("bench-clause", { edition, clause });
    const { definitions } = schemas.item;
    const base = ["clauses", found.index];
    return { target, text: found.yaml, data: found.data, node: definitions.clause, definitions, base, hidden: ELSEWHERE, line: found.line, open };
  }
  const { text, data, schema } = await bench.ask("bench-section", { file });
  const hidden = schema === "item" ? [...ELSEWHERE, "clauses"] : ELSEWHERE;
  return { target, text, data, node: schemas[schema], definitions: schemas[schema].definitions, base: [], hidden, line: 1, open };
}

/** @param {Target} target @returns {string} by which what is typed as text is known */
export function textKey({ edition = "", file, clause = "" }) {
  return `text ${edition} ${file} ${clause}`;
}
