// @ts-check
/**
 * What a page was made with, as its head says: the runtime, the exports and the criteria, each file by the name that
 * holds its hash. A page asks for these and for no others, whatever has been published since.
 *
 * @typedef {import("./types.js").Manifest} Manifest
 * @typedef {import("./types.js").RuntimeFile} RuntimeFile
 * @typedef {import("./types.js").PyodideBuildName} PyodideBuildName
 *
 * @typedef {object} MadeWith
 * @property {Manifest} runtime
 * @property {{format: number} & Record<PyodideBuildName, RuntimeFile>} exports  see macros/documents/bundle
 * @property {{rubric: RuntimeFile, form: RuntimeFile, forebears?: Record<string, RuntimeFile>}} data  see macros/site/datafiles.py
 * @property {{opener: RuntimeFile, program: RuntimeFile, sources: RuntimeFile}} [workbench]  see macros/workbench
 * @property {string} digest  of the criteria
 * @property {(folder: "runtime" | "exports" | "data" | "workbench") => string} folder  where these lie
 */

import { RemoteSource } from "./remote.js";

/** @returns {MadeWith} */
export function madeWith() {
  const told = /** @type {HTMLScriptElement} */ (document.querySelector("script[data-made-with]"));
  const { madeWith: assets = "", digest = "" } = told.dataset;
  const folder = (/** @type {string} */ name) => new URL(`${assets}${name}/`, document.baseURI).href;
  return { ...JSON.parse(told.textContent || ""), digest, folder };
}

/**
 * @param {string} folder
 * @param {RuntimeFile} file
 * @returns {Promise<any>} what the JSON in the file says
 */
export async function fetchData(folder, file) {
  return JSON.parse(new TextDecoder().decode(await new RemoteSource(folder).bytes(file)));
}
