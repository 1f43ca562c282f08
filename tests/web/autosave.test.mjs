// Keeping self-checks: a browser that refuses, forgets to answer or is left at once; several self-checks and pages.
import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { byLastUse } from "../../site_src/assets/js/selfcheck/saving/storedcheck.js";
import { Autosave } from "../../site_src/assets/js/selfcheck/saving/autosave.js";
import { AutosaveNotices } from "../../site_src/assets/js/selfcheck/saving/autosavenotices.js";
import { optionWords } from "../../site_src/assets/js/selfcheck/form/fields.js";
import { Scoring } from "../../site_src/assets/js/selfcheck/form/scoring.js";
import { keptChecks } from "../../site_src/assets/js/selfcheck/saving/keptchecks.js";
import { WorkingCopy } from "../../site_src/assets/js/selfcheck/saving/workingcopy.js";
import { Storage } from "../../site_src/assets/js/selfcheck/saving/storage.js";
import { Drawer } from "./drawer.mjs";

const UNIT = ["file", "unit"];
const NOTE = ["file", "clauses", "1.1", "note"];
const copy = (value) => structuredClone(value);

/** The database, which can be told to refuse or to keep silent. */
class FakeStorage {
  constructor() {
    this.checks = new Map();
    this.fault = null;
    this.onlost = () => {};
  }
  async answer(value) {
    if (this.fault) throw this.fault;
    return copy(value);
  }
  list() {
    return this.answer([...this.checks.values()]);
  }
  read(id) {
    return this.answer(this.checks.get(id));
  }
  async write(id, merge) {
    await this.answer();
    const merged = merge(copy(this.checks.get(id)));
    merged.revision += 1;
    this.checks.set(id, copy(merged));
    return merged;
  }
  async persist() {}
}

function blank(id) {
  const dates = { created: "2026-01-01T00:00:00.000Z", modified: "2026-01-01T00:00:00.000Z" };
  const file = { edition: { id: "x", digest: "y" }, unit: "", period: "", assessor: "", dates, clauses: {}, tasks: {} };
  return { id, name: "", revision: 0, file, drafts: {}, recheck: {}, standing: null, opened: "", deleted: "" };
}

/** A page with a blank self-check on it; `told` is what the reader is told. */
function pageOf(storage, id = "blank") {
  const told = [];
  const tell = (name) => (...rest) => told.push([name, ...rest]);
  const names = ["behind", "kept", "allKept", "notKept", "lost", "aside", "conflicting", "arrived"];
  const working = new WorkingCopy(blank(id));
  const autosave = new Autosave(storage, working, Object.fromEntries(names.map((name) => [name, tell(name)])));
  autosave.retry = () => {};
  autosave.schedule = ((schedule) => () => {
    schedule.call(autosave);
    clearTimeout(autosave.timer);
    autosave.timer = 0;
  })(autosave.schedule);
  return { working, autosave, told, words: (name) => told.filter(([one]) => one === name) };
}

/** Another page on the self-check `id`, which writes `value` at `path`. */
async function writtenElsewhere(storage, id, path, value) {
  const page = pageOf(storage, "another");
  await page.autosave.start(async () => {});
  page.autosave.turn(await storage.read(id));
  page.working.change(path, value);
  await page.autosave.flush();
}

/** A page that has taken over what others left behind; `opens` is which self-check opens in a tab that was on one. */
async function recovered(storage, id, opens = () => undefined) {
  const page = pageOf(storage, id);
  await page.autosave.start(async () => page.autosave.recover(await storage.list(), opens));
  return page;
}

const storedOn = (storage, id) => storage.checks.get(id)?.file;
const quota = () => new DOMException("", "QuotaExceededError");
const journals = () => Object.keys(localStorage);

beforeEach(() => {
  globalThis.window = globalThis;
  window.addEventListener = () => {};
  window.localStorage = new Drawer();
  window.sessionStorage = new Drawer();
  window.indexedDB = {};
  delete window.BroadcastChannel;
  globalThis.document = { addEventListener: () => {}, body: { dataset: { words: '{"unit": "单位", "period": "考评期"}' } } };
  mock.method(console, "warn", () => {});
});

