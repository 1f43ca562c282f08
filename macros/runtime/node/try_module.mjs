// try_module.mjs PYODIDE: whether it starts.
import { boot } from "./boot.mjs";

const pyodide = await boot(process.argv[2]);
if (pyodide.runPython("1 + 1") !== 2) throw new Error("Python cannot add");
