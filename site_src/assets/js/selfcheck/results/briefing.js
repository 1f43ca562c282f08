// @ts-check
/**
 * The page for whoever decides, as the core words it: on the screen before the figures, on paper the first page.
 *
 * @typedef {import("../types.js").Briefing} Briefing
 * @typedef {import("../types.js").BriefSection} BriefSection
 * @typedef {import("../types.js").BriefLine} BriefLine
 */

import { element, find, FIXED, leadTo, pieceOf, setLines } from "../../dom.js";

export class BriefingPage {
  /**
   * @param {HTMLElement} root
   * @param {Map<string, HTMLElement>} cards by clause
   * @param {import("../saving/workingcopy.js").WorkingCopy} working
   */
  constructor(root, cards, working) {
    this.cards = cards;
    this.working = working;
    this.page = find(root, "[data-briefing]");
    this.none = find(root, "[data-briefing-none]");
  }

  /** @param {import("../types.js").Engine | null} engine */
  async show(engine) {
    this.none.hidden = Boolean(engine);
    if (!engine) return this.forget();
    const { id, file } = this.working.stored;
    /** @type {Briefing} */
    const briefing = await engine.request("briefing", { check: file });
    if (this.working.stored.id !== id) return;
    this.fill(briefing);
    this.page.hidden = false;
  }

  /** Shows nothing, rather than what no longer holds. */
  forget() {
    this.page.hidden = true;
  }

  /** @param {Briefing} briefing */
  fill({ subject, headline, notes, projects, sections }) {
    find(this.page, "[data-subject]").textContent = subject;
    find(this.page, "[data-headline]").textContent = headline;
    setLines(find(this.page, "[data-notes]"), notes);
    const rows = projects.map(([name = "", ...figures]) =>
      element("tr", {}, element("th", { scope: "row", ...FIXED }, name), ...figures.map((one) => element("td", FIXED, one))),
    );
    find(this.page, "[data-projects]").replaceChildren(...rows);
    find(this.page, "[data-sections]").replaceChildren(...sections.map((section) => this.section(section)));
  }

  /** @param {BriefSection} section */
  section({ title, lead, lines }) {
    const piece = pieceOf("brief-section");
    find(piece, "[data-title]").textContent = title;
    find(piece, "[data-lead]").textContent = lead;
    const list = find(piece, "[data-lines]");
    list.append(...lines.map((line) => this.line(line)));
    list.hidden = !lines.length;
    return piece;
  }

  /** @param {BriefLine} line */
  line({ clause, label, name, figure, text, aside }) {
    const piece = pieceOf("brief-line");
    leadTo(piece, this.cards.get(clause), label);
    find(piece, "[data-name]").textContent = name;
    find(piece, "[data-figure]").textContent = figure;
    find(piece, "[data-text]").textContent = text;
    const beside = find(piece, "[data-aside]");
    beside.textContent = aside;
    beside.hidden = !aside;
    return piece;
  }
}
