// @ts-check
/**
 * What stands in a place that was just added, and plain data with something changed in it.
 *
 * @typedef {import("../types.js").Path} Path
 * @typedef {import("./schema.js").Node} Node
 * @typedef {import("./schema.js").Definitions} Definitions
 */

import { resolved } from "./schema.js";
import { shapeOf } from "./shapes.js";

/**
 * @param {Node} node
 * @param {Definitions} definitions
 * @param {unknown} [beside]  data in which an identifier of it must be free
 * @returns {any}
 */
export function blank(node, definitions, beside) {
  const shape = shapeOf(node, definitions, undefined);
  const way = shape.ways[0];
  switch (shape.kind) {
    case "ways":
      return way ? blank(way.node, definitions, beside) : "";
    case "choice":
      return shape.options[0]?.value ?? "";
    case "yes":
      return true;
    case "group":
      return blankGroup(node, definitions, beside);
    case "map":
      return {};
    case "list":
      return shape.node.minItems ? [blank(shape.node.items, definitions, beside)] : [];
    case "lines":
    case "table":
      return [];
    default:
      return "";
  }
}

/**
 * @param {Node} raw
 * @param {Definitions} definitions
 * @param {unknown} beside
 */
function blankGroup(raw, definitions, beside) {
  /** @type {Record<string, any>} */
  const data = {};
  const first = resolved(raw, definitions, data);
  if (first.properties?.kind) data.kind = blank(first.properties.kind, definitions);
  const node = resolved(raw, definitions, data);
  for (const key of node.required || []) {
    if (data[key] !== undefined) continue;
    const below = resolved(node.properties[key], definitions, undefined);
    data[key] = key === "id" && /标识/.test(below.title || "") ? freeName(beside) : blank(below, definitions, beside);
  }
  return data;
}

/**
 * The data of a question of another kind: what both kinds know is kept.
 *
 * @param {Record<string, any>} data
 * @param {Node} raw
 * @param {Definitions} definitions
 */
export function ofKind(data, raw, definitions) {
  const node = resolved(raw, definitions, data);
  const kept = Object.fromEntries(Object.entries(data).filter(([key]) => node.properties[key]));
  for (const key of node.required || []) {
    if (kept[key] === undefined) kept[key] = blank(node.properties[key], definitions, data);
  }
  return kept;
}

/** @param {unknown} beside @returns {string} an identifier that nothing there has */
export function freeName(beside) {
  const taken = JSON.stringify(beside ?? "");
  let number = 1;
  while (taken.includes(`"new-${number}"`)) number += 1;
  return `new-${number}`;
}

/**
 * @param {any} data
 * @param {Path} path
 * @returns {any}
 */
export function at(data, path) {
  return path.reduce((place, key) => (place === undefined || place === null ? undefined : place[key]), data);
}

/**
 * Writes a value into plain data; undefined takes the key away.
 *
 * @param {any} data
 * @param {Path} path  not empty
 * @param {unknown} value
 */
export function put(data, path, value) {
  const [last] = path.slice(-1);
  const place = at(data, path.slice(0, -1));
  if (last === undefined || typeof place !== "object" || place === null) return;
  if (value !== undefined) place[last] = value;
  else if (Array.isArray(place)) place.splice(Number(last), 1);
  else delete place[last];
}

/** @param {Path} path @param {Path} start @returns {boolean} */
export function begins(path, start) {
  return start.every((key, index) => String(path[index]) === String(key));
}

/** @param {Path} path @returns {string} by which the page knows a place */
export function placeName(path) {
  return JSON.stringify(path.map(String));
}
