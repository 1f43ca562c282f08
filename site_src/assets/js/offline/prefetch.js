// @ts-check
/**
 * Fetches Python into the browser's cache before the self-check is opened, where no service worker does so: on an
 * intranet served over plain http. Only when the reader is idle, and never on a costly connection.
 *
 * @typedef {import("../python/types.js").Manifest} Manifest
 * @typedef {import("../python/types.js").PyodideBuild} PyodideBuild
 * @typedef {{saveData?: boolean, effectiveType?: string, type?: string}} Connection
 */

import { probeBuild, rolesToStart } from "../python/build.js";

const SLOW = ["slow-2g", "2g"];

/** @param {string} list address of the list of the runtime, in whose folder the files lie */
export async function prefetchRuntime(list) {
  const build = probeBuild();
  if (!build || isCostly() || !leadsToSelfCheck()) return;
  /** @type {Manifest} */
  const manifest = await (await fetch(list)).json();
  for (const { name } of filesToStart(manifest[build])) await intoCache(new URL(name, list).href);
}

/** @param {PyodideBuild} build */
function filesToStart(build) {
  const roles = new Set(["worker", ...rolesToStart(build)]);
  return Object.entries(build.files).flatMap(([role, file]) => (roles.has(role) ? [file] : []));
}

function leadsToSelfCheck() {
  return document.querySelector('a[href*="self-check/"]') !== null;
}

/** One after the other, after whatever the reader asks for; bytes are kept only once all of them were read. @param {string} address */
async function intoCache(address) {
  const response = await fetch(address, /** @type {RequestInit} */ ({ priority: "low" }));
  if (response.ok) await response.arrayBuffer();
}

/**
 * Whether bytes are dear here: then nothing is fetched ahead. Known in pages and in service workers; a browser that
 * does not tell (Firefox) is taken to have an ordinary connection.
 */
export function isCostly() {
  const { connection } = /** @type {{connection?: Connection}} */ (navigator);
  if (!connection) return false;
  return Boolean(connection.saveData) || connection.type === "cellular" || SLOW.includes(connection.effectiveType ?? "");
}
