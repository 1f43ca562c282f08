// Runs the search on queries, letter by letter as they are typed, and prints what it found and how long it took.
//
// In:  {"data": …, "queries": ["…"], "engine": "ours" | "minisearch"} on standard input
// Out: {"build": ms, "found": [[{"kind", "id", "field", "partial"}…]…], "keystrokes": [ms…],
//       "efforts": [ms of processor time…]}
import { performance } from "node:perf_hooks";

const ENGINES = { ours: "../../site_src/assets/js/search/engine.js", minisearch: "./minisearch.mjs" };

const input = JSON.parse(await text(process.stdin));
const { searchEngine } = await import(ENGINES[input.engine]);
const started = performance.now();
const engine = searchEngine(input.data);
const build = performance.now() - started;
const keystrokes = [];
const efforts = [];
const found = input.queries.map((query) => typed(query).map(plain));
process.stdout.write(JSON.stringify({ build, found, keystrokes, efforts }));

function typed(query) {
  const letters = [...query];
  let results = [];
  for (let length = 1; length <= letters.length; length += 1) {
    const spent = process.cpuUsage();
    const began = performance.now();
    results = engine.search(letters.slice(0, length).join(""));
    keystrokes.push(performance.now() - began);
    const { user, system } = process.cpuUsage(spent);
    efforts.push((user + system) / 1000);
  }
  return results;
}

function plain({ document: { kind, id }, field, partial }) {
  return { kind, id, field, partial };
}

async function text(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
