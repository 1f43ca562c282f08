// @ts-check
/** The release that the server publishes now: its name, asked for past every cache, and a page of it. */

export const MARKER = "release.txt";
const NAME = /^\w{12}$/;
// Milliseconds. A reader waits for the first; where it was in vain, nobody is asked again for a while.
const ASKING = 2000;
const LOADING = 5000;
const AFTER_SILENCE = 30_000;

let silentUntil = 0;

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
async function within(patience, work) {
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

/**
 * A page from the server, where that publishes another release than the one that is kept: a reader gets it at once.
 *
 * @param {string} address of the page
 * @param {string} root of the site
 * @param {string} own  the release that is kept
 * @returns {Promise<{release: string, page: Response} | null>} null where there is none, or nobody says so in time
 */
export async function newerPage(address, root, own) {
  const begun = Date.now();
  if (begun < silentUntil) return null;
  const release = await announcedRelease(root, ASKING);
  if (!release && Date.now() - begun >= ASKING) silentUntil = Date.now() + AFTER_SILENCE;
  if (!release || release === own) return null;
  const page = await within(LOADING, (signal) => pageOf(release, address, signal));
  return page && { release, page };
}

/**
 * @param {string} release
 * @param {string} address
 * @param {AbortSignal} signal
 * @returns {Promise<Response | null>} null where the server has no such page of the release (any more, or yet)
 */
async function pageOf(release, address, signal) {
  const response = await fetch(address, { cache: "no-cache", credentials: "same-origin", signal });
  const isPage = response.ok && !response.redirected && /^text\/html\b/.test(response.headers.get("Content-Type") ?? "");
  const isOfIt = isPage && (await response.clone().text()).includes(`<meta name="qinglian-release" content="${release}">`);
  return isOfIt ? response : null;
}
