// @ts-check
/**
 * The edition of this page, and the others that this site publishes, known by id: the foot of every page names them.
 *
 * @typedef {import("../types.js").SaveFile} SaveFile
 */

import { reachable } from "../../addresses.js";
import { findAll } from "../../dom.js";
import { isForebear } from "../../python/forebears.js";

export class PublishedEditions {
  /** @param {DOMStringMap} page  its data tell its own edition */
  constructor({ edition = "", digest = "" }) {
    this.own = edition;
    this.digest = digest;
  }

  /** @param {SaveFile} file  whether it answers another text of the criteria than this page's */
  isFormer({ edition }) {
    return edition.digest !== this.digest;
  }

  /** @param {SaveFile} file */
  linkTo({ edition }) {
    if (edition.id === this.own) return undefined;
    return findAll(document, "a[data-edition]").find(({ dataset }) => dataset.edition === edition.id);
  }

  /** @param {SaveFile} file  whether it answers an older edition, of which it is known what became of every clause */
  isOlder({ edition }) {
    return isForebear(edition.id);
  }

  /** @param {SaveFile} file  whether it answers an edition that this site does not publish */
  isGone(file) {
    return file.edition.id !== this.own && !this.linkTo(file);
  }

  /** @param {SaveFile} file @returns {string} where its own edition's self-check lies; "" where it is not published */
  placeOf(file) {
    return this.linkTo(file)?.dataset.checkPage || "";
  }

  /** @param {SaveFile} file @returns {string} which other text it answers, in words; "" for this page's */
  otherText(file) {
    if (!this.isFormer(file)) return "";
    if (file.edition.id === this.own) return "按改动以前的细则填的";
    const link = this.linkTo(file);
    return link ? `另一版细则：${link.textContent}` : `另一版细则（${file.edition.id}），本站现在没有`;
  }

  /** @param {string} place */
  visit(place) {
    window.location.assign(reachable(new URL(place, window.location.href)));
  }
}
