// run_inside.mjs PYODIDE INPUT OUT PROGRAM…: run programs of Python inside one Pyodide, one after the other. They find
// INPUT as /tmp/input.json, and what they leave in /tmp/output goes to OUT.
import { readFileSync, writeFileSync } from "node:fs";
import { boot } from "./boot.mjs";

const [folder, input, out, ...programs] = process.argv.slice(2);
const pyodide = await boot(folder);
pyodide.FS.writeFile("/tmp/input.json", readFileSync(input));
for (const program of programs) pyodide.runPython(readFileSync(program, "utf8"));
writeFileSync(out, pyodide.FS.readFile("/tmp/output"));