test("what is typed is in the journal in the same task, and leaves it when it is kept", async () => {
  const storage = new FakeStorage();
  const { working, autosave } = pageOf(storage);
  await autosave.start(async () => {});
  working.change(UNIT, "甲局");
  await null;
  assert.equal(journals().length, 1);
  await autosave.flush();
  assert.deepEqual(journals(), []);
  assert.equal(storedOn(storage, "blank").unit, "甲局");
});

test("a page left before anything was written is taken over by the next", async () => {
  const storage = new FakeStorage();
  const left = pageOf(storage, "one");
  await left.autosave.start(async () => {});
  left.working.change(UNIT, "甲局");
  await null;
  const next = await recovered(storage, "other");
  assert.equal(storedOn(storage, "one").unit, "甲局");
  assert.equal(storage.checks.size, 1);
  assert.deepEqual(journals(), []);
});

/** @returns {Promise<FakeStorage>} after a page was left before what it was told last could be stored */
async function leftInHaste() {
  const storage = new FakeStorage();
  const left = pageOf(storage, "one");
  await left.autosave.start(async () => {});
  left.working.change(UNIT, "起初");
  await left.autosave.flush();
  left.working.change(UNIT, "没来得及存");
  left.working.change(NOTE, "也没来得及");
  return storage;
}

test("what was written since is not overwritten by what was left behind, and both are told", async () => {
  const storage = await leftInHaste();
  await null;
  await writtenElsewhere(storage, "one", UNIT, "后来存的");
  const next = await recovered(storage, "other");
  assert.equal(storedOn(storage, "one").unit, "后来存的");
  assert.equal(storedOn(storage, "one").clauses["1.1"].note, "也没来得及");
  const [[, id, [{ mine, theirs }], kept]] = next.words("conflicting");
  assert.deepEqual([id, mine, theirs, kept], ["one", "没来得及存", "后来存的", "theirs"]);
});

test("a page whose value stood back while it lived on still asks", async () => {
  const storage = new FakeStorage();
  const alive = pageOf(storage, "one");
  await alive.autosave.start(async () => {});
  alive.working.change(UNIT, "起初");
  await alive.autosave.flush();
  alive.working.change(UNIT, "没来得及存");
  await null;
  await writtenElsewhere(storage, "one", UNIT, "后来存的");
  const next = await recovered(storage, "other");
  assert.equal(next.words("conflicting").length, 1);
  alive.working.change(NOTE, "又填了一处");
  await alive.autosave.flush();
  assert.equal(alive.words("conflicting").length, 1);
  assert.equal(storedOn(storage, "one").unit, "没来得及存");
});

test("who only reads what is kept reads what was left behind, too, and takes nothing away", async () => {
  const storage = await leftInHaste();
  const never = pageOf(storage, "two");
  await never.autosave.start(async () => {});
  never.working.change(UNIT, "从来没存过");
  await null;
  await writtenElsewhere(storage, "one", ["file", "period"], "2026年度");
  storage.checks.set("gone", { ...blank("gone"), revision: 1, deleted: "2026-01-01T00:00:00.000Z" });
  const found = new Map((await keptChecks(storage)).map(({ id, file }) => [id, file]));
  assert.deepEqual([...found.keys()].sort(), ["one", "two"]);
  assert.deepEqual([found.get("one").unit, found.get("one").period], ["没来得及存", "2026年度"]);
  assert.equal(found.get("one").clauses["1.1"].note, "也没来得及");
  assert.equal(found.get("two").unit, "从来没存过");
  assert.equal(storedOn(storage, "one").unit, "起初");
  assert.equal(journals().length, 2);
  await writtenElsewhere(storage, "one", UNIT, "后来存的");
  assert.equal((await keptChecks(storage)).find(({ id }) => id === "one").file.unit, "后来存的");
});

test("what this page was writing itself when it was left is no conflict", async () => {
  const storage = new FakeStorage();
  const first = pageOf(storage, "a");
  first.working.change(UNIT, "甲");
  await first.autosave.start(async () => {});
  first.working.change(UNIT, "甲局");
  const write = storage.write.bind(storage);
  storage.write = async (...given) => {
    await write(...given); // kept, but the page is left before it hears of it
    return new Promise(() => {});
  };
  void first.autosave.flush();
  await Promise.resolve();
  first.working.change(UNIT, "甲局办公室");
  await new Promise(setImmediate);
  assert.equal(storedOn(storage, "a").unit, "甲局");
  storage.write = write;
  const second = await recovered(storage, "blank");
  assert.equal(storedOn(storage, "a").unit, "甲局办公室");
  assert.deepEqual(second.words("conflicting"), []);
});

