// @ts-check
/**
 * What is chosen, in a form or as it is written in the file.
 *
 * @typedef {import("../page.js").MaintainPage} MaintainPage
 * @typedef {import("../steps/editing.js").Target} Target
 * @typedef {import("../types.js").Fault} Fault
 * @typedef {import("../types.js").Path} Path
 * @typedef {import("./chosen.js").Chosen} Chosen
 */

import { element, find, FIXED } from "../../dom.js";
import { readSetting, writeSetting } from "../../selfcheck/settings.js";
import { begins } from "../form/blank.js";
import { Form } from "../form/form.js";
import { faultWords, fileWords, placeWords } from "../steps/checking.js";
import { readChosen, textKey } from "./chosen.js";
import { clauseTools } from "./clausetools.js";
import { exampleTools } from "./examples.js";
import { TextEditor } from "./texteditor.js";

const MODE = "maintain.mode";
const BLANK = "请从左边选要改的地方。";
const FROZEN = "这一版已定稿，不能改：原文和计分规则照封存时的样子留着，网站上在它自己的地址下仍看得到。能改的只有本站的话：填写指南、这一项怎样看、会这样搜的词、原文没有写的事。要改原文和规则，请写进新的一版。";

export class Editor {
  /**
   * @param {MaintainPage} page
   * @param {HTMLElement} place
   */
  constructor(page, place) {
    this.page = page;
    this.place = place;
    /** @type {Chosen | null} */
    this.chosen = null;
    /** @type {Form | TextEditor | null} */
    this.inside = null;
    this.asked = 0;
  }

  /** @param {Target} target */
  async open(target) {
    const asked = ++this.asked;
    const chosen = await readChosen(this.page, target);
    if (asked !== this.asked) return;
    this.chosen = chosen;
    this.draw();
    this.goTo(target);
  }

  close() {
    this.asked += 1;
    this.chosen = null;
    this.inside = null;
    this.place.replaceChildren(element("p", {}, BLANK));
  }

  /** Shows anew what has become another, and leaves the reader where he is. */
  async renew() {
    if (!this.chosen) return;
    const asked = ++this.asked;
    const chosen = await readChosen(this.page, this.chosen.target);
    if (asked !== this.asked) return;
    const isSameKind = this.inside instanceof Form && chosen.data !== null;
    this.chosen = chosen;
    if (isSameKind && this.inside instanceof Form) {
      this.inside.setup = this.setup(chosen);
      this.inside.show(chosen.data);
      this.tellFaults();
    } else this.draw();
  }

  get isWritten() {
    return readSetting(MODE) === "text" || this.chosen?.data === null || Boolean(this.chosen?.target.asText);
  }

  draw() {
    const { chosen } = this;
    if (!chosen) return;
    const body = element("div", { class: "mt-inside" });
    const back = element("button", { type: "button", class: "visually-hidden mt-skip" }, "跳到步骤");
    back.addEventListener("click", () => this.page.tabs.focus());
    this.place.replaceChildren(
      back,
      element("h3", { tabindex: "-1", ...FIXED }, this.name()),
      this.modes(),
      ...(chosen.open ? [element("p", { class: "mt-note", "data-frozen": "" }, FROZEN)] : []),
      element("ul", { class: "mt-faults", "data-other-faults": "" }),
      body,
      ...clauseTools(this.page, chosen),
    );
    this.inside = this.isWritten ? this.textEditor(body, chosen) : new Form(body, this.setup(chosen));
    this.tellFaults();
  }

  name() {
    const { edition, file, clause } = /** @type {Chosen} */ (this.chosen).target;
    const items = this.page.state?.editions.find(({ id }) => id === edition)?.items || [];
    const item = items.find((one) => one.file === file);
    const one = item?.clauses.find(({ id }) => id === clause);
    if (one) return one.label;
    return item ? `${item.label} ${item.heading}` : fileWords(file);
  }

  modes() {
    const isBroken = this.chosen?.data === null;
    const mode = (/** @type {string} */ name, /** @type {string} */ words, /** @type {boolean} */ pressed) => {
      const button = element("button", { type: "button", "aria-pressed": String(pressed) }, words);
      button.disabled = isBroken && name === "form";
      button.addEventListener("click", () => void this.turn(name));
      return button;
    };
    const note = isBroken ? element("span", { class: "mt-dim" }, "写法有错，读不出来，先在这里改好") : "";
    return element("p", { class: "mt-buttons" }, mode("form", "填表", !this.isWritten), mode("text", "原样文字", this.isWritten), note);
  }

