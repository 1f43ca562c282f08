// Start one npm build of Pyodide under Node.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

// A fixed hash seed makes two snapshots of the same sources nearly equal; see docs/adr/snapshot.md.
const ENVIRONMENT = { HOME: "/home/pyodide", PYTHONHASHSEED: "0", PYTHONDONTWRITEBYTECODE: "1" };

/** Start the Pyodide in `folder`; `stdlib` replaces its standard library. */
export async function boot(folder, { stdlib = "", snapshot = false } = {}) {
  const { loadPyodide } = await import(pathToFileURL(join(folder, "pyodide.mjs")).href);
  const options = { indexURL: folder + "/", env: { ...ENVIRONMENT } };
  if (stdlib) options.stdLibURL = stdlib;
  if (snapshot) options._makeSnapshot = true;
  return await loadPyodide(options);
}

/** Import the modules named, the last of which is the service's, and try it. */
export function importAll(pyodide, modules) {
  for (const name of modules) pyodide.pyimport(name);
  const answer = pyodide.pyimport(modules[modules.length - 1]).Service().handle("{}");
  if (JSON.parse(answer).ok !== false) throw new Error(`the service answered ${answer}`);
}

/** Unpack a wheel into site-packages, leaving no trace outside Python's file system. */
export function unpackWheel(pyodide, wheel) {
  pyodide.unpackArchive(new Uint8Array(readFileSync(wheel)), "wheel");
}
