// run_inside.mjs PYODIDE PROGRAM INPUT OUT: run a program of Python inside one Pyodide. It finds INPUT as /tmp/input.json,
// and what it leaves in /tmp/output goes to OUT.
import { readFileSync, writeFileSync } from "node:fs";
import { boot } from "./boot.mjs";

const [folder, program, input, out] = process.argv.slice(2);
const pyodide = await boot(folder);
pyodide.FS.writeFile("/tmp/input.json", readFileSync(input));
pyodide.runPython(readFileSync(program, "utf8"));
writeFileSync(out, pyodide.FS.readFile("/tmp/output"));
