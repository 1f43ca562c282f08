// @ts-check
/**
 * What the service worker remembers beside the files themselves: for every release which copy of a file is its
 * own, and which open page came from which release. A page is answered from its own release to the end, so that
 * it is never half old and half new; a release goes when its last page has gone. A page may be of a release whose
 * files are not kept yet, when it came from the server before its worker did.
 *
 * @typedef {Record<string, string>} Copies  from an address without query to its key in the cache
 * @typedef {object} State
 * @property {string | null} active             the release that new pages come from
 * @property {Record<string, string>} pages     releases of open pages by client id
 */

export class Releases {
  /**
   * @param {string} scope
   * @param {CacheStorage} [storage]
   */
  constructor(scope, storage = caches) {
    this.storage = storage;
    this.name = `qinglian-releases ${scope}`;
    this.scope = scope;
    /** @type {Promise<State> | null} */
    this.known = null;
    /** @type {Set<string>} client ids of pages that have been answered and are not there yet */
    this.arriving = new Set();
  }

  /**
   * @param {string} release
   * @param {Copies} copies
   */
  async remember(release, copies) {
    await this.write(`release/${release}`, copies);
  }

  /** @param {string} release @returns {Promise<Copies>} */
  async copies(release) {
    return /** @type {Copies} */ ((await this.read(`release/${release}`)) ?? {});
  }

  /** @returns {Promise<State>} */
  state() {
    this.known = this.known ?? this.read("state").then((state) => /** @type {State} */ (state ?? { active: null, pages: {} }));
    return this.known;
  }

  /**
   * The release that a page came from: the active one, where nothing else is known. A browser may ask a worker while
   * it is still taking over; everything that is open is then of the release before.
   *
   * @param {string} client
   * @returns {Promise<string | undefined>} undefined before the first release is active
   */
  async releaseOf(client) {
    this.arriving.delete(client);
    const { active, pages } = await this.state();
    return Object.prototype.hasOwnProperty.call(pages, client) ? pages[client] : (active ?? undefined);
  }

  /**
   * A page is being opened in `release`.
   *
   * @param {string} client
   * @param {string} release
   */
  async opened(client, release) {
    this.arriving.add(client);
    await this.change(({ active, pages }) => ({ active, pages: { ...pages, [client]: release } }));
  }

  /**
   * `release` takes over: the pages that are open stay with the release they came from.
   *
   * @param {string} release
   * @param {string[]} open client ids
   */
  async activate(release, open) {
    await this.change(({ active, pages }) => {
      const unknown = open.map((client) => [client, pages[client] ?? active ?? release]);
      return { active: release, pages: { ...pages, ...Object.fromEntries(unknown) } };
    });
  }

  /**
   * Forgets the pages that are no longer open.
   *
   * @param {string[]} open client ids
   * @returns {Promise<boolean>} whether an older release lost a page
   */
  async forgetClosed(open) {
    let lost = false;
    await this.change(({ active, pages }) => {
      const isOpen = (/** @type {string} */ client) => open.includes(client) || this.arriving.has(client);
      const all = Object.entries(pages);
      lost = all.some(([client, from]) => from !== active && !isOpen(client));
      return { active, pages: Object.fromEntries(all.filter(([client]) => isOpen(client))) };
    });
    return lost;
  }

  /**
   * Deletes every file that no release in use has, and what is known of the other releases.
   *
   * @param {string} files name of the cache that holds the files
   */
  async sweep(files) {
    const { active, pages } = await this.state();
    const used = new Set([active, ...Object.values(pages)]);
    const kept = new Set();
    for (const release of used) for (const key of Object.values(await this.copies(release ?? ""))) kept.add(key);
    const cache = await this.storage.open(files);
    for (const request of await cache.keys()) if (!kept.has(request.url)) await cache.delete(request);
    const records = await this.storage.open(this.name);
    const named = new Set([...used].map((release) => this.address(`release/${release}`)));
    for (const request of await records.keys()) {
      if (request.url !== this.address("state") && !named.has(request.url)) await records.delete(request);
    }
  }

  /** One change after another: none overwrites what another has just noted. @param {(state: State) => State} next */
  async change(next) {
    this.known = this.state().then(next);
    await this.write("state", await this.known);
  }

  /** @param {string} name */
  address(name) {
    return new URL(name, this.scope).href;
  }

  /** @param {string} name @returns {Promise<unknown>} */
  async read(name) {
    const found = await (await this.storage.open(this.name)).match(this.address(name));
    return found ? found.json() : null;
  }

  /**
   * @param {string} name
   * @param {unknown} value
   */
  async write(name, value) {
    await (await this.storage.open(this.name)).put(this.address(name), new Response(JSON.stringify(value)));
  }
}