  /** @param {string} name */
  async turn(name) {
    writeSetting(MODE, name);
    this.inside = null;
    if (this.chosen) await this.open({ ...this.chosen.target, asText: false });
  }

  /** @param {Chosen} chosen @returns {import("../form/form.js").Setup} */
  setup({ target, node, definitions, data, base, hidden, open }) {
    const words = `改了${this.name()}`;
    const set = (/** @type {Path} */ path, /** @type {any} */ value) =>
      this.page.typed.put({
        key: `${target.file} ${JSON.stringify(path)}`,
        op: "bench-set",
        payload: { file: target.file, path, value },
        words,
      });
    /** @type {import("../form/form.js").Setup["tools"]} */
    const tools = (form, path) => exampleTools(this.page, target, form, path);
    return { node, definitions, data, base, hidden, titles: this.page.titles, open, set, tools };
  }

  /** @param {HTMLElement} body @param {Chosen} chosen */
  textEditor(body, { target, text, open }) {
    const { edition, clause, file } = target;
    const key = textKey(target);
    if (open) return new TextEditor(body, this.name(), text, null);
    return new TextEditor(body, this.name(), this.page.edit.draftOf(key) ?? text, (typed) => {
      const op = clause ? "bench-block" : "bench-write";
      const payload = clause ? { edition, clause, yaml: typed } : { files: { [file]: typed } };
      this.page.typed.put({ key, op, payload, words: `改了${this.name()}` });
    });
  }

  /** Puts the faults of what is in the editor where they are. */
  tellFaults() {
    const { chosen, inside } = this;
    if (!chosen || !inside) return;
    if (inside instanceof TextEditor && this.page.edit.draftOf(textKey(chosen.target)) !== undefined) return;
    const faults = (this.page.state?.faults || []).filter((fault) => this.isHere(fault, chosen));
    const said = faults.map((fault) => ({ ...fault, message: faultWords(fault, this.page) }));
    const others = inside instanceof Form ? inside.tellFaults(said) : inside.tellFaults(faults, chosen.line);
    const lines = others.map((fault) => element("li", {}, `${placeWords(fault, this.page)}：${fault.message}`));
    find(this.place, "[data-other-faults]").replaceChildren(...lines);
  }

  /** @param {Fault} fault @param {Chosen} chosen */
  isHere(fault, { target, base, hidden }) {
    if (fault.file !== target.file) return false;
    if (target.clause) return fault.clause ? fault.clause === target.clause : Boolean(fault.path?.length && begins(fault.path, base));
    return !hidden.includes("clauses") || !fault.clause || this.isWritten;
  }

  /**
   * What was typed and could not be put into the file: it stays where it was typed.
   *
   * @param {Map<string, import("../steps/editing.js").Refusal>} refusals  by the key of the edit
   */
  tellRefusals(refusals) {
    const { chosen, inside } = this;
    const ofFile = [...refusals].filter(([key]) => chosen && (key === textKey(chosen.target) || key.startsWith(`${chosen.target.file} `)));
    const words = ofFile.map(([, one]) => one.words).filter(Boolean);
    const place = this.place.querySelector("[data-refusals]") || element("div", { "data-refusals": "", role: "alert" });
    place.replaceChildren(...words.map((one) => element("p", { class: "mt-fault" }, one)));
    this.place.querySelector(".mt-inside")?.before(place);
    const own = chosen && refusals.get(textKey(chosen.target));
    if (own && inside instanceof TextEditor) inside.tellFaults(own.faults, 1);
  }

  /** @param {Target} target */
  goTo({ path, line }) {
    const { inside, chosen } = this;
    if (!inside || !chosen) return;
    if (inside instanceof TextEditor) return line ? inside.goTo(line - chosen.line + 1) : undefined;
    const place = path && begins(path, chosen.base) ? path.slice(chosen.base.length) : [];
    if (!place.length || !inside.focus(place)) find(this.place, "h3").focus();
  }

  /** A try of the card becomes a worked example. @param {Record<string, any>} example */
  addExample(example) {
    const { inside } = this;
    if (!(inside instanceof Form)) return;
    const guidance = inside.data.guidance;
    const examples = [...(guidance?.examples || []), example];
    if (guidance) inside.change(["guidance", "examples"], examples);
    else inside.change(["guidance"], { looked_at: [], examples });
    inside.redraw(["guidance"]);
    inside.focus(["guidance", "examples", examples.length - 1, "title"]);
  }
}
