// @ts-check
/**
 * The self-checks in this browser, for a page that only reads them: with what was typed in the last instant before
 * the page of a self-check was left. What was typed before that page knew which one it was on waits for it.
 *
 * @typedef {import("../types.js").StoredCheck} StoredCheck
 */

import { holds, record } from "./authors.js";
import { Journal } from "./journal.js";
import { byLastUse } from "./storedcheck.js";
import { WorkingCopy } from "./workingcopy.js";

/**
 * @param {import("./storage.js").Storage} storage
 * @param {Journal} journal
 * @returns {Promise<StoredCheck[]>} the one last used first
 */
export async function keptChecks(storage, journal = new Journal()) {
  const known = new Map((await storage.list()).map((check) => [check.id, check]));
  for (const entry of journal.left()) {
    const { id, early, check: whole, patches, page } = entry;
    const check = known.get(id) || whole;
    if (!check || early || holds(check, entry)) continue;
    const { merged } = WorkingCopy.merge(check, WorkingCopy.unopposed(check, patches, page).patches, page);
    record(merged, entry);
    known.set(id, merged);
  }
  return byLastUse([...known.values()].filter(({ deleted }) => !deleted));
}
