// make_snapshot.mjs PYODIDE WHEEL STDLIB REQUESTS OUT MODULE…: the memory of a Python that is ready to answer.
// REQUESTS is a JSON array of requests; the service that has answered them stays in Python as `service`.
import { readFileSync, writeFileSync } from "node:fs";
import { boot, importAll, unpackWheel } from "./boot.mjs";

const [folder, wheel, stdlib, requests, out, ...modules] = process.argv.slice(2);
const pyodide = await boot(folder, { stdlib, snapshot: true });
unpackWheel(pyodide, wheel);
importAll(pyodide, modules);

// Only Python may hold the service: a snapshot cannot hold what JavaScript refers to.
pyodide.runPython(`import ${modules[modules.length - 1]} as _browser; service = _browser.Service()`);
const service = pyodide.globals.get("service");
for (const request of JSON.parse(readFileSync(requests, "utf8"))) {
  const answer = service.handle(request);
  if (!JSON.parse(answer).ok) throw new Error(`the service answered ${answer}`);
}
service.destroy();
// Nothing in it is ever dropped: collecting garbage need not look at it again.
pyodide.runPython("import gc; gc.collect(); gc.freeze()");
writeFileSync(out, pyodide.makeMemorySnapshot());
