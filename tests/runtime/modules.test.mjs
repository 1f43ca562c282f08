// The modules of the engine that need no browser.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";

import { Check } from "../../site_src/assets/js/python/arrival.js";
import { Engine } from "../../site_src/assets/js/python/engine.js";
import { openService } from "../../site_src/assets/js/python/service.js";
import { isForebear } from "../../site_src/assets/js/python/forebears.js";
import { codeOf, EngineFault } from "../../site_src/assets/js/python/faults.js";
import { restoreImage } from "../../site_src/assets/js/python/image.js";
import { RuntimeFiles } from "../../site_src/assets/js/python/runtimefiles.js";
import { LoadProgress } from "../../site_src/assets/js/python/progress.js";
import { Watchdog } from "../../site_src/assets/js/python/watchdog.js";

const bytesOf = (length) => Uint8Array.from({ length }, (_, at) => (at * 31 + (at >>> 8)) & 255);
const sha256 = (bytes) => createHash("sha256").update(bytes).digest();

test("a file passes only when it is the published one", async () => {
  const bytes = bytesOf(1000);
  const integrity = `sha256-${sha256(bytes).toString("base64")}`;
  const file = { name: "x", size: 1000, integrity, packed: false };
  const judge = async (given) => {
    const check = new Check(file);
    check.add(given);
    return await check.pass(given).then(() => "passed", ({ code }) => code);
  };
  assert.equal(await judge(bytes), "passed");
  assert.equal(await judge(bytes.subarray(0, 999)), "short");
  assert.equal(await judge(bytes.map((byte, at) => (at === 500 ? byte ^ 1 : byte))), "altered");
});

test("an image is restored, and what it leaves out is cleared as far as the memory was used", () => {
  const packed = Uint8Array.of(...new Uint8Array(Uint32Array.of(2, 2, 1, 2, 7, 1).buffer), 31, 32, 11, 12, 13);
  const restored = (/** @type {number} */ used) => {
    const head = new Uint8Array(2);
    const memory = new Uint8Array(10).fill(9, 0, used);
    restoreImage(packed, head, memory, used);
    assert.deepEqual([...head], [31, 32]);
    return [...memory];
  };
  for (let used = 0; used <= 10; used += 1) {
    assert.deepEqual(restored(used), [0, 11, 12, 0, 0, 0, 0, 13, 0, 0], `used ${used}`);
  }
  const changes = Uint8Array.of(...new Uint8Array(Uint32Array.of(0, 1, 6, 2).buffer), 21, 22);
  const memory = new Uint8Array(10).fill(9);
  restoreImage(changes, new Uint8Array(), memory, 0);
  assert.deepEqual([...memory], [9, 9, 9, 9, 9, 9, 21, 22, 9, 9]);
  assert.throws(() => restoreImage(packed, new Uint8Array(3), new Uint8Array(10), 10), /2 bytes, not 3/);
  assert.throws(() => restoreImage(packed, new Uint8Array(2), new Uint8Array(7), 0), RangeError);
});

test("a runtimeFiles fetches each file once, and tells what is awaited and what has come", async () => {
  const wasm = { name: "w", size: 1 };
  const lock = { name: "l", size: 2 };
  const fetched = [];
  const told = [];
  const source = {
    bytes: async (file) => {
      fetched.push(file.name);
      if (file === lock) throw new EngineFault("altered", "l");
      return Uint8Array.of(1);
    },
  };
  const runtimeFiles = new RuntimeFiles({ wasm, lock }, () => source, (report) => told.push(report));
  runtimeFiles.expect(["wasm", "lock"]);
  const both = await Promise.all([runtimeFiles.bytes("wasm"), runtimeFiles.bytes("wasm")]);
  assert.deepEqual(both.map((bytes) => bytes[0]), [1, 1]);
  await assert.rejects(runtimeFiles.bytes("lock"), { code: "altered" });
  assert.deepEqual(fetched, ["w", "l"]);
  const kind = "file";
  assert.deepEqual(told, [
    { kind, name: "w", loaded: 0, over: false },
    { kind, name: "l", loaded: 0, over: false },
    { kind, name: "w", loaded: 1, over: true },
    { kind, name: "l", loaded: null, over: true },
  ]);
});

test("a progress adds up what is wanted and what has come", () => {
  const told = [];
  const progress = new LoadProgress((progress) => told.push(progress));
  const [one, two] = [{ size: 10 }, { size: 30 }];
  progress.want(one);
  progress.want(two);
  progress.arrived(two, 15);
  progress.reach("fetching");
  assert.deepEqual(told, [{ stage: "fetching", words: "正在下载计分程序", loaded: 15, total: 40 }]);
});

test("a watch notices silence once, and every sound puts it off", ({ mock }) => {
  mock.timers.enable({ apis: ["setInterval"] });
  let silent = 0;
  const watch = new Watchdog(() => {
    silent += 1;
  });
  for (let sound = 0; sound < 4; sound += 1) {
    watch.expect(2);
    mock.timers.tick(1999);
  }
  assert.equal(silent, 0);
  mock.timers.tick(1);
  assert.equal(silent, 1);
  mock.timers.tick(10_000);
  assert.equal(silent, 1);
  watch.expect(1);
  watch.stop();
  mock.timers.tick(10_000);
  assert.equal(silent, 1);
});

