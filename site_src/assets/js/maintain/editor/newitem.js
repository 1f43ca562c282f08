// @ts-check
/**
 * Adding a whole item to an edition: in which project, and what its number is in the document.
 *
 * @typedef {import("../page.js").MaintainPage} MaintainPage
 * @typedef {import("../types.js").EditionEntry} EditionEntry
 */

import { element } from "../../dom.js";
import { plainWords } from "../form/help.js";
import { reasonWords } from "../words.js";

const HELP = "照文件上的项号写。排在所选项目的最后；次序在“这一版的标题、项目和出处”里改。";

/** @param {MaintainPage} page @param {EditionEntry} edition @returns {HTMLElement} */
export function newItem(page, { id: edition, projects, nextItem }) {
  const project = element("select", { id: "mt-new-item-project" }, ...projects.map(({ id, title }) => element("option", { value: id }, title)));
  if (projects.length) project.value = projects[projects.length - 1]?.id || "";
  const number = element("input", { id: "mt-new-item", type: "text", size: "6", autocomplete: "off", "aria-describedby": "mt-new-item-help" });
  number.value = nextItem;
  const told = element("p", { class: "mt-fault", role: "alert" });
  const form = element(
    "form",
    { class: "mt-form", autocomplete: "off" },
    ...(projects.length ? [field("放在", project)] : []),
    field("项号", number),
    element("p", { class: "mt-help", id: "mt-new-item-help" }, HELP),
    told,
    element("p", { class: "mt-tools" }, element("button", { type: "submit", class: "mt-small" }, "添这一项")),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void add(page, { edition, project: project.value, item: number.value.trim() }).catch((error) => {
      told.textContent = plainWords(reasonWords(error), page.titles);
    });
  });
  const fold = element("details", { class: "mt-fold", "data-new-item": "" }, element("summary", {}, "＋ 添一项"), form);
  fold.addEventListener("toggle", () => {
    if (fold.open) form.scrollIntoView({ block: "nearest" });
  });
  return fold;
}

/** @param {string} words @param {HTMLElement} control */
function field(words, control) {
  return element("p", { class: "mt-field" }, element("label", { for: control.id }, words), control);
}

/** @param {MaintainPage} page @param {{edition: string, project: string, item: string}} place */
async function add(page, place) {
  const { file } = await page.run("bench-add-item", place, `添了第${place.item}项`);
  await page.edit.open({ edition: place.edition, file, path: ["title"] });
  page.bar.say(`添了第${place.item}项，里面先有一条，请照文件填写。`);
}
