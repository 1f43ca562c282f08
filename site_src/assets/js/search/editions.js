// @ts-check
/** The same search in another edition: results of several are never mixed. */

import { element } from "../dom.js";

/**
 * @param {string} told  the other editions as JSON: what each is called, and its home seen from this one's
 * @param {import("./dialog.js").Href} href
 */
export function otherEditions(told, href) {
  /** @type {{label: string, path: string}[]} */
  const editions = told === "" ? [] : JSON.parse(told);
  const links = editions.map(({ label, path }) => ({ path, link: element("a", { translate: "no" }, label) }));
  const nodes = links.map(({ link }) => element("li", {}, link));
  const node = element("nav", { class: "q-search__editions", "aria-label": "换一版查" }, element("p", {}, "换一版查："), element("ul", {}, ...nodes));
  node.hidden = nodes.length === 0;
  return {
    node,
    /** Lead to what is asked for now. @param {string} query */
    follow(query) {
      for (const { path, link } of links) {
        const url = new URL(href(path));
        if (query !== "") url.searchParams.set("q", query);
        link.href = url.href;
      }
    },
  };
}
