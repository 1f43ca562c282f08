// @ts-check
/** Choosing files: by button, by dropping them, whole folders too. */

import { find } from "../dom.js";

const ENDING = ".json";

export class Picking {
  /**
   * @param {HTMLElement} root
   * @param {(files: File[]) => void} chosen
   * @param {() => void} begun  the reader is about to choose
   */
  constructor(root, chosen, begun) {
    this.zone = find(root, "[data-drop]");
    this.chosen = chosen;
    this.begun = begun;
    for (const kind of ["files", "folder"]) this.listenToPicker(root, kind);
    this.zone.addEventListener("dragover", (event) => this.over(event));
    this.zone.addEventListener("dragleave", () => this.zone.removeAttribute("data-over"));
    this.zone.addEventListener("drop", (event) => void this.drop(event));
  }

  /**
   * @param {HTMLElement} root
   * @param {string} kind
   */
  listenToPicker(root, kind) {
    const input = /** @type {HTMLInputElement} */ (find(root, `input[data-pick="${kind}"]`));
    find(root, `button[data-pick="${kind}"]`).addEventListener("click", () => {
      this.begun();
      input.click();
    });
    input.addEventListener("change", () => {
      const files = [...(input.files || [])];
      input.value = ""; // the same files can be chosen again
      this.take(kind === "folder" ? files.filter(isLikely) : files);
    });
  }

  /** @param {DragEvent} event */
  over(event) {
    event.preventDefault();
    this.begun();
    this.zone.setAttribute("data-over", "");
  }

  /** @param {DragEvent} event */
  async drop(event) {
    event.preventDefault();
    this.zone.removeAttribute("data-over");
    const items = [...(event.dataTransfer?.items || [])];
    // Entries can only be asked for before the first pause.
    const entries = items.map((item) => item.webkitGetAsEntry()).filter(Boolean);
    if (!entries.length) return this.take([...(event.dataTransfer?.files || [])]);
    const found = await Promise.all(entries.map((entry) => filesOf(/** @type {FileSystemEntry} */ (entry), true)));
    this.take(found.flat());
  }

  /** @param {File[]} files */
  take(files) {
    if (files.length) this.chosen(files);
  }
}

/** @param {File} file */
function isLikely(file) {
  return file.name.toLowerCase().endsWith(ENDING);
}

/**
 * @param {FileSystemEntry} entry
 * @param {boolean} named  by the reader, not found in a folder
 * @returns {Promise<File[]>}
 */
async function filesOf(entry, named) {
  if (entry.isFile) {
    const file = await new Promise((resolve) => {
      /** @type {FileSystemFileEntry} */ (entry).file(resolve, () => resolve(null));
    });
    return file && (named || isLikely(file)) ? [file] : [];
  }
  const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
  /** @type {File[]} */
  const files = [];
  for (;;) {
    // A reader gives at most a hundred at a time.
    const some = /** @type {FileSystemEntry[]} */ (
      await new Promise((resolve) => reader.readEntries(resolve, () => resolve([])))
    );
    if (!some.length) return files;
    for (const one of some) files.push(...(await filesOf(one, false)));
  }
}
