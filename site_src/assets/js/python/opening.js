// @ts-check
/** Opens the engine of this page with the criteria that the page was made with. */

import { fetchData, madeWith } from "./madewith.js";
import { openSiteEngine } from "./site.js";

/** @returns {import("./engine.js").Engine} */
export function openEngine() {
  const { runtime, data, digest, folder } = madeWith();
  return openSiteEngine(folder("runtime"), runtime, {
    prepare: async (ask, holds) => {
      if (holds !== digest) await ask("load", { rubric: await fetchData(folder("data"), data.rubric) });
    },
  });
}
