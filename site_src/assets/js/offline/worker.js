// @ts-check
/**
 * The service worker: keeps the whole release on the reader's machine, and answers from it. Workbox fetches the
 * files, each checked against the hash it was published with, and keeps one copy of those that two releases share;
 * which release a page is answered from is decided here and in releases.js.
 *
 * Whoever opens a page gets the release that the server publishes now, where the server says so in time: the page
 * then comes from there, until the worker of that release has everything. Pages that are open stay as they are.
 *
 * @typedef {"reading" | "current" | "legacy" | "forms" | "spare"} Group  see macros/offline/groups.py
 * @typedef {{url: string, revision: string | null, integrity: string, group: Group, twin?: string}} Entry
 */

import { PrecacheController } from "workbox-precaching/PrecacheController.js";

import { probeBuild } from "../python/build.js";
import { MARKER, newerPage } from "./published.js";
import { isCostly } from "./prefetch.js";
import { Releases } from "./releases.js";

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
/** @type {Entry[]} */
const entries = /** @type {any} */ (self).__WB_MANIFEST;
const { scope } = worker.registration;
const releases = new Releases(scope);
/** The release of pages of which we know only that the server had them, and we did not. */
const UNKNOWN = "unknown";
const cacheName = `qinglian-files ${scope}`;
const marker = new URL(MARKER, scope).href;

/** Every file of this release, fetched ahead or not, by its address. */
const published = new Map(entries.map((entry) => [new URL(entry.url, scope).href, entry]));
const keys = controllerOf(entries).getURLsToCacheKeys();

worker.addEventListener("install", (event) => event.waitUntil(install(event)));
worker.addEventListener("activate", (event) => event.waitUntil(activate()));
worker.addEventListener("fetch", (event) => {
  const { method, url, mode } = event.request;
  if (method !== "GET" || !url.startsWith(scope)) return;
  if (mode !== "navigate") return event.respondWith(answer(event));
  event.waitUntil(tidy(event));
  event.respondWith(open(event));
});

/** @param {ExtendableEvent} event */
async function install(event) {
  await releases.remember(RELEASE, Object.fromEntries(keys));
  const wanted = await groupsToFetch();
  await controllerOf(entries.filter(({ group }) => wanted.has(group))).install(event);
  // At once: the pages that are open stay with the release they came from.
  void worker.skipWaiting();
}

/** Only the Python that runs here; and on a costly connection only where it is in use already. */
async function groupsToFetch() {
  /** @type {Set<Group>} */
  const wanted = new Set(["reading"]);
  if (isCostly() && !(await holdsRuntime())) return wanted;
  const python = probeBuild();
  if (python) wanted.add(python);
  return wanted.add("forms");
}

/** Python of any release. Names that tell their contents are kept without a revision. */
async function holdsRuntime() {
  const held = await (await caches.open(cacheName)).keys();
  const runtime = entries.filter(({ group }) => group === "current" || group === "legacy");
  const folders = runtime.map(({ url }) => new URL(".", new URL(url, scope)).href);
  return held.some(({ url }) => !new URL(url).search && folders.some((folder) => url.startsWith(folder)));
}

async function activate() {
  const { active } = await releases.state();
  await releases.activate(RELEASE, await openPages());
  if (!anotherIsComing()) await releases.sweep(cacheName);
  // The first time: pages that are open already are answered from here as well.
  if (active === null) await worker.clients.claim();
}

/** Once the last page of an older release is closed, its files go. @param {FetchEvent} event */
async function tidy(event) {
  const open = (await openPages()).filter((client) => client !== event.clientId);
  if ((await releases.forgetClosed(open)) && !anotherIsComing()) await releases.sweep(cacheName);
}

async function openPages() {
  return (await worker.clients.matchAll({ type: "all" })).map(({ id }) => id);
}

/** A release that is being installed has files in the cache that are nobody's yet. */
function anotherIsComing() {
  return Boolean(worker.registration.installing || worker.registration.waiting);
}

/** Opens a page. @param {FetchEvent} event @returns {Promise<Response>} */
async function open(event) {
  // A browser that does not tell which page it opens could not be answered from one release to the end.
  const { request, resultingClientId } = event;
  const newer = resultingClientId ? await newerPage(request.url, scope, RELEASE) : null;
  if (!newer) return ownPage(event);
  await releases.opened(resultingClientId, newer.release);
  return newer.page;
}