test("what a browser throws is told by kind", () => {
  const { CompileError } = WebAssembly;
  const told = {
    memory: [
      new RangeError("WebAssembly.Memory(): could not allocate memory"),
      new RangeError("WebAssembly.instantiate(): Out of memory: Cannot allocate Wasm memory for new instance"),
      new RangeError("Array buffer allocation failed: out of memory"),
      Object.assign(new Error("Traceback…"), { type: "MemoryError" }),
    ],
    policy: [
      new CompileError(
        "WebAssembly.compile(): Refused to compile or instantiate WebAssembly module because 'unsafe-eval' is not allowed",
      ),
      new CompileError("WebAssembly.compile(): Wasm code generation disallowed by embedder"),
      new CompileError("call to WebAssembly.compileStreaming() blocked by CSP: Content Security Policy"),
    ],
    altered: [new EngineFault("altered", "x")],
    start: [new Error("anything else"), "a string", undefined, new CompileError("invalid opcode")],
  };
  for (const [code, errors] of Object.entries(told)) {
    for (const error of errors) assert.equal(codeOf(error, "start"), code, String(error));
  }
});

test("an error of Python is a fault without its traceback; a trap of the wasm breaks the service", (context) => {
  const complaints = context.mock.method(console, "error", () => {});
  const service = (error) =>
    openService({
      globals: { get: () => undefined },
      pyimport: () => ({
        Service: () => ({
          handle: () => {
            throw error;
          },
        }),
      }),
    });
  const raised = Object.assign(new Error("Traceback (most recent call last): …"), { type: "KeyError" });
  assert.deepEqual(JSON.parse(service(raised)("{}")), {
    ok: false,
    faults: [
      { code: "ENGINE", path: [], message: "计分程序遇到了没有料到的情况，这是程序的错误，请告诉网站的维护人员。" },
    ],
  });
  assert.equal(complaints.mock.callCount(), 1);
  assert.throws(() => service(new WebAssembly.RuntimeError("unreachable"))("{}"), { name: "ServiceBroken", code: "crashed" });
  const starved = Object.assign(new Error("Traceback…"), { type: "MemoryError" });
  assert.throws(() => service(starved)("{}"), { name: "ServiceBroken", code: "memory" });
});

test("every failure has words for the reader, and none is technical", () => {
  const codes = "unsupported missing server network short altered stalled slow refused policy memory crashed blocked";
  for (const code of [...codes.split(" "), "start", "data"]) {
    const { message, remedy, code: kept } = new EngineFault(code);
    assert.equal(kept, code);
    assert.match(message, /[一-鿿].*。$/);
    assert.match(remedy, /[一-鿿].*。$/);
  }
  assert.equal(new EngineFault("no such code").code, "start");
});

test("where the browser has no digest of its own, a file is checked piece by piece all the same", async (context) => {
  context.mock.getter(globalThis, "crypto", () => undefined);
  const bytes = bytesOf(1000);
  const integrity = `sha256-${sha256(bytes).toString("base64")}`;
  const judge = async (pieces) => {
    const check = new Check({ name: "x", size: 1000, integrity, packed: false });
    for (const piece of pieces) check.add(piece);
    return await check.pass(bytes).then(() => "passed", ({ code }) => code);
  };
  assert.equal(await judge([bytes]), "passed");
  assert.equal(await judge([bytes.subarray(0, 63), bytes.subarray(63, 64), bytes.subarray(64)]), "passed");
  assert.equal(await judge([bytes.subarray(1), bytes.subarray(0, 1)]), "altered");
});

test("only editions that the page was made with are older ones, whatever a file calls its own", (context) => {
  const told = { dataset: { madeWith: "assets/" }, textContent: '{"data": {"forebears": {"older": {"name": "x"}}}}' };
  const before = globalThis.document;
  globalThis.document = { querySelector: () => told, baseURI: "http://localhost/" };
  context.after(() => (globalThis.document = before));
  assert.equal(isForebear("older"), true);
  for (const edition of ["other", "constructor", "toString", "__proto__"]) assert.equal(isForebear(edition), false);
});

test("an engine that is closed refuses what it was asked, ends Python and starts no more", async (context) => {
  context.mock.method(console, "warn", () => {});
  globalThis.document = { baseURI: "http://localhost/" };
  const seen = [];
  const connect = async (_file, _source, { heard }) => ({
    post: ({ kind }) => {
      seen.push(kind);
      if (kind === "start") queueMicrotask(() => heard({ kind: "ready", way: "plain" }));
    },
    close: () => seen.push("closed"),
  });
  const build = { image: 0, rehearsed: "", files: { worker: { name: "w", size: 1 } } };
  const engine = new Engine({ manifest: { current: build, legacy: build }, base: "runtime/", connect, prepare: async () => {} });
  engine.start();
  const [underway, waiting] = [engine.request("long"), engine.request("next")];
  while (!seen.includes("request")) await new Promise(setImmediate);
  engine.close();
  await assert.rejects(underway, { code: "stopped" });
  await assert.rejects(waiting, { code: "stopped" });
  await assert.rejects(engine.request("later"), { code: "stopped" });
  engine.retry();
  await new Promise(setImmediate);
  assert.deepEqual(seen, ["start", "request", "closed"]);
  assert.equal(engine.state, "failed");
});
