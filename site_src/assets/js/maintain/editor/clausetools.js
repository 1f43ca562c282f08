// @ts-check
/**
 * Adding a clause to an item, and taking one out; taking out a whole item.
 *
 * @typedef {import("../page.js").MaintainPage} MaintainPage
 * @typedef {import("./chosen.js").Chosen} Chosen
 */

import { element } from "../../dom.js";
import { itemOf, wordsOf } from "../outlined.js";

/** @param {MaintainPage} page @param {Chosen} chosen @returns {HTMLElement[]} */
export function clauseTools(page, { target, open }) {
  if (open) return [];
  const { clause: one, item } = wordsOf(page.state, target);
  if (target.clause) return [tools(tool(`删去这一${one}`, () => takeOut(page, target)))];
  if (!itemOf(page.state, target)) return [];
  return [tools(tool(`＋ 添一${one}`, () => add(page, target)), tool(`删去这一${item}`, () => takeOutItem(page, target)))];

  /** @param {HTMLElement[]} buttons */
  function tools(...buttons) {
    return element("p", { class: "mt-tools" }, ...buttons);
  }

  /** @param {string} words @param {() => Promise<void>} act */
  function tool(words, act) {
    const button = element("button", { type: "button" }, words);
    button.addEventListener("click", () => void act().catch((error) => page.trouble(error)));
    return button;
  }
}

/** @param {MaintainPage} page @param {Chosen["target"]} target */
async function add(page, target) {
  const { edition, file } = target;
  const item = itemOf(page.state, target);
  const words = wordsOf(page.state, target);
  const { clause } = await page.run("bench-add-clause", { edition, item: item?.id }, `在${item?.label || `这一${words.item}`}里添了一${words.clause}`);
  const index = itemOf(page.state, target)?.clauses.findIndex(({ id }) => id === clause) ?? 0;
  await page.edit.open({ edition, file, clause, path: ["clauses", index, "text"] });
  page.bar.say(`添了第${clause}${words.clause}，排在这一${words.item}的最后。`);
}

/** @param {MaintainPage} page @param {Chosen["target"]} target */
async function takeOut(page, { edition, file, clause }) {
  const label = `第${clause}${wordsOf(page.state, { edition, file }).clause}`;
  await page.run("bench-drop-clause", { edition, clause }, `删去了${label}`);
  page.bar.say(`${label}已删去，可以“撤销”。`);
  await page.edit.open({ edition, file });
}

/** @param {MaintainPage} page @param {Chosen["target"]} target */
async function takeOutItem(page, target) {
  const item = itemOf(page.state, target);
  const words = wordsOf(page.state, target);
  const name = item ? `${item.label}${item.heading}` : `这一${words.item}`;
  await page.run("bench-drop-item", { edition: target.edition, item: item?.id }, `删去了“${name}”`);
  const edition = page.state?.editions.find(({ id }) => id === target.edition);
  page.bar.say(`“${name}”和它的${item?.clauses.length || 0}${words.clause}已删去，可以“撤销”。`);
  if (edition) await page.edit.open({ edition: edition.id, file: edition.file });
}