test("what was typed before the kept one was there belongs to that one", async () => {
  const storage = new FakeStorage();
  storage.checks.set("kept", { ...blank("kept"), revision: 3 });
  const left = pageOf(storage, "early");
  left.working.change(UNIT, "甲局");
  await null;
  const [kept] = await storage.list();
  const next = await recovered(storage, "other", () => kept);
  assert.equal(storedOn(storage, "kept").unit, "甲局");
  assert.equal(storage.checks.size, 1);
});

test("what was typed before the kept one was there takes the place of what could not be used in that one", async () => {
  const storage = new FakeStorage();
  storage.checks.set("kept", { ...blank("kept"), revision: 3, drafts: { "1.1.missing": "很多" } });
  const left = pageOf(storage, "early");
  left.working.change(["file", "clauses", "1.1", "answers", "missing"], 3);
  left.working.insist(["drafts", "1.1.missing"]);
  await null;
  const [kept] = await storage.list();
  const next = await recovered(storage, "other", () => kept);
  assert.deepEqual(storage.checks.get("kept").drafts, {});
  assert.deepEqual(next.words("conflicting"), []);
});

/** @returns {Promise<FakeStorage>} after `typed`, one after the other; the browser brings back the journal of the first */
async function withAnEntryOfLongAgo(...typed) {
  const storage = new FakeStorage();
  const left = pageOf(storage, "one");
  const [first, ...then] = typed;
  left.working.change(UNIT, first);
  await null;
  const entries = { ...localStorage };
  await left.autosave.start(async () => {});
  for (const text of then) {
    left.working.change(UNIT, text);
    await left.autosave.flush();
  }
  assert.deepEqual(journals(), []);
  Object.assign(localStorage, entries);
  return storage;
}

/** @returns {Promise<FakeStorage>} after a page was left at once, and the next, which took over, has written since */
async function takenOverLongAgo() {
  const storage = new FakeStorage();
  const left = pageOf(storage, "one");
  left.working.change(UNIT, "先填的");
  await null;
  const entries = { ...localStorage };
  const next = await recovered(storage, "two");
  next.autosave.turn(storage.checks.get("one"));
  next.working.change(UNIT, "后填的");
  await next.autosave.flush();
  Object.assign(localStorage, entries);
  return storage;
}

/** @returns {Promise<FakeStorage>} after something was typed for a moment only, in a page that knew what it was on */
async function typedForAMoment() {
  const storage = new FakeStorage();
  const left = pageOf(storage, "one");
  await left.autosave.start(async () => {});
  left.working.change(UNIT, "后填的");
  await left.autosave.flush();
  left.working.change(UNIT, "先填的");
  await null;
  const entries = { ...localStorage };
  await left.autosave.flush();
  left.working.change(UNIT, "后填的");
  await left.autosave.flush();
  Object.assign(localStorage, entries);
  return storage;
}

for (const [how, before] of Object.entries({
  "typed at once": () => withAnEntryOfLongAgo("先填的", "后填的"),
  "taken over by another page": takenOverLongAgo,
  "typed for a moment": typedForAMoment,
})) {
  test(`an entry of the journal that is in what is kept overwrites nothing later: ${how}`, async () => {
    const storage = await before();
    const read = await keptChecks(storage);
    assert.equal(read[0].file.unit, "后填的");
    const [kept] = await storage.list();
    const next = await recovered(storage, "other", () => kept);
    assert.equal(storedOn(storage, "one").unit, "后填的");
    assert.deepEqual(next.words("conflicting"), []);
    assert.deepEqual(journals(), []);
  });
}

test("it is remembered of the last pages only what they have written", async () => {
  const storage = new FakeStorage();
  for (let number = 0; number < 30; number += 1) {
    const page = pageOf(storage, "one");
    await page.autosave.start(async () => {});
    page.working.replace(new WorkingCopy({ ...blank("one"), ...copy(storage.checks.get("one")) }));
    page.working.change(["file", "clauses", `${number}`, "note"], "有");
    await page.autosave.flush();
  }
  const { noted, authors } = storage.checks.get("one");
  assert.equal(Object.keys(noted).length, 20);
  assert.deepEqual(Object.values(authors), Object.keys(noted));
});

