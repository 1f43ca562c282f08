// @ts-check
/** Which release the server publishes now: one short file, asked for past every cache, by pages and by the worker. */

export const MARKER = "release.txt";
const NAME = /^\w{12}$/;

/**
 * @param {string} root of the site
 * @param {number} patience in milliseconds
 * @returns {Promise<string | null>} null where nobody says so in time
 */
export async function announcedRelease(root, patience) {
  return within(patience, async (signal) => {
    const answer = await fetch(new URL(MARKER, root).href, { cache: "no-store", signal });
    const name = answer.ok ? (await answer.text()).trim() : "";
    return NAME.test(name) ? name : null;
  });
}

/**
 * @template T
 * @param {number} patience in milliseconds
 * @param {(signal: AbortSignal) => Promise<T>} work that ends when the signal comes
 * @returns {Promise<T | null>} null where it failed, or took longer
 */
export async function within(patience, work) {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), patience);
  try {
    return await work(late.signal);
  } catch (error) {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
