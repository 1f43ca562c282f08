// @ts-check
/**
 * What the reader is told of self-checks that this browser keeps and that are not on the page, and of one that has
 * just been brought here.
 *
 * @typedef {import("../types.js").StoredCheck} StoredCheck
 *
 * @typedef {object} Ways
 * @property {(check: StoredCheck) => void} open
 * @property {() => void} list    shows all of them
 * @property {() => void} review  shows only what has to be looked at again
 */

import { word } from "../../editionwords.js";
import { byLastUse, nameOf } from "./storedcheck.js";

export class CheckNotices {
  /**
   * @param {import("../form/notices.js").Alerts} alerts
   * @param {import("./editions.js").PublishedEditions} editions
   * @param {Ways} ways
   */
  constructor(alerts, editions, ways) {
    this.alerts = alerts;
    this.editions = editions;
    this.ways = ways;
    this.list = { label: "我的自查", run: () => ways.list() };
  }

  /** @param {StoredCheck} check */
  offerFormer(check) {
    const words = `细则有改动，“${nameOf(check)}”是按改动以前的细则填的。`;
    this.alerts.raise("former", words, { label: "看看改了什么，接着填", run: () => this.ways.open(check) });
  }

  tellOfKept() {
    const words = "浏览器里以前存的自查现在读出来了，在“我的自查”里；刚才填的是另外一份。";
    this.alerts.raise("late", words, this.list);
  }

  /** @param {StoredCheck[]} checks  none of them of this edition */
  tellOfOthers(checks) {
    const kept = checks.filter(({ deleted }) => !deleted);
    const [latest] = byLastUse(kept.filter(({ file }) => this.editions.isOlder(file)));
    if (latest) return this.offerOlder(latest);
    if (!kept.length) return;
    const words = `这个浏览器里存着${kept.length}份按别的细则填的自查，在“我的自查”里可以打开。这里是新的一份。`;
    this.alerts.raise("others", words, this.list);
  }

  /** @param {StoredCheck} check */
  offerOlder(check) {
    const words = `“${nameOf(check)}”还在，是按以前的一版细则填的：可以接着填，也可以带到现在这一版。页面上是新的一份。`;
    this.alerts.raise("others", words, { label: "看看怎样带过来", run: () => this.ways.open(check) });
  }

  /**
   * @param {string[]} clauses  that have to be looked at again
   * @param {string} owner      the self-check that was brought here
   */
  tellOfReview({ length }, owner) {
    const words = length
      ? `带过来了，其中${length}${word("clause")}要复核：条文或计分办法改过。逐${word("clause")}看过，按“已复核”，标记就没有了。`
      : "带过来了，没有要复核的。";
    const action = length ? { label: "只看要复核的", run: () => this.ways.review() } : undefined;
    this.alerts.raise("review", words, action, owner);
  }
}
