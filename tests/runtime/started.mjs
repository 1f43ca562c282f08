// Both Pythons that are published, started under Node from the very files of a runtime as a browser starts them.
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import { boot } from "../../macros/runtime/node/boot.mjs";
import { restoreMemory, restoring, withoutConstructors } from "../../site_src/assets/js/python/pyodideinside.js";

const PACKAGES = join(import.meta.dirname, "../../node_modules");

/** The bytes of one published file of `folder`, unpacked. */
export function bytesOf(folder, { name, packed }) {
  const data = readFileSync(join(folder, name));
  return packed ? gunzipSync(data) : data;
}

/** The current Pyodide, restored from its snapshot; Node needs a folder `scratch` to write into. */
export async function restored(folder, { files, image }, scratch) {
  // Node takes it for a module by its ending alone.
  const module = join(scratch, "module.mjs");
  copyFileSync(join(folder, files.module.name), module);
  const { default: create } = await import(pathToFileURL(module).href);
  const code = bytesOf(folder, files.wasm);
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (program, imports) => {
    if (!imports?.env) return await instantiate(program, imports ?? {}); // a small one of Pyodide's own
    const { module, instance } = await instantiate(code, imports);
    return { module, instance: withoutConstructors(instance, imports) };
  };
  const roles = ["snapshot", "criteria"].filter((role) => files[role]);
  const images = roles.map((role) => new Uint8Array(bytesOf(folder, files[role])).slice());
  const head = new Uint8Array(image);
  const createPyodideModule = async (settings) => {
    const started = await create(settings);
    restoreMemory(started, images, head);
    return started;
  };
  return await boot(join(PACKAGES, "pyodide"), { createPyodideModule, ...restoring(head) });
}

/** The older Pyodide with the library and the core as they are published; its own module is the very one of npm. */
export async function installed(folder, { files }, scratch) {
  const stdlib = join(scratch, "stdlib.zip");
  writeFileSync(stdlib, bytesOf(folder, files.stdlib));
  const [{ file_name: name }] = Object.values(JSON.parse(bytesOf(folder, files.lock)).packages);
  writeFileSync(join(scratch, name), bytesOf(folder, files.wheel));
  const pyodide = await boot(join(PACKAGES, "pyodide-legacy"), { stdlib });
  await pyodide.loadPackage(join(scratch, name), { messageCallback: () => {} });
  return pyodide;
}
