// pack.mjs BOOT PYODIDE PROGRAM INPUT OUT: run the packing program inside one Pyodide.
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [booting, folder, program, input, out] = process.argv.slice(2);
const { boot } = await import(pathToFileURL(booting).href);
const pyodide = await boot(folder);
pyodide.FS.writeFile("/tmp/input.json", readFileSync(input));
pyodide.runPython(readFileSync(program, "utf8"));
writeFileSync(out, pyodide.FS.readFile("/tmp/exports.json"));
console.log(pyodide.runPython("import platform; platform.python_version()"));