/** A page left in haste while it is still open elsewhere: the next has taken over what it typed so far. */
async function takenOverAlive({ kept = true, writes = true, between = 0 } = {}) {
  const storage = new FakeStorage();
  const alive = pageOf(storage, "one");
  await alive.autosave.start(async () => {});
  alive.working.change(UNIT, "起初");
  if (kept) await alive.autosave.flush();
  for (let number = 0; number < between; number += 1) await writtenElsewhere(storage, "one", NOTE, `第${number}次`);
  alive.working.change(UNIT, "先填的");
  await null;
  const next = pageOf(storage, "two");
  next.checks = await storage.list();
  next.autosave.begun = true;
  next.autosave.recover(next.checks, () => undefined);
  if (writes) await next.autosave.flush();
  return { storage, alive, next };
}

for (const kept of [true, false]) {
  for (const writes of [true, false]) {
    const how = `${kept ? "" : "never "}kept before, ${writes ? "" : "not yet "}written by the other`;
    test(`a page that lives on knows its own earlier value from another's: ${how}`, async () => {
      const { storage, alive, next } = await takenOverAlive({ kept, writes });
      alive.working.change(UNIT, "后填的");
      await null;
      const read = await keptChecks(storage);
      assert.deepEqual(read.map(({ file }) => file.unit), ["后填的"]);
      await alive.autosave.flush();
      await next.autosave.flush();
      assert.equal(storedOn(storage, "one").unit, "后填的");
      assert.deepEqual([...alive.words("conflicting"), ...next.words("conflicting")], []);
    });

    test(`a page that lived on and was left is taken over once more: ${how}`, async () => {
      const { storage, alive } = await takenOverAlive({ kept, writes });
      alive.working.change(UNIT, "后填的");
      await null;
      const last = await recovered(storage, "three");
      assert.equal(storedOn(storage, "one").unit, "后填的");
      assert.deepEqual(last.words("conflicting"), []);
      assert.deepEqual(journals(), []);
    });
  }
}

test("a page that wrote long ago, and is taken over, is remembered as the one that wrote last", async () => {
  const { storage, alive } = await takenOverAlive({ between: 19 });
  alive.working.change(UNIT, "后填的");
  await alive.autosave.flush();
  assert.equal(storedOn(storage, "one").unit, "后填的");
  assert.deepEqual(alive.words("conflicting"), []);
});

test("what was taken over gives way to what its page wrote after all, and is typed over like anything that is kept", async () => {
  const { storage, alive, next } = await takenOverAlive({ writes: false });
  next.autosave.turn(await storage.read("one"));
  alive.working.change(UNIT, "后填的");
  await alive.autosave.flush();
  await next.autosave.others.refresh();
  assert.equal(next.working.at(UNIT), "后填的");
  next.working.change(UNIT, "又填的");
  await next.autosave.flush();
  assert.equal(storedOn(storage, "one").unit, "又填的");
  assert.deepEqual(next.words("conflicting"), []);
});

test("what was kept without a word, and typed over elsewhere since, is not written again", async () => {
  const storage = new FakeStorage();
  const { working, autosave, words } = pageOf(storage, "one");
  await autosave.start(async () => {});
  working.change(UNIT, "起初");
  await autosave.flush();
  const write = storage.write.bind(storage);
  storage.write = async (...given) => {
    await write(...given);
    throw new DOMException("", "TimeoutError");
  };
  working.change(UNIT, "先填的");
  await autosave.flush();
  storage.write = write;
  await writtenElsewhere(storage, "one", UNIT, "后填的");
  await autosave.flush();
  assert.equal(storedOn(storage, "one").unit, "后填的");
  assert.equal(working.at(UNIT), "后填的");
  assert.deepEqual(words("conflicting"), []);
});

test("the first of a new self-check lands late, and what was typed since is taken over", async () => {
  const storage = new FakeStorage();
  const alive = pageOf(storage, "one");
  await alive.autosave.start(async () => {});
  alive.working.change(UNIT, "一");
  const write = storage.write.bind(storage);
  let land;
  const landing = new Promise((resolve) => (land = resolve));
  storage.write = async (...given) => {
    await landing;
    await write(...given);
    return new Promise(() => {});
  };
  void alive.autosave.flush();
  alive.working.change(UNIT, "一二");
  await null;
  storage.write = write;
  const next = pageOf(storage, "two");
  await next.autosave.start(async () => {
    next.autosave.recover(await storage.list(), () => undefined);
    land();
    await new Promise(setImmediate);
  });
  assert.equal(storedOn(storage, "one").unit, "一二");
});

