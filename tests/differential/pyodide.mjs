// pyodide.mjs RUNTIME BUILD SCRATCH: one published Python that answers, batch by batch, until its input ends.
// A line in is {"talks": [[TEXT…]…], "whole": BOOLEAN}; a line out is an array, for each talk the digest of all that the
// service said, or what it said where the whole is wanted. The first line out tells which Python this is.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { installed, restored } from "../runtime/started.mjs";

const [folder, name, scratch] = process.argv.slice(2);
const build = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"))[name];
const pyodide = await (build.image ? restored : installed)(folder, build, scratch);
const service = pyodide.globals.get("service") || pyodide.pyimport("qinglian_core.browser").Service();
tell(`Pyodide ${build.pyodide}（Python ${build.python}）`);
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const { talks, whole } = JSON.parse(line);
  tell(talks.map((texts) => (whole ? texts.map(said) : digest(texts))));
}

function digest(texts) {
  const hash = createHash("sha256");
  // As in CPython: UTF-16 holds half a character too, and a NUL in no JSON text parts one reply from the next.
  for (const text of texts) hash.update(`${said(text)}\0`, "utf16le");
  return hash.digest("hex");
}

/** What the service says; the last line of Python's own words where it breaks. */
function said(text) {
  try {
    return service.handle(text);
  } catch (error) {
    return `${error.message}`.trimEnd().split("\n").at(-1);
  }
}

function tell(words) {
  process.stdout.write(`${JSON.stringify(words)}\n`);
}
