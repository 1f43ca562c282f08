// list_imports.mjs WASM: the names of everything the module asks of JavaScript, as a JSON array.
import { readFileSync } from "node:fs";

const module = new WebAssembly.Module(readFileSync(process.argv[2]));
console.log(JSON.stringify(WebAssembly.Module.imports(module).map(({ name }) => name)));
