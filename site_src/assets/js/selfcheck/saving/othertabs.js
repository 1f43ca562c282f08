// @ts-check
/**
 * Other tabs on the same self-check: they are told what this page has written, and what they have written is taken
 * over here.
 *
 * @typedef {import("./workingcopy.js").Patch} Patch
 * @typedef {import("./workingcopy.js").Conflict} Conflict
 * @typedef {import("../types.js").StoredCheck} StoredCheck
 */

import { copyOf, isSame } from "../paths.js";
import { isSilence } from "./storage.js";

const CHANNEL = "qinglian";

export class OtherTabs {
  /** @param {import("./autosave.js").Autosave} autosave */
  constructor(autosave) {
    this.autosave = autosave;
    /** @type {Map<string, unknown>} what this page wrote last, by self-check and place */
    this.written = new Map();
    this.channel = "BroadcastChannel" in window ? new BroadcastChannel(CHANNEL) : null;
    if (this.channel) this.channel.onmessage = (event) => void this.hear(event.data);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") void this.refresh();
    });
  }

  /**
   * @param {StoredCheck} stored   what this page has written
   * @param {Patch[]} patches
   * @param {Conflict[]} conflicts  places of another tab that are overwritten by this
   */
  tell({ id, revision }, patches, conflicts) {
    for (const { path, value } of patches) this.written.set(placeKey(id, path), value);
    this.channel?.postMessage({ id, revision, conflicts });
  }

  /** @param {{id: string, revision: number, conflicts?: Conflict[]}} message from another tab */
  async hear({ id, revision, conflicts = [] }) {
    const { working, view } = this.autosave;
    if (id !== working.stored.id) return;
    const undone = this.undone(id, conflicts);
    if (revision !== working.stored.revision) await this.refresh();
    if (undone.length) view.conflicting(id, undone, "theirs");
  }

  /** Takes over what other tabs have written meanwhile; writes anew what the browser has lost. */
  async refresh() {
    const { autosave } = this;
    const { working, view, storage } = autosave;
    while (autosave.writing) await autosave.writing;
    const { id, revision } = working.stored;
    if (!revision || isSilence(autosave.refusal)) return;
    try {
      const stored = await storage.read(id);
      if (working.stored.id !== id || autosave.writing) return;
      if (!stored) {
        working.touch();
        await autosave.flush();
        return;
      }
      if (stored.revision === working.stored.revision) return;
      const before = copyOf(working.stored);
      working.adopt(stored);
      view.arrived(before);
      if (stored.deleted && !before.deleted) view.aside(stored);
    } catch (error) {
      autosave.refuse(error);
    }
  }

  /**
   * Of the places that another tab has overwritten: those that this page wrote, as seen from here.
   *
   * @param {string} id
   * @param {Conflict[]} conflicts as the other tab met them
   * @returns {Conflict[]}
   */
  undone(id, conflicts) {
    const ours = conflicts.filter(({ path, theirs }) => isSame(this.written.get(placeKey(id, path)), theirs));
    return ours.map(({ path, theirs, mine }) => ({ path, theirs: mine, mine: theirs }));
  }
}

/**
 * @param {string} id
 * @param {import("../paths.js").Path} path
 */
function placeKey(id, path) {
  return JSON.stringify([id, ...path]);
}
