// @ts-check
/** Files of the published site, as it is made anew: whether they are the right ones is for Python to say. */

import { EngineFault } from "../python/faults.js";

/** @param {string} path  inside the site @returns {Promise<Uint8Array>} */
export async function publishedFile(path) {
  // 修订页在网站根目录下的 maintain/ 里
  const address = new URL(`../${path.split("/").map(encodeURIComponent).join("/")}`, document.baseURI);
  const response = await fetch(address.href, { cache: "no-cache" }).catch(() => {
    throw new EngineFault("network", path);
  });
  if (!response.ok) throw new EngineFault(response.status === 404 ? "missing" : "server", `${response.status} ${path}`);
  return new Uint8Array(await response.arrayBuffer());
}
