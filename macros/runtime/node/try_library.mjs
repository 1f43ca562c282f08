// try_library.mjs PYODIDE WHEEL STDLIB MODULE…: whether the core starts and answers with the trimmed library alone.
import { boot, importAll } from "./boot.mjs";

const [folder, wheel, stdlib, ...modules] = process.argv.slice(2);
const pyodide = await boot(folder, { stdlib });
await pyodide.loadPackage(wheel, { messageCallback: () => {} });
importAll(pyodide, modules);