/**
 * The page as we keep it; where we know none, whatever the server has.
 *
 * @param {FetchEvent} event
 * @returns {Promise<Response>}
 */
async function ownPage(event) {
  const { request, resultingClientId } = event;
  const note = (/** @type {string} */ release) => resultingClientId && event.waitUntil(releases.opened(resultingClientId, release));
  const address = plainAddress(request.url);
  const kept = await keptCopy(address, "");
  if (kept) {
    note(RELEASE);
    return kept;
  }
  if (published.has(`${address}/`)) return Response.redirect(`${address}/${new URL(request.url).search}`, 301);
  try {
    const response = await fetch(request);
    note(UNKNOWN);
    return response;
  } catch (error) {
    const entry = published.get(address);
    const twin = entry?.twin && new URL(entry.twin, scope).href;
    if (twin && (await keptCopy(twin, ""))) return Response.redirect(twin + new URL(request.url).search, 302);
    const missing = entry ? undefined : await noSuchPage();
    if (!missing) throw error;
    note(RELEASE);
    return missing;
  }
}

/** Answers a page that is open. @param {FetchEvent} event @returns {Promise<Response>} */
async function answer({ request, clientId }) {
  const address = plainAddress(request.url);
  const kept = await keptCopy(address, clientId, new URL(request.url).search === `?v=${ASSETS}`);
  if (kept) return kept;
  if (address !== marker) return fetch(request);
  // Without network nobody knows which release is published; that is no fault of the page that asks.
  return fetch(request).catch(() => new Response(""));
}

/** The page for addresses that are not published. Its links begin at the root of a server, which may be above us. */
async function noSuchPage() {
  const page = await keptCopy(new URL("404.html", scope).href, "");
  const html = (await page?.text())?.replace(/(?<=\s(?:href|src)=")\//g, new URL(scope).pathname);
  return html && new Response(html, { status: 404, headers: { "Content-Type": "text/html; charset=utf-8" } });
}

/**
 * @param {string} address
 * @param {string} client that asks; none for a new page
 * @param {boolean} [asOurs]  by a version that is ours
 * @returns {Promise<Response | undefined>}
 */
async function keptCopy(address, client, asOurs = false) {
  const entry = published.get(address);
  const from = client && (await releases.releaseOf(client));
  if (from && from !== RELEASE) {
    // What is named by its contents, or asked for by our version, is the same in every release.
    const lasting = asOurs || entry?.revision === null ? keys.get(address) : undefined;
    return stored((await releases.copies(from))[address] ?? lasting);
  }
  if (!entry) return client ? olderCopy(address) : undefined;
  return (await stored(keys.get(address))) ?? fetchToKeep(address, entry);
}

/** What only an older release has is asked for by its worker: a client of its own. @param {string} address */
async function olderCopy(address) {
  const { pages } = await releases.state();
  for (const older of new Set(Object.values(pages))) {
    const found = await stored((await releases.copies(older))[address]);
    if (found) return found;
  }
  return undefined;
}

/** @param {string | undefined} key */
async function stored(key) {
  return key ? (await caches.open(cacheName)).match(key) : undefined;
}

/**
 * A file that was not fetched ahead is kept when it is first used.
 *
 * @param {string} address
 * @param {Entry} entry
 */
async function fetchToKeep(address, { integrity }) {
  const response = await fetch(address, { integrity, credentials: "same-origin" }).catch(() => undefined);
  if (!response?.ok) return undefined;
  await (await caches.open(cacheName)).put(/** @type {string} */ (keys.get(address)), response.clone());
  return response;
}

/** @param {Entry[]} chosen */
function controllerOf(chosen) {
  const controller = new PrecacheController({ cacheName });
  controller.addToCacheList(chosen);
  return controller;
}

/** The address that was published: without query, and of the folder where its index is asked for. @param {string} asked */
function plainAddress(asked) {
  const url = new URL(asked);
  url.search = "";
  url.hash = "";
  return url.href.replace(/\/index\.html$/, "/");
}
