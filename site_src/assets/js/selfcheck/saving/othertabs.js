// @ts-check
/**
 * Other tabs on the same self-check: they are told what this page has written, and what they have written is taken
 * over here.
 *
 * @typedef {import("./workingcopy.js").Patch} Patch
 * @typedef {import("../types.js").StoredCheck} StoredCheck
 */

import { copyOf } from "../form/paths.js";
import { WorkingCopy } from "./workingcopy.js";
import { isSilence } from "./storagefaults.js";

const RECENT = 3000;
const CHANNEL = "qinglian";

export class OtherTabs {
  /** @param {import("./autosave.js").Autosave} autosave */
  constructor(autosave) {
    this.autosave = autosave;
    /** What this page wrote last. */
    this.last = { id: "", patches: /** @type {Patch[]} */ ([]), moment: 0 };
    this.channel = "BroadcastChannel" in window ? new BroadcastChannel(CHANNEL) : null;
    if (this.channel) this.channel.onmessage = (event) => void this.hear(event.data);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") void this.refresh();
    });
  }

  /**
   * @param {StoredCheck} stored   what this page has written
   * @param {Patch[]} patches
   */
  tell({ id, revision }, patches) {
    this.last = { id, patches, moment: performance.now() };
    this.channel?.postMessage({ id, revision });
  }

  /** @param {{id?: unknown, revision?: unknown}} message from another tab */
  async hear(message) {
    const { id, revision } = this.autosave.working.stored;
    if (message.id === id && message.revision !== revision) await this.refresh();
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
      const undone = this.undone(stored);
      working.adopt(stored);
      view.arrived(before);
      if (undone.length) view.conflicting(id, undone, "theirs");
      if (stored.deleted && !before.deleted) view.aside(stored);
    } catch (error) {
      autosave.refuse(error);
    }
  }

  /**
   * What this page wrote a moment ago and another tab has overwritten since.
   *
   * @param {StoredCheck} stored
   */
  undone(stored) {
    const { id, patches, moment } = this.last;
    if (id !== stored.id || performance.now() - moment > RECENT) return [];
    return WorkingCopy.merge(stored, patches.map((patch) => ({ ...patch, base: patch.value }))).conflicts;
  }
}
