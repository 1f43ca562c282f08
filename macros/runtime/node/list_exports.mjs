// list_exports.mjs WASM: the names that the module exports, as JSON.
import { readFileSync } from "node:fs";

const module = new WebAssembly.Module(readFileSync(process.argv[2]));
console.log(JSON.stringify(WebAssembly.Module.exports(module).map(({ name }) => name)));
