// python.mjs SITE PAGE SCRATCH REQUESTS OUT: what the Python of a published site answers, started from its snapshot.
// PAGE is what a page of the site says of its files, REQUESTS a JSON array of requests; a string of the form
// `@path` is the file at that path in base64. Into the folder OUT: `replies.json` and every file that a build made.
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { bytesOf, restored } from "../runtime/started.mjs";

const [site, made, scratch, requests, out] = process.argv.slice(2);
const page = JSON.parse(readFileSync(made, "utf8"));
const { current } = page.runtime;
const folder = (name) => join(site, "assets", name);
const part = (file) => bytesOf(folder("workbench"), file);
const PIECE = 3_000_000;

const service = (await restored(folder("runtime"), current, scratch)).globals.get("service");
ask("extend", {
  code: JSON.parse(part(page.workbench.opener)),
  data: { program: part(page.workbench.program).toString("base64"), site: page },
});
const replies = JSON.parse(readFileSync(requests, "utf8"), (_, value) =>
  typeof value === "string" && value.startsWith("@") ? readFileSync(value.slice(1)).toString("base64") : value,
).map(({ op, ...payload }) => (op === "build" ? build(payload.into) : ask(op, payload)));
writeFileSync(join(out, "replies.json"), JSON.stringify(replies));

function ask(op, payload) {
  const reply = JSON.parse(service.handle(JSON.stringify({ op, ...payload })));
  return reply.ok ? reply.value : { faults: reply.faults };
}

function build(into) {
  for (const { path } of ask("bench-wanted", {}).files) {
    ask("bench-keep", { path, data: readFileSync(join(site, path)).toString("base64") });
  }
  const steps = [];
  do {
    steps.push(ask("bench-build", { begin: steps.length === 0 }));
  } while (!steps.at(-1).done && !steps.at(-1).faults);
  for (const { name, path, size } of steps.at(-1).files ?? []) {
    const pieces = [];
    for (let offset = 0; offset < size; offset += PIECE) {
      pieces.push(Buffer.from(ask("bench-take", { path, offset, size: PIECE }).data, "base64"));
    }
    writeFileSync(join(out, `${into}-${basename(name)}`), Buffer.concat(pieces));
  }
  return steps;
}
