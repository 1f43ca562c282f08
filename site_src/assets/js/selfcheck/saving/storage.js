// @ts-check
/**
 * What is kept in the browser's IndexedDB, one record each: self-checks, unless said otherwise. Only records of our own
 * databases are ever touched. A browser may refuse, or never answer at all: every wait has an end, and the reader is
 * told why.
 *
 * @typedef {import("../types.js").StoredCheck} StoredCheck
 * @typedef {{id: string, revision: number}} StoredRecord
 */

const CHECKS = { database: "qinglian", records: "checks" };
const PATIENCE = 6000;

/**
 * @template T
 * @param {Promise<T>} waiting
 * @returns {Promise<T>} rejected with a TimeoutError when the browser does not answer
 */
function within(waiting) {
  let timer = 0;
  const end = new Promise((_, reject) => {
    timer = window.setTimeout(() => reject(new DOMException("no answer", "TimeoutError")), PATIENCE);
  });
  return Promise.race([waiting, /** @type {Promise<never>} */ (end)]).finally(() => window.clearTimeout(timer));
}

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

/** One that hangs would hold up all that come after it. @param {IDBTransaction} transaction */
function giveUp(transaction) {
  transaction.db.close();
  try {
    transaction.abort();
  } catch {
    // 正好在这时候结束了
  }
}

/** @template {StoredRecord} [R=StoredCheck] */
export class Storage {
  /** @param {{database: string, records: string}} [names] */
  constructor({ database, records } = CHECKS) {
    this.name = database;
    this.records = records;
    /** @type {Promise<IDBDatabase> | null} */
    this.opening = null;
    /** Called when the browser closes the database by itself, as it does when its data are cleared. */
    this.onlost = () => {};
  }

  /** @returns {Promise<IDBDatabase>} */
  async database() {
    const opening = this.opening || this.connect();
    try {
      return await within(opening);
    } catch (error) {
      if (this.opening === opening) this.opening = null;
      throw error;
    }
  }

  /** Opens the database; one that answers after it was given up serves the next try, unless there is another. */
  connect() {
    const opening = this.open();
    this.opening = opening;
    const arrived = (/** @type {IDBDatabase} */ database) => {
      this.opening = this.opening || opening;
      if (this.opening !== opening) database.close();
    };
    opening.then(arrived, () => {});
    return opening;
  }

  /** @returns {Promise<IDBDatabase>} */
  async open() {
    const request = window.indexedDB.open(this.name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(this.records, { keyPath: "id" });
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
      /** @type {any} */ (await this.database()).transaction(this.records, mode, options);
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

  /** @returns {Promise<R[]>} */
  async list() {
    const transaction = await this.transaction("readonly");
    return this.outcome(transaction, settled(transaction.objectStore(this.records).getAll()));
  }

  /** @param {string} id @returns {Promise<R | undefined>} */
  async read(id) {
    const transaction = await this.transaction("readonly");
    return this.outcome(transaction, settled(transaction.objectStore(this.records).get(id)));
  }

  /**
   * Waits for a transaction; one that does not end is given up, and its connection with it.
   *
   * @template T
   * @param {IDBTransaction} transaction
   * @param {Promise<T>} waiting
   * @returns {Promise<T>}
   */
  async outcome(transaction, waiting) {
    try {
      return await within(waiting);
    } catch (error) {
      if (isSilence(error)) {
        this.opening = null;
        giveUp(transaction);
      }
      throw error;
    }
  }

  /**
   * Writes what `merge` makes of what is stored, in one transaction: no other tab comes in between.
   *
   * @param {string} id
   * @param {(stored: R | undefined) => R} merge
   * @returns {Promise<R>} what is now stored
   */
  async write(id, merge) {
    const transaction = await this.transaction("readwrite");
    const done = finished(transaction);
    const checks = transaction.objectStore(this.records);
    /** @type {R | undefined} */
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
    await this.outcome(transaction, done).catch((error) => {
      throw refused || error;
    });
    return /** @type {R} */ (written);
  }

  /** @param {string} id of a record that was put aside long ago */
  async remove(id) {
    const transaction = await this.transaction("readwrite");
    transaction.objectStore(this.records).delete(id);
    await this.outcome(transaction, finished(transaction));
  }
}

/** @param {unknown} error  whether the browser has not answered */
export function isSilence(error) {
  return error instanceof DOMException && error.name === "TimeoutError";
}

/** @param {unknown} error @returns {string} why, as the reader would say it */
export function storageWords(error) {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "QuotaExceededError") return "浏览器的存储空间满了";
  if (isSilence(error)) return "浏览器的存储一直没有回应";
  // Chromium 对禁止存数据的设置报 UnknownError，却不让碰别的存储：以此分辨。
  const isForbidden = name === "SecurityError" || name === "InvalidStateError" || !mayKeep();
  if (isForbidden || !window.indexedDB) {
    return "浏览器不允许本站存东西（可能是无痕窗口，或禁用了网站数据）";
  }
  return "浏览器没有存成功";
}

function mayKeep() {
  try {
    return Boolean(window.localStorage);
  } catch {
    return false;
  }
}
