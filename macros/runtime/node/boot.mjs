// Start one npm build of Pyodide under Node.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

// Nothing of the machine that builds is left in a snapshot; see docs/adr/snapshot.md. Compiled code knows its lines, but
// not the columns, which Python would only mark in sources: a browser has none.
const ENVIRONMENT = {
  HOME: "/home/pyodide",
  LANG: "en_US.UTF-8",
  PYTHONHASHSEED: "0",
  PYTHONDONTWRITEBYTECODE: "1",
  PYTHONNODEBUGRANGES: "1",
};
const PROGRAM = "./this.program"; // what it is called in a browser

/** Start the Pyodide in `folder`; `stdlib` replaces its standard library. */
export async function boot(folder, { stdlib = "", ...more } = {}) {
  const { loadPyodide } = await import(pathToFileURL(join(folder, "pyodide.mjs")).href);
  const options = { indexURL: folder + "/", env: { ...ENVIRONMENT }, _sysExecutable: PROGRAM, ...more };
  if (stdlib) options.stdLibURL = stdlib;
  return await loadPyodide(options);
}

/** Import the modules named, the last of which is the service's, and try it. */
export function importAll(pyodide, modules) {
  for (const name of modules) pyodide.pyimport(name);
  const answer = pyodide.pyimport(modules[modules.length - 1]).Service().handle("{}");
  if (JSON.parse(answer).ok !== false) throw new Error(`the service answered ${answer}`);
}

/** Unpack a wheel where Python works, leaving no trace outside Python's file system. */
export function unpackWheel(pyodide, wheel) {
  pyodide.unpackArchive(new Uint8Array(readFileSync(wheel)), "wheel");
}
