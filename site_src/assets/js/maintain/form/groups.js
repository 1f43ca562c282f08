// @ts-check
/**
 * Fields that hold others: the keys of a group, the entries of a list, one of several ways to write something.
 *
 * @typedef {import("../types.js").Path} Path
 * @typedef {import("./form.js").Form} Form
 * @typedef {import("./shapes.js").Shape} Shape
 */

import { element } from "../../dom.js";
import { at, blank, ofKind, placeName } from "./blank.js";
import { CONTROLS } from "./fields.js";
import { helpWords } from "./help.js";
import { newId } from "./ids.js";
import { below, isInner, keysOf, nodeAt, shapeOf } from "./shapes.js";

/**
 * @param {Form} form
 * @param {Path} path
 * @param {Shape} shape
 * @param {string[]} [hidden]
 * @returns {HTMLElement[]}
 */
export function groupBody(form, path, shape, hidden = []) {
  const data = at(form.data, path) || {};
  const { shown, further, required } = keysOf(shape, data, hidden);
  const outer = shown.filter((key) => !isInner(key, shapeOf(below(shape.node, key), form.definitions, data[key]).node));
  const inner = shown.filter((key) => !outer.includes(key));
  const open = path.length ? null : form.setup.open;
  const made = (/** @type {string} */ key) => {
    const field = makeField(form, [...path, key], below(shape.node, key), required.includes(key));
    return open && !open.includes(key) ? element("fieldset", { class: "mt-locked", disabled: "" }, field) : field;
  };
  const body = outer.map(made);
  const addable = further.filter((key) => !open || open.includes(key));
  if (addable.length) body.push(adding(form, path, shape, addable));
  if (inner.length) body.push(element("details", { class: "mt-inner" }, element("summary", {}, "给程序用的"), ...inner.map(made)));
  return body;
}

/**
 * One place with its title, its help and what fills it in.
 *
 * @param {Form} form
 * @param {Path} path
 * @param {import("./schema.js").Node} node
 * @param {boolean} required
 * @returns {HTMLElement}
 */
export function makeField(form, path, node, required) {
  const value = at(form.data, path);
  const found = shapeOf(node, form.definitions, value);
  const shape = { ...found, title: found.title || String(path[path.length - 1]) };
  const isMany = ["group", "list", "map", "ways"].includes(shape.kind);
  const place = element(isMany ? "fieldset" : "div", { class: "mt-field", "data-at": placeName(path), "data-kind": shape.kind });
  const id = newId();
  const words = helpWords(shape.help, form.setup.titles, shape.options.length > 0);
  const isNews = words.replace("。", "") !== shape.title;
  const help = words && isNews ? element("p", { class: "mt-help", id: `${id}-help` }, words) : null;
  const away = required || shape.node.isStanding ? null : removing(form, path, shape.title);
  if (isMany) {
    const legend = element("legend", {}, shape.title);
    const body = element("div", { class: "mt-body", "data-body": "" }, ...form.body(path, shape));
    place.append(legend, ...[help, away].filter(isThere), body);
    return place;
  }
  const control = single(form, path, shape, { id, value, required });
  if (help) control.focus.setAttribute("aria-describedby", help.id);
  const isOfficial = shape.title.startsWith("原文");
  place.toggleAttribute("data-of-document", isOfficial);
  const label = shape.kind === "yes" ? null : element("label", { for: id }, shape.title);
  place.append(...[label, away, help, control.element].filter(isThere));
  return place;
}

/** @template T @param {T | null} one @returns {one is T} */
function isThere(one) {
  return one !== null;
}

/**
 * @param {Form} form
 * @param {Path} path
 * @param {Shape} shape
 * @param {{id: string, value: any, required: boolean}} given
 */
function single(form, path, shape, { id, value, required }) {
  const make = /** @type {(typeof CONTROLS)[string]} */ (CONTROLS[shape.kind]);
  const { kind } = form.shapeAt(path);
  const control = make(shape, { id, value, changed: () => changed() });
  const changed = () => {
    const read = control.read();
    const isBlank = read === undefined || (Array.isArray(read) && read.length === 0);
    form.change(path, isBlank && required ? (Array.isArray(read) ? [] : "") : isBlank ? undefined : read);
    if (path[path.length - 1] === "kind") turnKind(form, path.slice(0, -1));
    else if (form.shapeAt(path).kind !== kind) {
      // 去掉“都拿不准”，就逐项答
      form.redraw(path);
      form.focus(path);
    }
  };
  return control;
}

/** A question of another kind has other keys. @param {Form} form @param {Path} path */
function turnKind(form, path) {
  const node = nodeAt(form.setup.node, form.definitions, form.data, path);
  form.change(path, ofKind(at(form.data, path), node, form.definitions));
  form.redraw(path);
  form.focus([...path, "kind"]);
}

/**
 * @param {Form} form
 * @param {Path} path
 * @param {Shape} shape
 */
export function singleBody(form, path, shape) {
  const control = single(form, path, shape, { id: newId(), value: at(form.data, path), required: true });
  if (shape.kind !== "yes") control.focus.setAttribute("aria-label", shape.title);
  return [control.element];
}

/**
 * @param {Form} form
 * @param {Path} path
 * @param {Shape} shape
 */
export function waysBody(form, path, shape) {
  const choose = element("select", { "aria-label": `${shape.title}：怎样写`, "data-way": "" });
  shape.ways.forEach((way, index) => choose.append(element("option", { value: String(index) }, wayWords(way))));
  choose.value = String(shape.way < 0 ? 0 : shape.way);
  choose.addEventListener("change", () => {
    const way = /** @type {Shape} */ (shape.ways[Number(choose.value)]);
    form.add(path, blank(way.node, form.definitions, form.data));
    form.redraw(path);
    /** @type {HTMLElement | null | undefined} */ (form.fieldAt(path, true)?.querySelector("[data-way]"))?.focus();
  });
  const way = shape.ways[shape.way] || shape.ways[0];
  const isNull = way?.node.type === "null";
  return [choose, ...(way && !isNull ? form.body(path, { ...way, title: shape.title }) : [])];
}

/** @param {Shape} way */
function wayWords(way) {
  return way.title || way.options[0]?.words || "";
}

/**
 * @param {Form} form
 * @param {Path} path
 * @param {string} title
 */
function removing(form, path, title) {
  const button = element("button", { type: "button", class: "mt-small" }, "去掉", element("span", { class: "visually-hidden" }, `：${title}`));
  button.addEventListener("click", () => {
    form.unsent.delete(placeName(path));
    form.change(path, undefined);
    form.redraw(path.slice(0, -1));
    form.focus(path.slice(0, -1));
  });
  return button;
}

/**
 * @param {Form} form
 * @param {Path} path
 * @param {Shape} shape
 * @param {string[]} further  keys
 */
function adding(form, path, shape, further) {
  const choose = element("select", { class: "mt-add", "aria-label": "还可以添一栏" }, element("option", { value: "" }, "＋ 还可以添一栏……"));
  for (const key of further) {
    const { title } = shapeOf(shape.node.properties[key], form.definitions, undefined);
    choose.append(element("option", { value: key }, title || key));
  }
  choose.addEventListener("change", () => {
    const key = choose.value;
    if (!key) return;
    form.add([...path, key], blank(shape.node.properties[key], form.definitions, form.data));
    form.redraw(path);
    form.focus([...path, key]);
  });
  return choose;
}
