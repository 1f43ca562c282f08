// @ts-check
/**
 * What a JSON Schema says of one place in the data: references followed, conditions decided by the data that stand
 * there. Only as much of JSON Schema as ours use; what is right is for Python to say.
 *
 * @typedef {Record<string, any>} Node
 * @typedef {Record<string, Node>} Definitions
 */

/** What is said beside a reference goes before what is said at its end. */
const OWN = ["title", "description", "default", "examples"];

/**
 * Follows references, and puts together what `allOf` says.
 *
 * @param {Node} node
 * @param {Definitions} definitions
 * @param {unknown} data  that stand there
 * @returns {Node}
 */
export function resolved(node, definitions, data) {
  const { $ref, allOf = [], ...own } = node;
  let found = /** @type {Node} */ ($ref ? { ...resolved(target($ref, definitions), definitions, data) } : {});
  for (const one of allOf) found = joined(found, resolved(one, definitions, data));
  found = joined(found, own);
  return decided(found, definitions, data);
}

/** @param {string} reference @param {Definitions} definitions @returns {Node} */
function target(reference, definitions) {
  const found = definitions[reference.replace("#/definitions/", "")];
  if (!found) throw new Error(`no definition ${reference}`);
  return found;
}

/**
 * @param {Node} one
 * @param {Node} other  goes first
 * @returns {Node}
 */
function joined(one, other) {
  const node = { ...one, ...other };
  if (one.properties && other.properties) node.properties = mergedKeys(one.properties, other.properties);
  if (one.required && other.required) node.required = [...new Set([...one.required, ...other.required])];
  return node;
}

/** A key that is only restricted further keeps what it was. @param {Node} one @param {Node} other @returns {Node} */
function mergedKeys(one, other) {
  const known = Object.entries(one).map(([key, node]) => [key, other[key] ? { ...other[key], ...node } : node]);
  return { ...other, ...Object.fromEntries(known) };
}

/**
 * @param {Node} node
 * @param {Definitions} definitions
 * @param {unknown} data
 * @returns {Node}
 */
function decided(node, definitions, data) {
  if (!node.if) return node;
  const { if: condition, then: yes, else: no, ...rest } = node;
  const branch = fits(condition, definitions, data) ? yes : no;
  if (!branch || branch.not) return rest;
  const said = resolved(branch, definitions, data);
  for (const key of OWN) if (rest[key] !== undefined) delete said[key];
  return joined(rest, said);
}

/**
 * Whether data are of the kind that a schema describes.
 *
 * @param {Node} node
 * @param {Definitions} definitions
 * @param {any} data
 * @returns {boolean}
 */
export function fits(node, definitions, data) {
  if (node.$ref && !fits(target(node.$ref, definitions), definitions, data)) return false;
  if (node.allOf && !node.allOf.every((/** @type {Node} */ one) => fits(one, definitions, data))) return false;
  for (const kind of ["anyOf", "oneOf"]) {
    if (node[kind] && !node[kind].some((/** @type {Node} */ one) => fits(one, definitions, data))) return false;
  }
  if (node.not && fits(node.not, definitions, data)) return false;
  if ("const" in node && node.const !== data) return false;
  if (node.enum && !node.enum.includes(data)) return false;
  if (node.type && ![node.type].flat().some((/** @type {string} */ type) => isOf(type, data))) return false;
  return fitsWithin(node, definitions, data);
}

/**
 * @param {Node} node
 * @param {Definitions} definitions
 * @param {any} data
 */
function fitsWithin(node, definitions, data) {
  if (Array.isArray(data)) {
    return !node.items || data.every((one) => fits(node.items, definitions, one));
  }
  if (typeof data !== "object" || data === null) return !node.required;
  const keys = Object.keys(data);
  if (node.required && !node.required.every((/** @type {string} */ key) => keys.includes(key))) return false;
  const known = /** @type {Definitions} */ (node.properties || {});
  return Object.entries(known).every(([key, one]) => !keys.includes(key) || fits(one, definitions, data[key]));
}

/** @param {string} type @param {unknown} data */
function isOf(type, data) {
  if (type === "null") return data === null;
  if (type === "array") return Array.isArray(data);
  if (type === "integer") return Number.isInteger(data);
  if (type === "object") return typeof data === "object" && data !== null && !Array.isArray(data);
  return typeof data === type;
}