test("what was typed early goes where the tab was, and not where another one is", async () => {
  const storage = new FakeStorage();
  for (const id of ["A", "B"]) {
    storage.checks.set(id, { ...blank(id), revision: 3, file: { ...blank(id).file, unit: `${id}原来的` } });
  }
  window.sessionStorage.setItem("qinglian.open", "A");
  const first = pageOf(storage, "early");
  first.working.change(UNIT, "给A的");
  await null;
  const entries = { ...localStorage };
  window.sessionStorage.setItem("qinglian.open", "B");
  const opens = (remembered) => storage.checks.get(remembered || "B");
  await recovered(storage, "other", opens);
  assert.deepEqual([storedOn(storage, "A").unit, storedOn(storage, "B").unit], ["给A的", "B原来的"]);
  // 那一个页面自己也读出来了；后来在别处改过的，不盖住
  await writtenElsewhere(storage, "A", UNIT, "A后来的");
  await first.autosave.start(async () => {
    const begun = first.working.patches;
    first.working.replace(new WorkingCopy(await storage.read("A")));
    first.working.layOver(begun.values());
    first.autosave.note();
    first.autosave.journal.drop("early");
  });
  assert.equal(storedOn(storage, "A").unit, "A后来的");
  // 强行结束以后又回来的一笔，也不会到别的一份里去
  Object.assign(localStorage, entries);
  const last = await recovered(storage, "last", () => storage.checks.get("B"));
  assert.deepEqual([storedOn(storage, "A").unit, storedOn(storage, "B").unit], ["A后来的", "B原来的"]);
});

test("an entry that makes no sense stops nothing, and is left alone", async () => {
  const storage = new FakeStorage();
  storage.checks.set("A", { ...blank("A"), revision: 3 });
  const senseless = [
    { id: "A", patches: [{ value: 1 }] },
    { id: "A", patches: [null] },
    { id: "B", check: { id: "B" }, patches: [{ path: UNIT, value: "x" }] },
    { id: "A" },
    "",
  ];
  senseless.forEach((entry, at) => localStorage.setItem(`qinglian.journal.A.${at}`, JSON.stringify(entry)));
  const page = pageOf(storage, "A");
  assert.equal(await page.autosave.start(async () => page.autosave.recover(await storage.list(), () => undefined)), true);
  assert.equal((await keptChecks(storage)).length, 1);
  assert.equal(journals().length, senseless.length);
});

test("what was left behind of the self-check on the page comes onto the page", async () => {
  const storage = new FakeStorage();
  const left = pageOf(storage, "A");
  await left.autosave.start(async () => {});
  left.working.change(UNIT, "起初");
  await left.autosave.flush();
  left.working.change(NOTE, "留下的");
  await null;
  const next = pageOf(storage, "blank");
  let isReadable = false;
  await next.autosave.start(async () => {
    if (!isReadable) throw quota();
    next.autosave.recover(await storage.list(), () => undefined);
  });
  next.autosave.turn(await storage.read("A"));
  isReadable = true;
  await next.autosave.flush();
  assert.equal(next.working.at(NOTE), "留下的");
  assert.equal(next.words("arrived").length, 1);
  next.working.change(NOTE, "改过的");
  await next.autosave.flush();
  assert.equal(storedOn(storage, "A").clauses["1.1"].note, "改过的");
  assert.equal(next.autosave.isOwing, false);
});

test("what is too long to be noted anew stays noted as it was", async () => {
  const storage = new FakeStorage();
  const left = pageOf(storage, "one");
  await left.autosave.start(async () => {});
  left.working.change(UNIT, "长".repeat(499_600));
  await null;
  const next = pageOf(storage, "two");
  const write = storage.write.bind(storage);
  storage.write = async () => {
    throw quota();
  };
  await next.autosave.start(async () => next.autosave.recover(await storage.list(), () => undefined));
  assert.equal(journals().length, 1);
  storage.write = write;
  await next.autosave.flush();
  const last = await recovered(storage, "three");
  assert.deepEqual(journals(), []);
  assert.equal(storedOn(storage, "one").unit.length, 499_600);
});

