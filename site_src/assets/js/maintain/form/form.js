// @ts-check
/**
 * A form for one place in a file: made of its schema, filled with its data, and telling what is changed where.
 *
 * @typedef {import("../types.js").Path} Path
 * @typedef {import("../types.js").Fault} Fault
 * @typedef {import("./schema.js").Node} Node
 * @typedef {import("./schema.js").Definitions} Definitions
 *
 * @typedef {object} Setup
 * @property {Node} node
 * @property {Definitions} definitions
 * @property {any} data
 * @property {Path} base                    where it stands in its file
 * @property {string[]} hidden              keys at its top that are edited elsewhere
 * @property {string[] | null} [open]       those at its top that may be changed; null: all
 * @property {Map<string, string>} titles   of the keys that help speaks of
 * @property {(form: Form, path: Path) => HTMLElement[]} [tools]  what else can be done with an entry of a list
 * @property {(path: Path, value: any) => void} set  told of a change, by the place in the file; null: taken away
 */

import { findAll } from "../../dom.js";
import { withAnswers } from "./answers.js";
import { at, begins, placeName, put } from "./blank.js";
import { groupBody, makeField, singleBody, waysBody } from "./groups.js";
import { listBody, mapBody } from "./lists.js";
import { nodeAt, shapeOf } from "./shapes.js";
import { tellFaults } from "./telling.js";

/** What a field is entered by, the best first. */
const CONTROLS = ["input, textarea, select:not([data-way], .mt-add)", "select", "[data-add]", "summary, button"];
/** How the names of places begin that lie in worked examples. */
const EXAMPLES = '["guidance","examples",';

export class Form {
  /**
   * @param {HTMLElement} place
   * @param {Setup} setup
   */
  constructor(place, setup) {
    this.place = place;
    this.setup = setup;
    this.data = setup.data;
    /** Blank places that the file does not have yet, by their names. @type {Map<string, Path>} */
    this.unsent = new Map();
    /** @type {Fault[]} */
    this.faults = [];
    this.definitions = setup.definitions;
    this.render();
  }

  /** Worked examples ask what the clause asks now. */
  learn() {
    const before = JSON.stringify(this.definitions.example);
    this.definitions = withAnswers(this.setup.definitions, this.data);
    return before !== JSON.stringify(this.definitions.example);
  }

  render() {
    this.learn();
    const shape = shapeOf(this.setup.node, this.definitions, this.data);
    this.place.replaceChildren(...groupBody(this, [], shape, this.setup.hidden));
    this.tellFaults(this.faults);
  }

  /** @param {Path} path @returns {import("./shapes.js").Shape} */
  shapeAt(path) {
    const node = nodeAt(this.setup.node, this.definitions, this.data, path);
    return shapeOf(node, this.definitions, at(this.data, path));
  }

  /**
   * What fills in a place.
   *
   * @param {Path} path
   * @param {import("./shapes.js").Shape} shape
   * @returns {(HTMLElement | string)[]}
   */
  body(path, shape) {
    const makers = { group: groupBody, list: listBody, map: mapBody, ways: waysBody };
    const make = makers[/** @type {keyof typeof makers} */ (shape.kind)] || singleBody;
    return make(this, path, shape);
  }

  /** Makes a place anew, after what it holds has become another. @param {Path} path */
  redraw(path) {
    const old = this.fieldAt(path, false);
    if (!path.length || !old || old.dataset.at !== placeName(path)) return this.render();
    if (old instanceof HTMLDetailsElement) old.dispatchEvent(new Event("redraw"));
    else old.replaceWith(this.made(path));
    this.tellFaults(this.faults);
  }

  /** @param {Path} path */
  made(path) {
    const { node } = this.shapeAt(path.slice(0, -1));
    const key = String(path[path.length - 1]);
    return makeField(this, path, nodeAt(this.setup.node, this.definitions, this.data, path), (node.required || []).includes(key));
  }

  /** @param {Path} path  of a key in a group @returns {boolean} whether it can be left out */
  mayLack(path) {
    const { node } = this.shapeAt(path.slice(0, -1));
    return typeof path[path.length - 1] === "string" && !(node.required || []).includes(path[path.length - 1]);
  }

  /** @param {any} data  as they are now in the file */
  show(data) {
    this.data = data;
    this.unsent.clear();
    const held = this.focused();
    this.render();
    if (held) this.focus(held);
  }

  /** @returns {Path | null} where the reader is */
  focused() {
    const field = this.place.contains(document.activeElement) && document.activeElement?.closest("[data-at]");
    return field instanceof HTMLElement ? JSON.parse(field.dataset.at || "[]") : null;
  }

  /**
   * @param {Path} path
   * @param {any} value  undefined: taken away
   */
  change(path, value) {
    this.makeWay(path);
    put(this.data, path, value);
    if (this.learn()) this.renewExamples();
    const first = [...this.unsent.values()].find((one) => begins(path, one));
    if (!first) return this.setup.set([...this.setup.base, ...path], value === undefined ? null : value);
    this.unsent.delete(placeName(first));
    this.setup.set([...this.setup.base, ...first], at(this.data, first));
  }

  /** What a place lies in goes into the file together with it. @param {Path} path */
  makeWay(path) {
    for (let length = 1; length < path.length; length += 1) {
      const way = path.slice(0, length);
      if (at(this.data, way) === undefined) this.add(way, {});
    }
  }

  renewExamples() {
    for (const entry of findAll(this.place, `details[open][data-at^='${EXAMPLES}']`)) entry.dispatchEvent(new Event("redraw"));
    this.tellFaults(this.faults);
  }

  /**
   * A place that was added; one with nothing in it yet goes into the file with the first thing that is written there.
   *
   * @param {Path} path
   * @param {any} value
   */
  add(path, value) {
    const isEmpty = value === "" || (typeof value === "object" && value !== null && Object.keys(value).length === 0);
    if (!isEmpty) return this.change(path, value);
    put(this.data, path, value);
    this.unsent.set(placeName(path), path);
  }

  /** Opens what a place lies in, and goes there. @param {Path} path @returns {boolean} */
  focus(path) {
    const field = this.fieldAt(path, true);
    const control = CONTROLS.map((one) => field?.querySelector(one)).find(Boolean);
    if (control instanceof HTMLElement) control.focus();
    field?.scrollIntoView({ block: "nearest" });
    return Boolean(control);
  }

  /**
   * @param {Path} path
   * @param {boolean} open  whether entries on the way are opened
   * @returns {HTMLElement | undefined} the innermost field on the way there
   */
  fieldAt(path, open) {
    /** @type {HTMLElement | undefined} */
    let found;
    for (let length = 1; length <= path.length; length += 1) {
      const key = placeName(path.slice(0, length));
      const field = findAll(this.place, "[data-at]").find((one) => one.dataset.at === key);
      if (!field) continue;
      found = field;
      if (open && field instanceof HTMLDetailsElement && !field.open) {
        field.open = true;
        field.dispatchEvent(new Event("redraw"));
      }
    }
    return found;
  }

  /**
   * Puts faults where they are.
   *
   * @param {Fault[]} faults
   * @returns {Fault[]} those whose place is not on the form
   */
  tellFaults(faults) {
    this.faults = faults;
    return tellFaults(this, faults);
  }
}
