// The modules of the self-check that need no page.
import assert from "node:assert/strict";
import { test } from "node:test";

import { fileText, plainName } from "../../site_src/assets/js/files.js";
import { Gathering } from "../../site_src/assets/js/history/gathering.js";
import { WarmUp } from "../../site_src/assets/js/selfcheck/form/warmup.js";

const fields = new Map([
  ["1.1", [{ place: ["answers", "done"], shape: "choice", inputs: [{ value: "yes" }, { value: "no" }] }]],
  ["1.2", [{ place: ["answers", "cases"], shape: "number", inputs: [] }]],
  ["1.3", [{ place: ["estimate"], shape: "amount", inputs: [] }]],
]);

/** An engine that notes what it is asked and answers as `reply` does. */
function engineOf(reply) {
  const asked = [];
  const request = async (op, payload) => {
    asked.push({ op, ...payload });
    return reply(asked.length);
  };
  return { asked, request };
}

test("a warm-up puts a sample of every clause, four times over", async () => {
  const engine = engineOf(() => {});
  await new WarmUp(fields).start(engine);
  const round = [
    { op: "dryrun", clause: "1.1", entry: { answers: { done: "yes" } } },
    { op: "dryrun", clause: "1.2", entry: { answers: { cases: 1 } } },
    { op: "dryrun", clause: "1.3", entry: { answers: {}, estimate: "0" } },
  ];
  assert.deepEqual(engine.asked, [...round, ...round, ...round, ...round]);
});

test("a warm-up that is stopped puts no further sample", async () => {
  const warmUp = new WarmUp(fields);
  warmUp.stop();
  const engine = engineOf((count) => (count === 2 ? warmUp.stop() : undefined));
  await warmUp.start(engine);
  assert.equal(engine.asked.length, 2);
});

test("a sample that stops Python is the last, after every restart too", async () => {
  const engine = engineOf((count) => (count === 2 ? Promise.reject(new Error("crashed")) : undefined));
  const warmUp = new WarmUp(fields);
  await warmUp.start(engine);
  await warmUp.start(engine);
  assert.equal(engine.asked.length, 2);
});

/** A Python that takes files in, and knows nothing of the edition 2020 until it is told. */
function pythonWithout2020() {
  const asked = [];
  const request = async (op, { files }) => {
    asked.push(op);
    return { taken: files.length, strangers: asked.includes("forebear") ? [] : ["2020"], refused: [] };
  };
  return { asked, request };
}

const filled = () => new File(["{}"], "a.json");

test("files of an older edition are handed over again once Python knows it", async () => {
  const python = pythonWithout2020();
  const tellOf = (/** @type {any} */ engine) => engine.request("forebear", { files: [] });
  const gathering = new Gathering(python, { isForebear: () => true, tellOf });
  await gathering.add([filled()], () => {});
  assert.deepEqual(python.asked, ["gather", "forebear", "gather"]);
});

test("an older edition that cannot be fetched leaves what was read", async (context) => {
  context.mock.method(console, "warn", () => {});
  const python = pythonWithout2020();
  const tellOf = () => Promise.reject(new Error("no network"));
  const gathered = await new Gathering(python, { isForebear: () => true, tellOf }).add([filled()], () => {});
  assert.equal(gathered.taken, 1);
  assert.deepEqual(python.asked, ["gather"]);
});

test("reading that was stopped is not begun again for an older edition", async () => {
  const python = pythonWithout2020();
  const gathering = new Gathering(python, { isForebear: () => true, tellOf: async () => assert.fail("told of 2020") });
  const files = Array.from({ length: 30 }, filled);
  await gathering.add(files, () => gathering.stop());
  assert.equal(gathering.files.length + gathering.unread, 30);
  assert.ok(gathering.unread);
});

const TEXT = '{"unit": "某局"}';
const utf16 = Buffer.from(TEXT, "utf16le");
const encoded = {
  "UTF-8": Buffer.from(TEXT),
  "UTF-8 with its mark": Buffer.from(`\ufeff${TEXT}`),
  "UTF-16 with its mark": Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]),
  "UTF-16 the other way round": Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(utf16).swap16()]),
  "UTF-16 without a mark": utf16,
  GB18030: Buffer.from('{"unit": "\xc4\xb3\xbe\xd6"}', "latin1"),
};
for (const [name, bytes] of Object.entries(encoded)) {
  test(`a save file in ${name} is read`, () => assert.equal(fileText(Uint8Array.from(bytes).buffer), TEXT));
}

test("what is no text of ours is none", () => {
  for (const bytes of [[0x89, 0x50, 0x4e, 0x47, 0, 0xff], [0xff], [0xff, 0xfe, 0], [0xcb, 0xb5, 0xc3, 0xf7]]) {
    assert.equal(fileText(Uint8Array.from(bytes).buffer), null);
  }
});

test("names of files hold nothing that systems refuse or people cannot see", () => {
  assert.equal(plainName('甲/乙\\丙:*?"<>|丁 \n戊', "_"), "甲_乙_丙_丁_戊");
  assert.equal(plainName("a\u202efdp.exe\u0000\u200b\ufeff\ud800b", "-"), "a-fdp.exe-b");
  assert.equal(plainName("𠀀＝", "_"), "𠀀＝");
});
