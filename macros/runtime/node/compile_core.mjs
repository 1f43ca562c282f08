// compile_core.mjs PYODIDE WHEEL PROGRAM OUT: the core's wheel, compiled, as a zip of the same files.
import "./steady.mjs"; // a zip tells when its files were written
import { readFileSync, writeFileSync } from "node:fs";
import { boot, unpackWheel } from "./boot.mjs";

const [folder, wheel, program, out] = process.argv.slice(2);
const pyodide = await boot(folder);
unpackWheel(pyodide, wheel);
pyodide.runPython(readFileSync(program, "utf8"));
writeFileSync(out, pyodide.FS.readFile("/tmp/core.zip"));
