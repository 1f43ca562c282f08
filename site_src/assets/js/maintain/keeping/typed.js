// @ts-check
/**
 * What is typed, on its way to Python and into the browser: noted in the same instant, sent after a pause, one at a
 * time; of several at one place the last one counts. What a page has left behind is taken over by the next one.
 *
 * @typedef {object} Edit
 * @property {string} key      its place
 * @property {string} op
 * @property {object} payload
 * @property {string} words    what is changed, for whoever undoes it
 *
 * @typedef {object} View
 * @property {(reply: any, edit: Edit) => void} taken
 * @property {(error: unknown, edit: Edit) => void} refused
 * @property {(busy: boolean) => void} busy
 *
 * @typedef {Pick<import("./notes.js").Notes, "put" | "takeAll">} SecondNotes
 */

const PREFIX = "qinglian.maintain.typed.";
const PAUSE = 60;
const MOST_LETTERS = 1_000_000;

export class Typed {
  /**
   * @param {(op: string, payload: object) => Promise<any>} ask
   * @param {View} view
   * @param {SecondNotes | null} [notes]  where all is noted a second time
   */
  constructor(ask, view, notes = null) {
    this.ask = ask;
    this.view = view;
    this.notes = notes;
    this.work = "";
    this.page = String(crypto.getRandomValues(new Uint32Array(1))[0]);
    /** @type {Map<string, Edit>} still to be sent */
    this.waiting = new Map();
    /** @type {Map<string, Edit>} sent, and perhaps not yet in the browser; or refused */
    this.noted = new Map();
    this.timer = 0;
    /** @type {Promise<void> | null} */
    this.sending = null;
  }

  /** @param {string} work  the revision on the page */
  begin(work) {
    this.work = work;
    this.waiting.clear();
    this.noted.clear();
  }

  /** @param {Edit} edit */
  put(edit) {
    this.waiting.delete(edit.key); // 后改的排在后面：前面改过的，可能挪了它的位置
    this.waiting.set(edit.key, edit);
    this.noted.delete(edit.key);
    this.note();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.send(), PAUSE);
    this.view.busy(true);
  }

  /** @returns {Promise<void>} once everything typed so far has been sent */
  send() {
    clearTimeout(this.timer);
    this.sending ||= this.sendAll().finally(() => {
      this.sending = null;
      this.view.busy(this.waiting.size > 0);
    });
    return this.sending;
  }

  async sendAll() {
    for (let [edit] = this.waiting.values(); edit; [edit] = this.waiting.values()) {
      this.waiting.delete(edit.key);
      this.noted.set(edit.key, edit);
      try {
        this.view.taken(await this.ask(edit.op, edit.payload), edit);
      } catch (error) {
        this.view.refused(error, edit);
      }
    }
  }

  /** Everything that was sent is in the browser. @param {(edit: Edit) => boolean} isRefused  those stay noted */
  kept(isRefused) {
    for (const [key, edit] of this.noted) if (!isRefused(edit)) this.noted.delete(key);
    this.note();
  }

  get key() {
    return `${PREFIX}${this.work}.${this.page}`;
  }

  note() {
    const edits = [...this.noted.values(), ...this.waiting.values()];
    const text = JSON.stringify(edits);
    this.notes?.put(this.key, edits);
    try {
      if (!edits.length) window.localStorage.removeItem(this.key);
      else if (text.length < MOST_LETTERS) window.localStorage.setItem(this.key, text);
    } catch {
      // 浏览器不让存，或者满了：照常存进数据库
    }
  }

  /** @returns {Promise<Edit[]>} what pages have left behind of this revision; it is noted here now */
  async recover() {
    const prefix = `${PREFIX}${this.work}.`;
    const seconds = ((await this.notes?.takeAll(prefix)) || []).filter(({ id }) => id !== this.key);
    /** The first notes are the newer ones. @type {Map<string, Edit[]>} */
    const found = new Map(seconds.map(({ id, edits }) => [id, edits]));
    try {
      const keys = Object.keys(window.localStorage).filter((key) => key.startsWith(prefix) && key !== this.key);
      for (const key of keys) {
        found.set(key, editsOf(window.localStorage.getItem(key)));
        window.localStorage.removeItem(key);
      }
    } catch {
      // 浏览器不让碰
    }
    const edits = [...found.values()].flat();
    for (const edit of edits) this.put(edit);
    return edits;
  }
}

/** @param {string | null} text @returns {Edit[]} */
function editsOf(text) {
  try {
    const edits = JSON.parse(text || "[]");
    return Array.isArray(edits) ? edits.filter((edit) => edit && edit.key && edit.op && edit.payload) : [];
  } catch {
    return [];
  }
}
