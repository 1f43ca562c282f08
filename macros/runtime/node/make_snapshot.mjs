// make_snapshot.mjs PYODIDE CORE STDLIB REQUESTS OUT MODULE…: the memory of a Python that is ready to answer.
// REQUESTS is a JSON array of requests. Into the folder OUT: `head`, and the memory `before` and `after`
// them; the service that has answered them stays in Python as `service`. Nothing, and the reason on the
// console, where this Pyodide takes no snapshots.
import "./steady.mjs";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { boot, importAll, unpackWheel } from "./boot.mjs";
import { clearUnused, takeMemory, TAKING } from "../../../site_src/assets/js/python/pyodideinside.js";

const [folder, core, stdlib, requests, out, ...modules] = process.argv.slice(2);
const pyodide = await boot(folder, { stdlib, ...TAKING });
unpackWheel(pyodide, core);
importAll(pyodide, modules);
// Only Python may hold the service: a snapshot cannot hold what JavaScript refers to.
pyodide.runPython(`import ${modules[modules.length - 1]} as _browser; service = _browser.Service()`);
const before = take();
rehearse(JSON.parse(readFileSync(requests, "utf8")));
const after = take();
if (before && after) {
  writeFileSync(join(out, "head"), before.head);
  writeFileSync(join(out, "before"), before.memory);
  writeFileSync(join(out, "after"), after.memory);
}

function take() {
  // Nothing in it is ever dropped: collecting garbage need not look at it again.
  pyodide.runPython("import gc; gc.collect(); gc.freeze()");
  try {
    clearUnused(pyodide);
    return takeMemory(pyodide);
  } catch (error) {
    console.log(String(error));
    return null;
  }
}

function rehearse(requests) {
  const service = pyodide.globals.get("service");
  for (const request of requests) {
    const answer = service.handle(request);
    if (!JSON.parse(answer).ok) throw new Error(`the service answered ${answer}`);
  }
  service.destroy();
}
