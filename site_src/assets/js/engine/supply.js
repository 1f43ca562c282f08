// @ts-check
/**
 * The worker's store of runtime files. The page sends most of them unasked, checked; what else is needed is
 * asked for by its role.
 *
 * @typedef {import("./types.js").Role} Role
 * @typedef {import("./types.js").FileOrder} FileOrder
 */

import { EngineFault } from "./faults.js";

export class Supply {
  /** @param {(role: Role) => void} ask */
  constructor(ask) {
    this.ask = ask;
    /** @type {Map<Role, {promise: Promise<FileOrder>, arrive: (order: FileOrder) => void}>} */
    this.awaited = new Map();
  }

  /** @param {FileOrder} order */
  receive(order) {
    this.place(order.role).arrive(order);
  }

  /** Lets go of everything, once Python has it. */
  forget() {
    this.awaited.clear();
  }

  /** @param {Role} role */
  async bytes(role) {
    const { bytes } = await this.order(role);
    return /** @type {Uint8Array} */ (bytes);
  }

  /** @param {Role} role */
  async module(role) {
    const { address } = await this.order(role);
    return await import(/** @type {string} */ (address));
  }

  /** @param {Role} role */
  async order(role) {
    if (!this.awaited.has(role)) this.ask(role);
    const order = await this.place(role).promise;
    if (order.fault) throw new EngineFault(order.fault, role);
    return order;
  }

  /** @param {Role} role */
  place(role) {
    const known = this.awaited.get(role);
    if (known) return known;
    let arrive = /** @type {(order: FileOrder) => void} */ (() => {});
    const promise = new Promise((/** @type {(order: FileOrder) => void} */ resolve) => {
      arrive = resolve;
    });
    const place = { promise, arrive };
    this.awaited.set(role, place);
    return place;
  }
}
