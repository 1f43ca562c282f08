// @ts-check
/**
 * Who wrote what is kept: up to which entry of its journal each page has, and of which page what stands at a place is.
 * By this a page that meets its own earlier value knows it, whoever handed it in, and what was noted long ago is known
 * to be in there.
 *
 * @typedef {import("../types.js").StoredCheck} StoredCheck
 * @typedef {import("../paths.js").Path} Path
 *
 * @typedef {object} Origin  an entry of the journal
 * @property {string} page
 * @property {number} number  grows with every entry of a page
 */

const MOST_PAGES = 20;

/** @param {StoredCheck} check @param {Origin} entry @returns {boolean} whether `check` holds all of `entry` */
export function holds({ noted }, { page, number }) {
  return (noted?.[page] ?? 0) >= number;
}

/** @param {StoredCheck} check @param {Path} path @param {string} page @returns {boolean} whether it wrote what stands there */
export function isBy({ authors }, path, page) {
  return authors?.[JSON.stringify(path)] === page;
}

/**
 * @param {StoredCheck} check
 * @param {Path} path
 * @param {string} page  that wrote what now stands there; "" is nobody in particular
 */
export function sign(check, path, page) {
  const key = JSON.stringify(path);
  const authors = (check.authors ??= {});
  for (const place of Object.keys(authors)) if (meet(place, key)) delete authors[place];
  if (page) authors[key] = page;
}

/**
 * Records that `check` now holds an entry; of pages that wrote long before, nothing is remembered.
 *
 * @param {StoredCheck} check
 * @param {Origin} entry
 */
export function record(check, { page, number }) {
  const others = Object.entries(check.noted ?? {}).filter(([known]) => known !== page);
  const noted = Object.fromEntries([...others.slice(1 - MOST_PAGES), [page, number]]);
  check.noted = noted;
  check.authors = Object.fromEntries(Object.entries(check.authors ?? {}).filter(([, author]) => author in noted));
}

/** @param {string} one @param {string} other @returns {boolean} whether one place lies in the other */
function meet(one, other) {
  const [outer, inner] = one.length < other.length ? [one, other] : [other, one];
  return outer === inner || inner.startsWith(`${outer.slice(0, -1)},`);
}
