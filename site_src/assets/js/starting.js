// @ts-check
/** Starts the parts of a page one after another: one that fails is reported, and stops none of the others. */

/** @param {(() => void)[]} parts */
export function startEach(...parts) {
  for (const part of parts) {
    try {
      part();
    } catch (error) {
      // Thrown where nobody catches it, so that the console and tests see it.
      queueMicrotask(() => {
        throw error;
      });
    }
  }
}
