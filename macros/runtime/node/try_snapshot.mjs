// try_snapshot.mjs PYODIDE WASM MEMORY IMAGE…: whether Python starts from the packed images with the module WASM,
// the way a browser does it, answers, and has the very memory that is in the file MEMORY.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { boot } from "./boot.mjs";
import { restoreMemory, restoring, withoutConstructors } from "../../../site_src/assets/js/python/pyodideinside.js";

const [folder, wasm, memory, ...images] = process.argv.slice(2);
const { default: create } = await import(pathToFileURL(join(folder, "pyodide.asm.mjs")).href);
const code = readFileSync(wasm);
const { instantiate } = WebAssembly;
WebAssembly.instantiate = async (program, imports) => {
  if (!imports?.env) return await instantiate(program, imports ?? {}); // a small one of Pyodide's own
  const { module, instance } = await instantiate(code, imports);
  return { module, instance: withoutConstructors(instance, imports) };
};

const packed = images.map((image) => new Uint8Array(readFileSync(image)).slice());
const head = new Uint8Array(new Uint32Array(packed[0].buffer, 0, 1)[0]);
const createPyodideModule = async (settings) => {
  const module = await create(settings);
  restoreMemory(module, packed, head);
  compare(module.HEAPU8, readFileSync(memory));
  return module;
};
const pyodide = await boot(folder, { createPyodideModule, ...restoring(head) });
const service = pyodide.globals.get("service");
const answer = service.handle("{}");
if (JSON.parse(answer).ok !== false) throw new Error(`the service answered ${answer}`);

function compare(found, expected) {
  for (let at = 0; at < Math.max(found.length, expected.length); at += 1) {
    if ((found[at] || 0) !== (expected[at] || 0)) throw new Error(`the memory differs at ${at}`);
  }
}
