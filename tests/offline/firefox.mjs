// Opens a page in Firefox over WebDriver BiDi, runs scripts in it, each after a reload, and prints what happened.
// Usage: node firefox.mjs FIREFOX PROFILE PAGE < scripts.json
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

const [firefox, profile, page] = process.argv.slice(2);
const scripts = JSON.parse(readFileSync(0, "utf8"));
const browser = spawn(firefox, ["--headless", "--remote-debugging-port=0", "--profile", profile, "--no-remote"]);

const address = await new Promise((resolve, reject) => {
  let said = "";
  browser.stderr.on("data", (piece) => {
    said += piece;
    const found = /WebDriver BiDi listening on (ws:\S+)/.exec(said);
    if (found) resolve(found[1]);
  });
  browser.on("exit", () => reject(new Error(`Firefox has ended: ${said}`)));
});

const socket = new WebSocket(`${address}/session`);
await new Promise((resolve, reject) => Object.assign(socket, { onopen: resolve, onerror: reject }));
const waiting = new Map();
const complaints = [];
const foreign = [];
socket.onmessage = ({ data }) => {
  const message = JSON.parse(data);
  if (message.type === "event") return note(message);
  const { resolve, reject } = waiting.get(message.id);
  if (message.type === "success") resolve(message.result);
  else reject(new Error(`${message.error}: ${message.message}`));
};

function note({ method, params }) {
  if (method === "log.entryAdded" && ["error", "warn"].includes(params.level)) complaints.push(params.text);
  if (method === "network.beforeRequestSent" && !/^(file|blob|data):/.test(params.request.url)) foreign.push(params.request.url);
}

let count = 0;
function command(method, params) {
  count += 1;
  socket.send(JSON.stringify({ id: count, method, params }));
  return new Promise((resolve, reject) => waiting.set(count, { resolve, reject }));
}

await command("session.new", { capabilities: {} });
await command("session.subscribe", { events: ["log.entryAdded", "network.beforeRequestSent"] });
const { contexts } = await command("browsingContext.getTree", {});
const { context } = contexts[0];
const results = [];
for (const script of scripts) {
  await command("browsingContext.navigate", { context, url: page, wait: "complete" });
  const expression = `(${script}).then(JSON.stringify)`;
  const { result, exceptionDetails } = await command("script.evaluate", { expression, target: { context }, awaitPromise: true });
  if (exceptionDetails) throw new Error(exceptionDetails.text);
  results.push(JSON.parse(result.value));
}
console.log(JSON.stringify({ results, complaints, foreign }));
await command("browser.close", {});
