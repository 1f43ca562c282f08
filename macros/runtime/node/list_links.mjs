// list_links.mjs WASM: the names of what the module asks of JavaScript and of what it offers, as JSON.
import { readFileSync } from "node:fs";

const module = new WebAssembly.Module(readFileSync(process.argv[2]));
const names = (links) => links.map(({ name }) => name);
const imports = names(WebAssembly.Module.imports(module));
const exports = names(WebAssembly.Module.exports(module));
console.log(JSON.stringify({ imports, exports }));
