// start.mjs PYODIDE WHEEL STDLIB SNAPSHOT MODULE…: start with the trimmed library alone, as a browser will.
// SNAPSHOT is the file for the memory image, or "-".
import { writeFileSync } from "node:fs";
import { boot, importAll, unpackWheel } from "./boot.mjs";

const [folder, wheel, stdlib, snapshot, ...modules] = process.argv.slice(2);
const pyodide = await boot(folder, { stdlib, snapshot: snapshot !== "-" });
unpackWheel(pyodide, wheel);
importAll(pyodide, modules);
if (snapshot !== "-") {
  pyodide.runPython("import gc; gc.collect()");
  writeFileSync(snapshot, pyodide.makeMemorySnapshot());
}
