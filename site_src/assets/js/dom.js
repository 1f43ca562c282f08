// @ts-check
/** Finding, making and copying parts of the page; what is said is only ever set as text, never as markup. */

/**
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement}
 */
export function find(root, selector) {
  const found = root.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`页面上缺少 ${selector}`);
  return found;
}

/**
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement[]}
 */
export function findAll(root, selector) {
  return /** @type {HTMLElement[]} */ ([...root.querySelectorAll(selector)]);
}

/** @type {WeakMap<Element, string>} what was last said where: a translated page no longer shows the same words */
const told = new WeakMap();

/**
 * Says something new, once: what is said again is not announced again.
 *
 * @param {HTMLElement} place
 * @param {string} words
 * @returns {boolean} whether it is new
 */
export function tell(place, words) {
  if ((told.get(place) ?? "") === words) return false;
  told.set(place, words);
  place.textContent = words;
  return true;
}

/** @type {Map<string, Element>} looked for once each: the page is large, and its templates lie at its end */
const pieces = new Map();

/**
 * @param {string} name
 * @returns {HTMLElement} a copy of the piece of that name
 */
export function pieceOf(name) {
  const piece = pieces.get(name) ?? lookedUp(name);
  pieces.set(name, piece);
  return /** @type {HTMLElement} */ (document.importNode(piece, true));
}

/** @param {string} name */
function lookedUp(name) {
  const template = document.querySelector(`template[data-piece="${name}"]`);
  const first = template instanceof HTMLTemplateElement && template.content.firstElementChild;
  if (!first) throw new Error(`页面上缺少片段 ${name}`);
  return first;
}

/**
 * Has the link of a piece lead to a card.
 *
 * @param {HTMLElement} piece
 * @param {HTMLElement | undefined} card
 * @param {string} words
 */
export function leadTo(piece, card, words) {
  const link = /** @type {HTMLAnchorElement} */ (find(piece, "[data-to]"));
  link.href = `#${card?.id || ""}`;
  link.textContent = words;
}

/**
 * @param {HTMLElement} list
 * @param {string[]} lines
 * @param {(line: HTMLElement, index: number) => void} [finish]
 */
export function setLines(list, lines, finish) {
  list.replaceChildren(
    ...lines.map((text, index) => {
      const line = element("li", {}, text);
      if (finish) finish(line, index);
      return line;
    }),
  );
  list.hidden = lines.length === 0;
}

/**
 * Puts the focus back when what had it has gone: where it was before, or on the tab of the present view.
 *
 * @param {EventTarget | null} before
 */
export function refocus(before) {
  const places = [before, document.querySelector('[role="tab"][aria-selected="true"]')];
  const place = places.find((one) => one instanceof HTMLElement && one.getClientRects().length > 0);
  if (place instanceof HTMLElement) place.focus({ preventScroll: true });
}

const SVG = "http://www.w3.org/2000/svg";

/** @param {string} path of a drawing 24 units wide @returns {SVGSVGElement} beside words, or in a button that is named */
export function icon(path) {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  drawing.append(line);
  return drawing;
}

/** Official words, clause numbers, scores and what readers typed: a browser that translates leaves them alone. */
export const FIXED = { translate: "no" };

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string | null)} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children.map((child) => child ?? ""));
  return made;
}