test("what was taken over from a page that lives on is somebody else's to a third", async () => {
  const { storage, alive } = await takenOverAlive();
  await writtenElsewhere(storage, "one", UNIT, "第三个页面的");
  alive.working.change(UNIT, "后填的");
  await alive.autosave.flush();
  const [[, , [{ mine, theirs }], kept]] = alive.words("conflicting");
  assert.deepEqual([mine, theirs, kept], ["后填的", "第三个页面的", "mine"]);
});

test("who wrote a place does not speak for what was written inside it, or around it", async () => {
  const storage = new FakeStorage();
  const page = pageOf(storage, "one");
  await page.autosave.start(async () => {});
  const clause = ["file", "clauses", "1.1"];
  for (const [own, others] of [
    [clause, NOTE],
    [NOTE, clause],
  ]) {
    page.working.change(own, own === clause ? { note: "自己的" } : "自己的");
    await page.autosave.flush();
    page.working.change(own, own === clause ? { note: "还没存" } : "还没存");
    await writtenElsewhere(storage, "one", others, others === clause ? { note: "别人的" } : "别人的");
    await page.autosave.flush();
    assert.equal(page.words("conflicting").length, 1);
    page.told.length = 0;
  }
});

test("nothing is written before what is kept has been read, however often that fails", async () => {
  const storage = new FakeStorage();
  const page = pageOf(storage);
  let readable = false;
  const late = [];
  await page.autosave.start(async (isLate) => {
    late.push(isLate);
    if (!readable) throw new TypeError("a fault of ours");
  });
  page.working.change(UNIT, "甲局");
  assert.equal(await page.autosave.flush(), false);
  assert.equal(storage.checks.size, 0);
  assert.equal(page.autosave.isAtRisk, true);
  readable = true;
  assert.equal(await page.autosave.flush(), true);
  assert.equal(storedOn(storage, "blank").unit, "甲局");
  assert.equal(page.autosave.isAtRisk, false);
  assert.deepEqual(late, [false, true, true]);
});

/** A page that was refused a note on one self-check, and has another one on it now. */
async function refusedAndTurned() {
  const storage = new FakeStorage();
  const page = pageOf(storage, "one");
  await page.autosave.start(async () => {});
  page.working.change(UNIT, "甲局");
  await page.autosave.flush();
  storage.fault = quota();
  page.working.change(NOTE, "满的时候写的");
  await page.autosave.flush();
  page.autosave.turn(blank("two"));
  return { storage, ...page };
}

test("what was refused is written in whole once there is room, wherever the reader has been meanwhile", async () => {
  const { storage, working, autosave, words } = await refusedAndTurned();
  working.change(UNIT, "乙局");
  await autosave.flush();
  assert.deepEqual((await autosave.list()).map(({ id }) => id).sort(), ["one", "two"]);
  autosave.turn((await autosave.list()).find(({ id }) => id === "one"));
  assert.equal(working.at(NOTE), "满的时候写的");
  working.change(["file", "period"], "2026年度");
  storage.fault = null;
  assert.deepEqual(words("allKept").length, 2);
  await autosave.flush();
  assert.deepEqual(words("allKept").length, 3);
  assert.equal(storedOn(storage, "one").clauses["1.1"].note, "满的时候写的");
  assert.equal(storedOn(storage, "one").period, "2026年度");
  assert.equal(storedOn(storage, "two").unit, "乙局");
  assert.equal(autosave.parked.size, 0);
  assert.deepEqual(journals(), []);
});

test("where the database was closed, the whole self-check is in the journal in the same task", async () => {
  const { storage, words } = await refusedAndTurned();
  storage.fault = null;
  storage.checks.clear();
  storage.onlost();
  assert.equal(journals().length, 1);
  assert.equal(words("behind").at(-1)[1], true);
  const next = await recovered(storage, "other");
  assert.equal(storedOn(storage, "one").unit, "甲局");
  assert.equal(storedOn(storage, "one").clauses["1.1"].note, "满的时候写的");
});

test("a write that ends when another self-check is on the page belongs to its own", async () => {
  const storage = new FakeStorage();
  const { working, autosave } = pageOf(storage, "one");
  await autosave.start(async () => {});
  working.change(UNIT, "甲局");
  const writing = autosave.flush();
  autosave.turn(blank("two"));
  await writing;
  await autosave.flush();
  assert.equal(working.stored.id, "two");
  assert.equal(working.stored.file.unit, "");
  assert.equal(storedOn(storage, "one").unit, "甲局");
  assert.equal(storage.checks.size, 1);
});

