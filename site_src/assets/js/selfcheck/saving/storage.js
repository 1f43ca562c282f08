// @ts-check
/**
 * Self-checks in the browser's IndexedDB, one record each. Only records of our own database are ever touched.
 *
 * @typedef {import("../types.js").StoredCheck} StoredCheck
 */

const DATABASE = "qinglian";
const CHECKS = "checks";

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
function settled(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @param {IDBTransaction} transaction @returns {Promise<void>} */
function finished(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error || new Error("保存被浏览器中止"));
  });
}

export class Storage {
  constructor() {
    /** @type {Promise<IDBDatabase> | null} */
    this.opening = null;
    /** Called when the browser closes the database by itself, as it does when its data are cleared. */
    this.onlost = () => {};
  }

  /** @returns {Promise<IDBDatabase>} */
  database() {
    if (!this.opening) {
      this.opening = this.open();
      this.opening.catch(() => (this.opening = null));
    }
    return this.opening;
  }

  /** @returns {Promise<IDBDatabase>} */
  async open() {
    const request = window.indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(CHECKS, { keyPath: "id" });
    const database = await settled(request);
    const forget = () => (this.opening = null);
    database.onversionchange = () => {
      database.close();
      forget();
    };
    database.onclose = () => {
      forget();
      this.onlost();
    };
    return database;
  }

  /** @param {IDBTransactionMode} mode @returns {Promise<IDBTransaction>} */
  async transaction(mode) {
    /** @type {any} 旧浏览器不认识第三个参数，也不报错 */
    const options = { durability: "strict" };
    const begin = async () =>
      /** @type {any} */ (await this.database()).transaction(CHECKS, mode, options);
    try {
      return await begin();
    } catch (error) {
      // 数据库被浏览器关掉以后，重开一次再试。
      if (!(error instanceof DOMException) || error.name !== "InvalidStateError") throw error;
      this.opening = null;
      return begin();
    }
  }

  /** Asks the browser not to clear what is kept when space runs short. Firefox would put the question to the reader. */
  async persist() {
    const asksReader = CSS.supports("-moz-appearance", "none");
    if (asksReader || !navigator.storage?.persist) return;
    await navigator.storage.persist().catch(() => false);
  }

  /** @returns {Promise<StoredCheck[]>} */
  async list() {
    return settled((await this.transaction("readonly")).objectStore(CHECKS).getAll());
  }

  /** @param {string} id @returns {Promise<StoredCheck | undefined>} */
  async read(id) {
    return settled((await this.transaction("readonly")).objectStore(CHECKS).get(id));
  }

  /**
   * Writes what `merge` makes of what is stored, in one transaction: no other tab comes in between.
   *
   * @param {string} id
   * @param {(stored: StoredCheck | undefined) => StoredCheck} merge
   * @returns {Promise<StoredCheck>} what is now stored
   */
  async write(id, merge) {
    const transaction = await this.transaction("readwrite");
    const done = finished(transaction);
    const checks = transaction.objectStore(CHECKS);
    /** @type {StoredCheck | undefined} */
    let written;
    /** @type {unknown} */
    let refused;
    const reading = checks.get(id);
    reading.onsuccess = () => {
      try {
        written = merge(reading.result);
        written.revision += 1;
        checks.put(written);
      } catch (error) {
        refused = error;
        transaction.abort();
      }
    };
    await done.catch((error) => {
      throw refused || error;
    });
    return /** @type {StoredCheck} */ (written);
  }

  /** @param {string} id of a self-check that was put aside long ago */
  async remove(id) {
    const transaction = await this.transaction("readwrite");
    transaction.objectStore(CHECKS).delete(id);
    await finished(transaction);
  }
}
