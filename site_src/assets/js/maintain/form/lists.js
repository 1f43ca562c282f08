// @ts-check
/**
 * Lists of entries, each opened when it is wanted, with what adds, moves and takes away; and values by name.
 *
 * @typedef {import("../types.js").Path} Path
 * @typedef {import("./form.js").Form} Form
 * @typedef {import("./shapes.js").Shape} Shape
 */

import { element } from "../../dom.js";
import { at, blank, placeName } from "./blank.js";
import { begun } from "./begun.js";
import { numberOf } from "./fields.js";
import { shapeOf } from "./shapes.js";

// So many entries stand open from the beginning.
const OPEN = 2;
const LETTERS = 40;
/** Keys by which an entry is known, the best first. */
const TELLING = ["ask", "title", "term", "label", "text", "why", "look", "head", "new", "clause", "from", "above", "id"];

/** Names that programs have given. */
const UNNAMED = /^new-[0-9]+$/;
const BLANK = "（还没有写）";

/** @param {any} entry @returns {string} */
export function entryWords(entry) {
  if (typeof entry !== "object" || entry === null) return String(entry ?? "");
  const key = TELLING.find((one) => entry[one] !== undefined && entry[one] !== "" && !UNNAMED.test(entry[one]));
  const words = key ? String(entry[key]) : entry.points === undefined ? BLANK : `${entry.points}分`;
  return words.length > LETTERS ? `${words.slice(0, LETTERS)}……` : words;
}

/**
 * @param {Form} form
 * @param {Path} path
 * @param {Shape} shape
 */
export function listBody(form, path, shape) {
  const entries = at(form.data, path) || [];
  const open = entries.length <= OPEN;
  const made = entries.map((/** @type {any} */ _, /** @type {number} */ index) => listEntry(form, [...path, index], shape, open));
  const add = element("button", { type: "button", class: "mt-small", "data-add": "" }, `＋ 添一个${shape.title ? `：${shape.title}` : ""}`);
  add.addEventListener("click", () => {
    const entry = begun(form, path, blank(shape.node.items, form.definitions, form.data));
    rewrite(form, path, [...entries, entry]);
    form.focus([...path, entries.length]);
  });
  return [...made, add];
}

/**
 * @param {Form} form
 * @param {Path} path
 * @param {any[]} entries
 */
function rewrite(form, path, entries) {
  form.change(path, entries);
  form.redraw(path);
}

/**
 * @param {Form} form
 * @param {Path} path
 * @param {Shape} list
 * @param {boolean} open
 */
function listEntry(form, path, list, open) {
  const words = element("span", { translate: "no" });
  const summary = element("summary", {}, words);
  const body = element("div", { class: "mt-body", "data-body": "" });
  const place = element("details", { class: "mt-entry", "data-at": placeName(path) }, summary, body);
  const name = () => {
    words.textContent = `${Number(path[path.length - 1]) + 1}. ${entryWords(at(form.data, path))}`;
  };
  let isDrawn = false;
  const draw = () => {
    isDrawn = true;
    const shape = shapeOf(list.node.items, form.definitions, at(form.data, path));
    body.replaceChildren(...form.body(path, { ...shape, title: shape.title || "内容" }), tools(form, path));
    name();
  };
  const unfold = () => {
    // 没有画的，里面也可能已经有错误的话
    if (!place.open || isDrawn) return;
    draw();
    form.tellFaults(form.faults);
  };
  place.addEventListener("toggle", unfold);
  place.addEventListener("redraw", draw);
  body.addEventListener("input", name);
  name();
  if (open) {
    place.open = true;
    draw();
  }
  return place;
}

/** @param {Form} form @param {Path} path  of an entry */
function tools(form, path) {
  const list = path.slice(0, -1);
  const index = Number(path[path.length - 1]);
  const count = (at(form.data, list) || []).length;
  const button = (/** @type {string} */ words, /** @type {() => void} */ act, disabled = false) => {
    const made = element("button", { type: "button", class: "mt-small" }, words);
    made.disabled = disabled;
    made.addEventListener("click", act);
    return made;
  };
  const move = (/** @type {number} */ by) => () => {
    const entries = [...at(form.data, list)];
    const [entry] = entries.splice(index, 1);
    entries.splice(index + by, 0, entry);
    rewrite(form, list, entries);
    form.focus([...list, index + by]);
  };
  const drop = () => {
    const entries = at(form.data, list).filter((/** @type {any} */ _, /** @type {number} */ one) => one !== index);
    // 可以不写的一栏，最后一个删去了，整栏就不写了
    if (!entries.length && form.mayLack(list)) {
      form.change(list, undefined);
      form.redraw(list.slice(0, -1));
      return form.focus(list.slice(0, -1));
    }
    rewrite(form, list, entries);
    form.focus(entries.length ? [...list, Math.min(index, entries.length - 1)] : list);
  };
  return element(
    "p",
    { class: "mt-tools" },
    ...(form.setup.tools?.(form, path) || []),
    button("上移", move(-1), index === 0),
    button("下移", move(1), index === count - 1),
    button("删去这一个", drop),
  );
}

/**
 * Values by name: a row each.
 *
 * @param {Form} form
 * @param {Path} path
 * @param {Shape} shape
 * @returns {HTMLElement[]}
 */
export function mapBody(form, path, shape) {
  const data = at(form.data, path) || {};
  const value = shape.node.additionalProperties;
  const rows = Object.keys(data).map((key) => mapRow(form, path, key, value));
  const name = element("input", { type: "text", "aria-label": `${shape.title}：新的名称`, size: "12", autocomplete: "off" });
  const add = element("button", { type: "button", class: "mt-small" }, "＋ 添一个");
  add.addEventListener("click", () => {
    const key = name.value.trim();
    if (!key || key in data) return name.focus();
    form.add([...path, key], blank(value, form.definitions, form.data));
    form.redraw(path);
    form.focus([...path, key]);
  });
  return [...rows, element("p", { class: "mt-tools" }, name, add)];
}

/**
 * @param {Form} form
 * @param {Path} path
 * @param {string} key
 * @param {import("./schema.js").Node} node
 * @returns {HTMLElement}
 */
function mapRow(form, path, key, node) {
  const place = [...path, key];
  const value = at(form.data, place);
  const shape = shapeOf(node, form.definitions, value);
  if (shape.kind === "group") return form.made(place);
  if (typeof value === "object" && value !== null) return mapField(form, place, key, mapBody(form, place, { ...shape, title: key, node: { additionalProperties: { type: "string" } } }));
  const input = element("input", { type: "text", autocomplete: "off", size: "12", "aria-label": key, translate: "no" });
  input.value = value === null || value === undefined ? "" : String(value);
  input.addEventListener("input", () => form.change(place, numberOf(input.value)));
  return mapField(form, place, key, [input]);
}

/**
 * @param {Form} form
 * @param {Path} place
 * @param {string} key
 * @param {(HTMLElement | string)[]} body
 */
function mapField(form, place, key, body) {
  const drop = element("button", { type: "button", class: "mt-small" }, "去掉", element("span", { class: "visually-hidden" }, `：${key}`));
  drop.addEventListener("click", () => {
    form.change(place, undefined);
    form.redraw(place.slice(0, -1));
    form.focus(place.slice(0, -1));
  });
  return element("div", { class: "mt-row", "data-at": placeName(place) }, element("span", { class: "mt-key", translate: "no" }, key), ...body, drop);
}
