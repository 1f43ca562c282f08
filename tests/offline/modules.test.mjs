/** What the service worker decides, in Node: from where a page comes, and which release an open page is of. */

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { Releases } from "../../site_src/assets/js/offline/releases.js";

const ROOT = "https://qinglian.example/site/";
const OURS = "aaaaaaaaaaaa";
const NEWER = "bbbbbbbbbbbb";
const HTML = { "Content-Type": "text/html" };
const pageOf = (release) => `<!doctype html><head><meta name="qinglian-release" content="${release}"></head>`;
const fetchItself = globalThis.fetch;
let copies = 0;

afterEach(() => {
  globalThis.fetch = fetchItself;
});

/** A server that names a release, and answers for pages; and a worker that has just come up. */
async function workerBefore(named, page = () => new Response(pageOf(NEWER), { headers: HTML })) {
  const asked = [];
  globalThis.fetch = async (address, options) => {
    asked.push(address);
    return address.endsWith("release.txt") ? named(options) : page(options);
  };
  copies += 1;
  const { newerPage } = await import(`../../site_src/assets/js/offline/published.js?${copies}`);
  return { asked, open: () => newerPage(`${ROOT}criteria/13/`, ROOT, OURS) };
}

const names = (release) => () => new Response(`${release}\n`);

test("the release that is kept is not fetched again", async () => {
  const { asked, open } = await workerBefore(names(OURS));
  assert.equal(await open(), null);
  assert.deepEqual(asked, [`${ROOT}release.txt`]);
});

test("a newer release comes from the server", async () => {
  const { open } = await workerBefore(names(NEWER));
  const { release, page } = await open();
  assert.equal(release, NEWER);
  assert.equal(await page.text(), pageOf(NEWER));
});

for (const [name, answer] of Object.entries({
  "a page that is gone": () => new Response("", { status: 404, headers: HTML }),
  "a page of the older release, not copied yet": () => new Response(pageOf(OURS), { headers: HTML }),
  "a file to download": () => new Response(pageOf(NEWER), { headers: { "Content-Type": "application/zip" } }),
  "a redirected page": () => Object.defineProperty(new Response(pageOf(NEWER), { headers: HTML }), "redirected", { value: true }),
  "no network": () => Promise.reject(new TypeError("no network")),
})) {
  test(`${name} is not taken for one of the newer release`, async () => {
    const { asked, open } = await workerBefore(names(NEWER), answer);
    assert.equal(await open(), null);
    assert.equal(asked.length, 2);
  });
}

for (const [name, marker] of Object.entries({
  "a login page": () => new Response("<html>请登录</html>"),
  "no such file": () => new Response("", { status: 404 }),
  "no network": () => Promise.reject(new TypeError("no network")),
})) {
  test(`${name} in place of the marker names no release, and the next page asks again`, async () => {
    const { asked, open } = await workerBefore(marker);
    assert.equal(await open(), null);
    assert.equal(await open(), null);
    assert.deepEqual(asked, [`${ROOT}release.txt`, `${ROOT}release.txt`]);
  });
}

test("a server that says nothing is waited for once", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout", "Date"], now: 1_000_000 });
  const silence = ({ signal }) =>
    new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  const { asked, open } = await workerBefore(silence);
  const opening = open();
  context.mock.timers.tick(2000);
  assert.equal(await opening, null);
  assert.equal(await open(), null);
  assert.equal(asked.length, 1);
  context.mock.timers.tick(30_000);
  const again = open();
  context.mock.timers.tick(2000);
  assert.equal(await again, null);
  assert.equal(asked.length, 2);
});

/** The part of the browser's cache storage that is used here. */
function emptyStorage() {
  const caches = new Map();
  return {
    async open(name) {
      const kept = caches.get(name) ?? new Map();
      caches.set(name, kept);
      return {
        match: async (address) => kept.get(address)?.clone(),
        put: async (address, response) => void kept.set(address, response),
        keys: async () => [...kept.keys()].map((url) => ({ url })),
        delete: async ({ url }) => kept.delete(url),
      };
    },
  };
}

test("an open page stays with its release when the next one takes over, a page that is on its way too", async () => {
  const storage = emptyStorage();
  const older = new Releases(ROOT, storage);
  await older.activate(OURS, ["before the worker"]);
  await Promise.all([older.opened("on its way", OURS), older.opened("from the server", NEWER)]);
  const newer = new Releases(ROOT, storage);
  await newer.activate(NEWER, ["before the worker"]);
  assert.equal(await newer.releaseOf("before the worker"), OURS);
  assert.equal(await newer.releaseOf("on its way"), OURS);
  assert.equal(await newer.releaseOf("from the server"), NEWER);
  assert.equal(await newer.releaseOf("unheard of"), NEWER);
});

test("a worker that is asked before it has taken over takes pages for those of the release before", async () => {
  const storage = emptyStorage();
  assert.equal(await new Releases(ROOT, storage).releaseOf("any"), undefined);
  await new Releases(ROOT, storage).activate(OURS, []);
  const newer = new Releases(ROOT, storage);
  assert.equal(await newer.releaseOf("any"), OURS);
  await newer.activate(NEWER, ["any"]);
  assert.equal(await newer.releaseOf("any"), OURS);
  assert.equal(await newer.releaseOf("later"), NEWER);
});

test("a page that is on its way is not taken for closed", async () => {
  const releases = new Releases(ROOT, emptyStorage());
  await releases.activate(OURS, []);
  await releases.opened("page", NEWER);
  assert.equal(await releases.forgetClosed([]), false);
  assert.equal(await releases.releaseOf("page"), NEWER);
  assert.equal(await releases.forgetClosed(["page"]), false);
  assert.equal(await releases.forgetClosed([]), true);
  assert.equal(await releases.releaseOf("page"), OURS);
});

test("the files of a release go with its last page", async () => {
  const storage = emptyStorage();
  const releases = new Releases(ROOT, storage);
  await releases.remember(OURS, { a: "a?1", shared: "shared?1" });
  await releases.remember(NEWER, { a: "a?2", shared: "shared?1" });
  const files = await storage.open("files");
  for (const key of ["a?1", "a?2", "shared?1"]) await files.put(key, new Response(""));
  await releases.activate(OURS, ["open"]);
  await releases.activate(NEWER, ["open"]);
  await releases.sweep("files");
  assert.deepEqual((await files.keys()).map(({ url }) => url), ["a?1", "a?2", "shared?1"]);
  await releases.releaseOf("open");
  await releases.forgetClosed([]);
  await releases.sweep("files");
  assert.deepEqual((await files.keys()).map(({ url }) => url), ["a?2", "shared?1"]);
});
