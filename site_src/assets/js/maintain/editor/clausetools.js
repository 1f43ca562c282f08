// @ts-check
/**
 * Adding a clause to an item, and taking one out.
 *
 * @typedef {import("../page.js").MaintainPage} MaintainPage
 * @typedef {import("./chosen.js").Chosen} Chosen
 */

import { element } from "../../dom.js";

/** @param {MaintainPage} page @param {Chosen} chosen @returns {HTMLElement[]} */
export function clauseTools(page, { target, data, base }) {
  if (target.clause) return [tool("删去这一条", () => takeOut(page, target, base))];
  return data && Array.isArray(data.clauses) ? [tool("＋ 添一条", () => add(page, target, data))] : [];

  /** @param {string} words @param {() => Promise<void>} act */
  function tool(words, act) {
    const button = element("button", { type: "button" }, words);
    button.addEventListener("click", () => void act().catch((error) => page.trouble(error)));
    return element("p", { class: "mt-tools" }, button);
  }
}

/**
 * @param {MaintainPage} page
 * @param {Chosen["target"]} target
 * @param {{id: string, clauses: {id: string}[]}} data  of the item
 */
async function add(page, { edition, file }, data) {
  const ids = data.clauses.map(({ id }) => id);
  let number = ids.length + 1;
  while (ids.includes(`${data.id}.${number}`)) number += 1;
  const id = `${data.id}.${number}`;
  const value = { id, points: 1, text: "", parts: [{ points: 1, start: "none" }] };
  await page.run("bench-set", { file, path: ["clauses", ids.length], value }, `添了第${id}条`);
  await page.edit.open({ edition, file, clause: id, path: ["clauses", ids.length, "text"] });
}

/**
 * @param {MaintainPage} page
 * @param {Chosen["target"]} target
 * @param {Chosen["base"]} base
 */
async function takeOut(page, { edition, file, clause }, base) {
  await page.run("bench-set", { file, path: base, value: null }, `删去了第${clause}条`);
  page.bar.say(`第${clause}条已删去，可以“撤销”。`);
  await page.edit.open({ edition, file });
}