test("what this page wrote into one self-check is not missed in another", async () => {
  const storage = new FakeStorage();
  const page = pageOf(storage, "one");
  await page.autosave.start(async () => {});
  page.working.change(UNIT, "甲局");
  await page.autosave.flush();
  const two = { ...blank("two"), revision: 1 };
  page.autosave.turn(two);
  storage.checks.set("two", { ...two, revision: 2, file: { ...two.file, unit: "乙局" } });
  await page.autosave.others.hear({ id: "two", revision: 2 });
  assert.equal(page.working.at(UNIT), "乙局");
  assert.deepEqual(page.words("conflicting"), []);
});

/** What the tabs of a browser call to each other; nothing is heard before `deliver`. */
class Calls {
  static open = [];
  static said = [];
  constructor() {
    Calls.open.push(this);
  }
  postMessage(message) {
    for (const one of Calls.open) if (one !== this) Calls.said.push(() => one.onmessage({ data: copy(message) }));
  }
  static async deliver() {
    for (const hear of Calls.said.splice(0)) hear();
    await new Promise((heard) => setImmediate(heard));
  }
}

test("whoever wrote what another tab has overwritten is told, however late, and nobody else", async (context) => {
  window.BroadcastChannel = Calls;
  const storage = new FakeStorage();
  const [one, other, third] = [pageOf(storage), pageOf(storage), pageOf(storage)];
  for (const { autosave } of [one, other, third]) await autosave.start(async () => {});
  one.working.change(UNIT, "甲局");
  other.working.change(UNIT, "乙局");
  await one.autosave.flush();
  const later = performance.now() + 3_600_000;
  context.mock.method(performance, "now", () => later);
  await other.autosave.flush();
  await Calls.deliver();
  const told = (theirs, mine, kept) => [["conflicting", "blank", [{ path: UNIT, theirs, mine }], kept]];
  assert.deepEqual(other.words("conflicting"), told("甲局", "乙局", "mine"));
  assert.deepEqual(one.words("conflicting"), told("乙局", "甲局", "theirs"));
  assert.deepEqual(third.words("conflicting"), []);
});

test("storage that never answers is given up, and used once it does", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const requests = [];
  window.indexedDB = { open: () => requests[requests.push({}) - 1] };
  const storage = new Storage();
  const silent = assert.rejects(storage.list(), { name: "TimeoutError" });
  context.mock.timers.tick(60_000);
  await silent;
  const aborted = [];
  const transaction = {
    objectStore: () => ({ getAll: () => ({}), get: () => ({}), put: () => {} }),
    db: { close: () => aborted.push("closed") },
    abort: () => aborted.push("aborted"),
  };
  requests[0].result = { transaction: () => transaction };
  requests[0].onsuccess();
  for (let turn = 0; turn < 20; turn += 1) await null;
  const stuck = assert.rejects(storage.write("one", (known) => known), { name: "TimeoutError" });
  for (let turn = 0; turn < 20; turn += 1) await null;
  context.mock.timers.tick(60_000);
  await stuck;
  assert.equal(requests.length, 1);
  assert.deepEqual(aborted, ["closed", "aborted"]);
});

test("a reply about one self-check says nothing of the next", async () => {
  const shown = [];
  const waiting = [];
  const field = { name: "1.1.cases", place: ["answers", "cases"], shape: "number", clause: "1.1", inputs: [] };
  const working = new WorkingCopy(blank("one"));
  const viewer = {
    showClause: () => shown.push("clause"),
    showTotals: () => shown.push("totals"),
    showFault: () => shown.push("fault"),
    showBehind: () => {},
    failed: (error) => shown.push(error),
  };
  const scoring = new Scoring(working, new Map([["1.1", [field]]]), viewer);
  scoring.engine = { request: () => new Promise((resolve, reject) => waiting.push({ resolve, reject })) };
  working.change(["file", "clauses", "1.1", "answers", "cases"], "2项");
  scoring.ask("1.1");
  const all = scoring.askAll();
  working.replace(new WorkingCopy(blank("two")));
  working.change(["file", "clauses", "1.1", "answers", "cases"], 2);
  waiting[0].reject({ faults: [{ path: ["answers", "cases"], message: "不是数目" }] });
  for (let turn = 0; turn < 5; turn += 1) await null;
  waiting[2].resolve({ clause: {} });
  waiting[1].resolve({ clauses: [{}] });
  await all;
  for (let turn = 0; turn < 5; turn += 1) await null;
  assert.deepEqual(shown, []);
  assert.equal(working.at(["file", "clauses", "1.1", "answers", "cases"]), 2);
  assert.deepEqual(working.at(["drafts"]), {});
});

