// @ts-check
/**
 * How a place in the data is filled in: the shape of its field, made of what the schema says and of what stands there.
 *
 * @typedef {import("./schema.js").Node} Node
 * @typedef {import("./schema.js").Definitions} Definitions
 *
 * @typedef {"text" | "number" | "choice" | "yes" | "lines" | "table" | "list" | "group" | "map" | "ways"} Kind
 *   lines: short texts, one a line; table: lists of texts, one a line; ways: one of several
 *
 * @typedef {object} Shape
 * @property {Kind} kind
 * @property {string} title
 * @property {string} help
 * @property {Node} node
 * @property {{value: any, words: string}[]} options  of a choice
 * @property {Shape[]} ways                           of which one is taken
 * @property {number} way                             which one fits the data
 */

import { fits, resolved } from "./schema.js";

const TAKEN_OUT = "去掉原来写的";

/**
 * @param {Node} raw
 * @param {Definitions} definitions
 * @param {unknown} data
 * @returns {Shape}
 */
export function shapeOf(raw, definitions, data) {
  const node = resolved(raw, definitions, data);
  const several = node.anyOf || node.oneOf;
  const ways = several ? flattened(several, definitions, data) : [];
  return {
    kind: kindOf(node, definitions, ways),
    title: node.title || ways.find((way) => way.node.type !== "null")?.title || "",
    help: node.description || "",
    node,
    options: optionsOf(node),
    ways,
    way: ways.findIndex((way) => fits(way.node, definitions, data)),
  };
}

/** Ways within ways are offered side by side. @param {Node[]} several @param {Definitions} definitions @param {unknown} data */
function flattened(several, definitions, data) {
  return several
    .map((one) => shapeOf(one, definitions, data))
    .flatMap((shape) => (shape.kind === "ways" && shape.ways.length ? shape.ways : [shape]))
    .filter(({ node }) => node.properties || node.items || node.type || node.enum);
}

/**
 * @param {Node} node
 * @param {Definitions} definitions
 * @param {Shape[]} ways
 * @returns {Kind}
 */
function kindOf(node, definitions, ways) {
  if (ways.length) return "ways";
  if (node.enum || "const" in node || node.type === "null") return "choice";
  if (node.type === "boolean") return "yes";
  if (node.type === "array") return listKind(resolved(node.items, definitions, undefined));
  if (node.properties) return "group";
  if (node.type === "object") return "map";
  return [node.type].flat().some((type) => type === "number" || type === "integer") ? "number" : "text";
}

/** @param {Node} items @returns {Kind} */
function listKind(items) {
  if (items.type === "string") return "lines";
  if (items.type === "array") return "table";
  return "list";
}

/** @param {Node} node @returns {{value: any, words: string}[]} */
function optionsOf(node) {
  if (node.type === "null") return [{ value: null, words: TAKEN_OUT }];
  const words = node.enumDescriptions || [];
  const values = node.enum || ("const" in node ? [node.const] : []);
  return values.map((/** @type {any} */ value, /** @type {number} */ at) => ({
    value,
    words: words[at] || String(value),
  }));
}

/**
 * The keys of a group, in the order of the schema: which are shown, and which may be added. Of one that is shown whole
 * there is nothing to add.
 *
 * @param {Shape} shape
 * @param {Record<string, unknown>} data
 * @param {string[]} [hidden]  keys that are edited elsewhere
 */
export function keysOf({ node }, data, hidden = []) {
  const properties = node.properties || {};
  const others = node.additionalProperties ? Object.keys(data).filter((key) => !properties[key]) : [];
  const known = [...Object.keys(properties), ...others].filter((key) => !hidden.includes(key));
  const required = node.required || [];
  const shown = known.filter((key) => node.isWhole || required.includes(key) || data[key] !== undefined);
  return { shown, further: known.filter((key) => !shown.includes(key)), required };
}

/** @param {Node} node  of a group @param {string} key @returns {Node} */
export function below(node, key) {
  return node.properties?.[key] || node.additionalProperties || {};
}

/** @param {string} key  whether it names something for programs only @param {Node} node */
export function isInner(key, node) {
  return key === "format" || (key === "id" && /标识/.test(node.title || ""));
}

/**
 * What the schema says of a place further in.
 *
 * @param {Node} node
 * @param {Definitions} definitions
 * @param {any} data
 * @param {(string | number)[]} path
 * @returns {Node}
 */
export function nodeAt(node, definitions, data, path) {
  for (const key of path) {
    const shape = shapeOf(node, definitions, data);
    const whole = (shape.ways[shape.way] || shape).node;
    node = whole.items || below(whole, String(key));
    data = data?.[key];
  }
  return node;
}
