// @ts-check
/**
 * Adding a whole item to an edition: in which project, and what its number is in the document.
 *
 * @typedef {import("../page.js").MaintainPage} MaintainPage
 * @typedef {import("../types.js").EditionEntry} EditionEntry
 */

import { element } from "../../dom.js";
import { FILES, plainWords } from "../form/help.js";
import { wordsOf } from "../outlined.js";
import { reasonWords } from "../words.js";

/** @param {MaintainPage} page @param {EditionEntry} edition @returns {HTMLElement} */
export function newItem(page, { id: edition, words, projects, nextItem }) {
  const project = element("select", { id: "mt-new-item-project" }, ...projects.map(({ id, title }) => element("option", { value: id }, title)));
  if (projects.length) project.value = projects[projects.length - 1]?.id || "";
  const number = element("input", { id: "mt-new-item", type: "text", size: "6", autocomplete: "off", "aria-describedby": "mt-new-item-help" });
  number.value = nextItem;
  const told = element("p", { class: "mt-fault", role: "alert" });
  const form = element(
    "form",
    { class: "mt-form", autocomplete: "off" },
    ...(projects.length ? [field("放在", project)] : []),
    field(`${words.item}号`, number),
    element("p", { class: "mt-help", id: "mt-new-item-help" }, helpOf(projects.length > 0, words.item)),
    told,
    element("p", { class: "mt-tools" }, element("button", { type: "submit", class: "mt-small" }, `添这一${words.item}`)),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void add(page, { edition, project: project.value, item: number.value.trim() }).catch((error) => {
      told.textContent = plainWords(reasonWords(error), page.titles);
    });
  });
  const fold = element("details", { class: "mt-fold", "data-new-item": "" }, element("summary", {}, `＋ 添一${words.item}`), form);
  fold.addEventListener("toggle", () => {
    if (fold.open) form.scrollIntoView({ block: "nearest" });
  });
  return fold;
}

/** @param {boolean} hasParts @param {string} unit */
function helpOf(hasParts, unit) {
  return `照文件上的${unit}号写。排在${hasParts ? "所选部分的" : ""}最后；次序在“${FILES["edition.yaml"]}”里改。`;
}

/** @param {string} words @param {HTMLElement} control */
function field(words, control) {
  return element("p", { class: "mt-field" }, element("label", { for: control.id }, words), control);
}

/** @param {MaintainPage} page @param {{edition: string, project: string, item: string}} place */
async function add(page, place) {
  const { clause, item } = wordsOf(page.state, { edition: place.edition, file: "" });
  const label = `第${place.item}${item}`;
  const { file } = await page.run("bench-add-item", place, `添了${label}`);
  await page.edit.open({ edition: place.edition, file, path: ["title"] });
  page.bar.say(`添了${label}，里面先有一${clause}，请照文件填写。`);
}