test("each overruled text stays to be had, and belongs to its self-check", () => {
  const raised = new Map();
  const alerts = { raise: (kind, words, action, owner) => raised.set(kind, { words, owner }) };
  const form = { cards: new Map(), answerBeside: () => undefined, optionWords: () => "" };
  const notices = new AutosaveNotices({ root: { querySelectorAll: () => [] }, alerts, form });
  const told = (id, theirs) => notices.conflicting(id, [{ path: UNIT, theirs, mine: "这里" }], "mine");
  told("one", "那");
  told("one", "那边");
  told("one", "又一个");
  told("two", "那边");
  const found = [...raised.values()].map(({ words, owner }) => [owner, words.match(/那边是“(.*?)”/)[1]]);
  assert.deepEqual(found, [["one", "那边"], ["one", "又一个"], ["two", "那边"]]);
});

test("what could not be used over there is told beside what was answered here, and takes its place when it is chosen", () => {
  const answer = ["file", "clauses", "1.1", "answers", "missing"];
  const draft = ["drafts", "1.1.missing"];
  const working = new WorkingCopy(blank("one"));
  working.change(answer, 3);
  const raised = [];
  const alerts = { raise: (kind, words, action) => raised.push({ words, ...action }) };
  const form = {
    cards: new Map([["1.1", { dataset: { label: "第1.1条" } }]]),
    answerBeside: ([place]) => (place === "drafts" ? answer : undefined),
    optionWords: () => "",
  };
  const notices = new AutosaveNotices({ root: { querySelectorAll: () => [] }, alerts, form, working });
  notices.arrived = () => {};
  notices.conflicting("one", [{ path: draft, theirs: "很多", mine: undefined }], "mine");
  assert.match(raised[0].words, /第1\.1条的回答：那边是“很多”，这里是“3”/);
  raised[0].run();
  assert.deepEqual([working.at(answer), working.at(draft)], [undefined, "很多"]);
});

test("an overruled choice is called as the form calls it", () => {
  const option = (type, value, words) => ({ type, value, closest: () => ({ textContent: ` ${words} ` }) });
  const grade = { inputs: [option("radio", "plan", "有方案"), option("radio", "unsure", "拿不准")] };
  const number = { inputs: [option("text", "3", "3 项"), option("checkbox", "unsure", "拿不准")] };
  const words = ["plan", "unsure", "gone"].map((value) => optionWords(grade, value));
  assert.deepEqual(words, ["有方案", "拿不准", ""]);
  assert.deepEqual(["3", 3, "unsure"].map((value) => optionWords(number, value)), ["", "", "拿不准"]);
  const raised = [];
  const alerts = { raise: (kind, told) => raised.push(told) };
  const form = { cards: new Map(), answerBeside: () => undefined, optionWords: (path, value) => (path[3] === "answers" ? optionWords(grade, value) : "") };
  const notices = new AutosaveNotices({ root: { querySelectorAll: () => [] }, alerts, form });
  const path = ["file", "clauses", "1.1", "answers", "how"];
  notices.conflicting("one", [{ path, theirs: "plan", mine: undefined }], "mine");
  assert.match(raised[0], /那边是“有方案”，这里是“没有填”/);
});

test("a moment that is still to come does not put a self-check first", () => {
  const used = (id, opened, modified) => {
    const check = blank(id);
    return { ...check, opened, file: { ...check.file, dates: { ...check.file.dates, modified } } };
  };
  const future = used("future", "2099-01-01T00:00:00.000Z", "2098-01-01T00:00:00.000Z");
  const healed = used("healed", "2026-03-01T00:00:00.000Z", "2099-01-01T00:00:00.000Z");
  const plain = used("plain", "2026-02-01T00:00:00.000Z", "2026-01-01T00:00:00.000Z");
  assert.deepEqual(byLastUse([future, plain, healed]).map(({ id }) => id), ["healed", "plain", "future"]);
});
