// compile_stdlib.mjs PYODIDE WHEEL PROGRAM OUT MODULE…: the standard library, cut down and compiled.
// The wheel is installed as a browser will do it on the plain way, so that what installing imports is packed too.
import { readFileSync, writeFileSync } from "node:fs";
import { boot, importAll } from "./boot.mjs";

const [folder, wheel, program, out, ...modules] = process.argv.slice(2);
const pyodide = await boot(folder);
await pyodide.loadPackage(wheel, { messageCallback: () => {} });
importAll(pyodide, modules);
pyodide.runPython(readFileSync(program, "utf8"));
writeFileSync(out, pyodide.FS.readFile("/tmp/stdlib.zip"));
console.log(pyodide.runPython("import platform; platform.python_version()"));
