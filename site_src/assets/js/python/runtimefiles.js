// @ts-check
/**
 * The runtime files on the side that starts Python: each fetched and checked once, whoever asks for it, and the page
 * told of what is awaited and what has come. Where this is a worker, a busy page does not hold it up.
 *
 * @typedef {import("./types.js").Role} Role
 * @typedef {import("./types.js").RuntimeFile} RuntimeFile
 * @typedef {import("./types.js").Source} Source
 * @typedef {import("./types.js").FileReport} FileReport
 *
 * @typedef {(options: {arrived: (file: RuntimeFile, loaded: number) => void}) => Source} OpenSource
 */

// Milliseconds between two reports of bytes: the page is not told of each of them.
const PULSE = 50;

export class RuntimeFiles {
  /**
   * @param {Partial<Record<Role, RuntimeFile>>} files
   * @param {OpenSource} open
   * @param {(report: FileReport) => void} tell
   */
  constructor(files, open, tell) {
    this.files = files;
    this.tell = tell;
    this.told = 0;
    this.source = open({ arrived: (file, loaded) => this.arrived(file, loaded) });
    /** @type {Map<Role, Promise<any>>} */
    this.ordered = new Map();
  }

  /** Begins with files that will be asked for. @param {Role[]} roles */
  expect(roles) {
    for (const role of roles) this.order(role).catch(() => {}); // told to whoever asks for it
  }

  /** @param {Role[]} roles @returns {Role[]} those that this runtime has a file for */
  known(...roles) {
    return roles.filter((role) => this.files[role]);
  }

  /** @param {Role} role @returns {Promise<Uint8Array>} */
  bytes(role) {
    return this.order(role);
  }

  /** @param {Role} role */
  async module(role) {
    return await import(/** @type {string} */ (await this.order(role)));
  }

  /** @param {Role} role @returns {Promise<any>} its bytes; of a module the address to import */
  order(role) {
    const before = this.ordered.get(role);
    if (before) return before;
    const file = /** @type {RuntimeFile} */ (this.files[role]);
    this.tell({ kind: "file", name: file.name, loaded: 0, over: false });
    const order = role === "module" ? this.source.script(file) : this.source.bytes(file);
    const over = (/** @type {number | null} */ loaded) => this.tell({ kind: "file", name: file.name, loaded, over: true });
    order.then(() => over(file.size), () => over(null));
    this.ordered.set(role, order);
    return order;
  }

  /**
   * @param {RuntimeFile} file
   * @param {number} loaded
   */
  arrived(file, loaded) {
    const now = performance.now();
    if (now - this.told < PULSE) return;
    this.told = now;
    this.tell({ kind: "file", name: file.name, loaded, over: false });
  }

  /** Lets go of everything, once Python has it. */
  forget() {
    this.ordered.clear();
  }

  /** Gives up whatever is still on its way. */
  stop() {
    this.source.stop();
  }
}
