// Revising the criteria in the browser: forms out of schemas, undoing, keeping, work files, and the making of the site.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, mock, test } from "node:test";

import { failureOf } from "../../site_src/assets/js/maintain/bar.js";
import { entryOf, rescored } from "../../site_src/assets/js/maintain/editor/examples.js";
import { withAnswers } from "../../site_src/assets/js/maintain/form/answers.js";
import { at, blank, freeName, ofKind, put } from "../../site_src/assets/js/maintain/form/blank.js";
import { begun } from "../../site_src/assets/js/maintain/form/begun.js";
import { entryWords } from "../../site_src/assets/js/maintain/form/lists.js";
import { CONTROLS, linesOf, numberOf } from "../../site_src/assets/js/maintain/form/fields.js";
import { faultWords, helpWords, plainWords, pageTitles } from "../../site_src/assets/js/maintain/form/help.js";
import { Form } from "../../site_src/assets/js/maintain/form/form.js";
import { fits } from "../../site_src/assets/js/maintain/form/schema.js";
import { keysOf, nodeAt, shapeOf } from "../../site_src/assets/js/maintain/form/shapes.js";
import { Keeper } from "../../site_src/assets/js/maintain/keeping/keeper.js";
import { Notes } from "../../site_src/assets/js/maintain/keeping/notes.js";
import { mergedFiles } from "../../site_src/assets/js/maintain/keeping/merging.js";
import { Typed } from "../../site_src/assets/js/maintain/keeping/typed.js";
import { Work, areSame, newWork } from "../../site_src/assets/js/maintain/keeping/work.js";
import { readWorkFile, workFile } from "../../site_src/assets/js/maintain/keeping/workfile.js";
import { Making } from "../../site_src/assets/js/maintain/making.js";
import { MaintainPage } from "../../site_src/assets/js/maintain/page.js";
import { overtakenBy, overtakenWords } from "../../site_src/assets/js/maintain/overtaken.js";
import { nameBeside, stepWithWork } from "../../site_src/assets/js/maintain/steps/begin.js";
import { placesLeft, placesOf } from "../../site_src/assets/js/maintain/steps/reviewing.js";
import { EngineFault } from "../../site_src/assets/js/python/faults.js";
import { Drawer } from "./drawer.mjs";

const NAMES = ["item", "edition", "editions", "glossary", "search", "lineage"];
const schemas = Object.fromEntries(
  NAMES.map((name) => [name, JSON.parse(readFileSync(new URL(`../../macros/schemas/${name}.schema.json`, import.meta.url), "utf8"))]),
);
const { definitions } = schemas.item;
const KINDS = ["yes_no", "count", "each", "grade", "tiers", "ratio", "value"];
const GIVEN = { id: "launch", ask: "是否召开了动员会？", when: "no", deduct: 1 };
const A = "rubric/x/items/01.yaml";
const B = "rubric/x/items/02.yaml";

/** Works by id, with what makes a browser refuse. */
class FakeStorage {
  constructor() {
    this.works = new Map();
    this.fault = null;
  }
  async list() {
    return structuredClone([...this.works.values()]);
  }
  async read(id) {
    return structuredClone(this.works.get(id));
  }
  async write(id, merge) {
    if (this.fault) throw this.fault;
    const merged = structuredClone(merge(structuredClone(this.works.get(id))));
    merged.revision += 1;
    this.works.set(id, merged);
    return structuredClone(merged);
  }
  async persist() {}
}

beforeEach(() => {
  globalThis.window = globalThis;
  Object.defineProperty(globalThis, "localStorage", { value: new Drawer(), configurable: true, writable: true });
  globalThis.BroadcastChannel = undefined;
  delete globalThis.BroadcastChannel;
});

for (const kind of KINDS) {
  test(`a question of the kind ${kind} has the keys of its kind, and keeps what both kinds know`, () => {
    const question = ofKind({ ...GIVEN, kind }, definitions.question, definitions);
    const shape = shapeOf(definitions.question, definitions, question);
    const { shown, further, required } = keysOf(shape, question);
    assert.equal(question.ask, GIVEN.ask);
    assert.deepEqual(required.filter((key) => question[key] === undefined), []);
    const known = Object.keys(definitions[kind].properties);
    assert.deepEqual([...shown, ...further].sort(), [...known].sort());
    assert.equal(shape.node.properties.kind.enum.length, KINDS.length);
  });
}

test("what is written one of several ways is shown that way", () => {
  const way = (name, value) => {
    const shape = shapeOf(definitions[name], definitions, value);
    return shape.ways[shape.way].title;
  };
  assert.equal(way("stepped", 1), "一个分值");
  assert.equal(way("stepped", { from: 1, to: 3 }), "几分到几分之间");
  assert.equal(way("stepped", [20, 40]), "第1件、第2件……各不同");
  assert.equal(way("target", { ask: "全市平均数" }), "另外填的一个数");
  assert.equal(way("target", { part: "甲", whole: "乙" }), "另一个比例");
  const suggested = definitions.guidance.properties.evidence.properties.suggested.items;
  assert.equal(shapeOf(suggested, definitions, "会议记录").way, 0);
  assert.equal(shapeOf(suggested, definitions, { text: "会议记录", place: "档案" }).way, 1);
  const columns = schemas.edition.properties.columns;
  assert.equal(shapeOf(columns, schemas.edition.definitions, ["一", "二", "三", "四", "五"]).way, 0);
});

test("what a changed reading takes away can be chosen as taken away", () => {
  const shape = shapeOf(definitions.change.properties.forfeit, definitions, null);
  assert.deepEqual(shape.ways[shape.way].options, [{ value: null, words: "去掉原来写的" }]);
  assert.equal(shape.title, "不得分");
});

test("every list of every schema can be added to, with names that nothing else has", () => {
  const lists = [];
  const walk = (node, name) => {
    if (typeof node !== "object" || node === null) return;
    if (node.type === "array" && node.items && !Array.isArray(node.items)) lists.push([name, node.items]);
    for (const below of Object.values(node)) walk(below, name);
  };
  for (const name of NAMES) walk(schemas[name], name);
  assert.ok(lists.length > 30);
  for (const [name, items] of lists) {
    const entry = blank(items, schemas[name].definitions, { id: "new-1" });
    const { required } = keysOf(shapeOf(items, schemas[name].definitions, entry), entry);
    assert.deepEqual(required.filter((key) => entry[key] === undefined), []);
    assert.ok(typeof entry !== "object" || Array.isArray(entry) || entry.id !== "new-1");
  }
  assert.equal(freeName([{ id: "new-1" }, { id: "new-2" }]), "new-3");
});

test("a question that is added has blanks for what it takes, by where its part counts from", () => {
  const data = { parts: [{ start: "full", questions: [] }, { start: "zero" }, { start: "none" }] };
  const entry = blank(definitions.question, definitions, data);
  const keysAt = (index) => Object.keys(begun({ data }, ["parts", index, "questions"], entry));
  assert.deepEqual(keysAt(0), [...Object.keys(entry), "cite", "when", "deduct"]);
  assert.deepEqual(keysAt(1), [...Object.keys(entry), "cite", "when", "award"]);
  assert.deepEqual(keysAt(2), Object.keys(entry));
  assert.equal(begun({ data }, ["parts"], entry), entry);
  const { properties } = shapeOf(definitions.question, definitions, begun({ data }, ["parts", 0, "questions"], entry)).node;
  assert.ok(["cite", "when", "deduct"].every((key) => properties[key]));
  assert.equal(entryWords(entry), "（还没有写）");
  assert.equal(entryWords({ id: "ledger" }), "ledger");
  assert.equal(entryWords({ above: 80, deduct: 0 }), "80");
});

test("every key of every schema is filled in by a field of some kind", () => {
  const kinds = new Set();
  for (const name of NAMES) {
    for (const node of [schemas[name], ...Object.values(schemas[name].definitions)]) {
      for (const below of Object.values(node.properties || {})) {
        const shape = shapeOf(below, schemas[name].definitions, undefined);
        kinds.add(shape.kind);
        assert.ok(shape.kind !== "choice" || shape.options.length || shape.node.const !== undefined, JSON.stringify(below));
      }
    }
  }
  assert.deepEqual([...kinds].sort(), ["choice", "group", "lines", "list", "map", "number", "table", "text", "ways", "yes"]);
});

test("a place deep in the data is found in the schema", () => {
  const data = { parts: [{ questions: [{ id: "a", kind: "count", deduct: { from: 1, to: 2 } }] }] };
  const node = nodeAt(definitions.clause, definitions, data, ["parts", 0, "questions", 0, "deduct", "from"]);
  assert.equal(node.title, "最少");
});

test("data fit what a schema says of their kind", () => {
  assert.ok(fits({ type: "integer" }, {}, 3));
  assert.ok(!fits({ type: "integer" }, {}, 3.5));
  assert.ok(fits({ type: ["number", "string"] }, {}, "3"));
  assert.ok(!fits({ required: ["a"] }, {}, { b: 1 }));
  assert.ok(fits({ properties: { kind: { const: "x" } }, required: ["kind"] }, {}, { kind: "x" }));
  assert.ok(!fits({ not: { enum: ["x"] } }, {}, "x"));
});

const THINGS = [{ id: "law", label: "学法" }, { id: "rules", label: "学规" }];
const ASKED = {
  parts: [
    {
      questions: [
        { id: "launch", kind: "yes_no", ask: "是否召开了动员会？" },
        { id: "cases", kind: "count", ask: "有几件？" },
        { id: "study", kind: "each", ask: "学了哪些？", named: THINGS, other: "以上以外有几项？" },
      ],
    },
    {
      questions: [
        { id: "quality", kind: "grade", ask: "做得怎样？", grades: [{ id: "good", label: "好" }], doubts: [{ id: "perhaps", label: "够不够好拿不准" }] },
        { id: "share", kind: "ratio", ask: "占多少？", of: { part: "青年", whole: "全体" }, target: { ask: "全市平均" } },
        { id: "score", kind: "value", ask: "几分？" },
        { id: "rank", kind: "value", ask: "多少？", relative: { ask: "全市最高" } },
      ],
    },
  ],
  guidance: { examples: [{ answers: { gone: "yes" } }] },
};

/** What can be answered to a question of the clause. */
function answerShape(path, clause = ASKED) {
  const known = withAnswers(definitions, clause);
  const whole = ["guidance", "examples", 0, "answers", ...path];
  return shapeOf(nodeAt(known.clause, known, clause, whole), known, at(clause, whole));
}

test("an example asks the questions of its clause, in their words and with their answers", () => {
  const titles = (shape) => Object.entries(shape.node.properties).map(([key, { title }]) => `${key} ${title}`);
  assert.deepEqual(titles(answerShape([])), [
    "launch 是否召开了动员会？", "cases 有几件？", "study 学了哪些？", "quality 做得怎样？", "share 占多少？", "score 几分？", "rank 多少？",
  ]);
  const words = (path) => answerShape(path).options.map((option) => option.words);
  assert.deepEqual(words(["launch"]), ["（没有选）", "是", "否", "拿不准"]);
  assert.deepEqual(words(["study", "law"]), ["（没有选）", "是", "否", "拿不准"]);
  assert.deepEqual(words(["quality"]), ["（没有选）", "好", "够不够好拿不准", "拿不准"]);
  assert.deepEqual(["cases", "score"].map((id) => answerShape([id]).kind), ["number", "number"]);
  assert.deepEqual(titles(answerShape(["study"])), ["law 学法", "rules 学规", "other 以上以外有几项？"]);
  assert.deepEqual(titles(answerShape(["share"])), ["part 青年", "whole 全体", "target 全市平均"]);
  assert.deepEqual(titles(answerShape(["rank"])), ["value 所问的数", "reference 全市最高"]);
});

test("an example shows every question, and what it answers that is asked no more", () => {
  const { shown, further } = keysOf(answerShape([]), ASKED.guidance.examples[0].answers);
  assert.deepEqual(shown, ["launch", "cases", "study", "quality", "share", "score", "rank", "gone"]);
  assert.deepEqual(further, []);
  assert.equal(answerShape(["gone"]).title, "没有这一题了，请去掉");
  const all = { ...ASKED, guidance: { examples: [{ answers: { study: "unsure" } }] } };
  assert.equal(answerShape(["study"], all).kind, "choice");
});

test("every kind of question can be answered in an example", () => {
  for (const kind of KINDS) {
    const question = { ...ofKind({ ...GIVEN, kind }, definitions.question, definitions), id: "q" };
    assert.match(answerShape(["q"], { parts: [{ questions: [question] }] }).kind, /^(choice|number|group)$/);
  }
  assert.equal(withAnswers(schemas.glossary.definitions, {}), schemas.glossary.definitions);
});

test("a number may be in doubt", () => {
  globalThis.document = { createElement: () => ({ setAttribute() {}, append() {}, addEventListener() {} }) };
  const control = (value) => CONTROLS.number(answerShape(["cases"]), { id: "x", value, changed() {} });
  assert.equal(control("unsure").element.value, "拿不准");
  assert.equal(control("unsure").read(), "unsure");
  assert.equal(control(3).read(), 3);
  assert.equal(control(undefined).read(), undefined);
  delete globalThis.document;
});

/** A form as far as it needs no page. */
function formOf(data) {
  const sent = [];
  const setup = { definitions, base: ["clauses", 1], set: (path, value) => sent.push([path, structuredClone(value)]) };
  const form = Object.assign(Object.create(Form.prototype), { setup, definitions, data, unsent: new Map(), renewExamples: mock.fn() });
  form.learn();
  return { form, sent };
}

test("the first answer of several goes into the file with what it lies in", () => {
  const { form, sent } = formOf(structuredClone(ASKED));
  const answers = ["guidance", "examples", 0, "answers"];
  form.change([...answers, "study", "law"], "no");
  form.change([...answers, "study", "other"], 2);
  assert.deepEqual(sent, [
    [["clauses", 1, ...answers, "study"], { law: "no" }],
    [["clauses", 1, ...answers, "study", "other"], 2],
  ]);
});

test("examples are drawn anew when the clause asks something else, and only then", () => {
  const { form } = formOf(structuredClone(ASKED));
  form.change(["guidance", "examples", 0, "answers", "launch"], "no");
  assert.equal(form.renewExamples.mock.callCount(), 0);
  form.change(["parts", 0, "questions", 0, "ask"], "开了没有？");
  assert.equal(form.renewExamples.mock.callCount(), 1);
  assert.equal(form.definitions.example.properties.answers.properties.launch.title, "开了没有？");
});

test("an example is scored by the rules: what it tells stays, and its scores are theirs", () => {
  const example = { title: "题", story: "事", answers: { a: "no" }, own: 1.5, low: 2, high: 2, envelope: { low: 0, high: 2 }, estimate: 2 };
  const result = { low: "1", high: "2.5", envelope_low: "1", envelope_high: "2.5", estimate: null };
  const told = { title: "题", story: "事", answers: { a: "no" }, own: 1.5 };
  assert.deepEqual(rescored(example, result), { ...told, low: 1, high: 2.5 });
  const wider = { ...result, envelope_low: "0.5", estimate: "1.5" };
  assert.deepEqual(rescored(example, wider), { ...told, low: 1, high: 2.5, envelope: { low: 0.5, high: 2.5 }, estimate: 1.5 });
});

test("an example asks the core as the self-check does: a decimal goes as text", () => {
  assert.deepEqual(entryOf({ answers: { a: "no", b: 3, c: { value: 0.5 } }, own: 1.5 }), { answers: { a: "no", b: 3, c: { value: "0.5" } }, estimate: "1.5" });
  assert.deepEqual(entryOf({}), { answers: {} });
});

test("what is typed is read as the data that it means", () => {
  assert.equal(numberOf("０。５"), 0.5);
  assert.equal(numberOf("1.2345"), "1.2345");
  assert.equal(numberOf("100000000000"), 100000000000);
  assert.equal(numberOf(" "), undefined);
  assert.equal(numberOf("yes"), "yes");
  assert.deepEqual(linesOf(" 甲 \n\n乙"), ["甲", "乙"]);
});

test("a value is put into data and taken out of them", () => {
  const data = { parts: [{ points: 1 }, { points: 2 }] };
  put(data, ["parts", 0, "points"], 3);
  put(data, ["parts", 1], undefined);
  assert.deepEqual(data, { parts: [{ points: 3 }] });
  assert.equal(at(data, ["parts", 4, "points"]), undefined);
});

test("help speaks of fields, not of how a file is written", () => {
  const titles = pageTitles(schemas);
  const said = (text, isChoice) => helpWords(text, titles, isChoice);
  assert.equal(said("条号，加引号。"), "条号。");
  assert.equal(said("从哪里算起。full：从满分扣起；zero：从 0 分得起。", true), "从哪里算起。");
  assert.equal(said("一份材料放在 edition.yaml 的 places 里的一处。"), "一份材料放在“这一版的标题、组成和出处”的“材料放在哪里”里的一处。");
  assert.equal(said("释义没有核实的写 true。"), "释义没有核实的打勾。");
  assert.equal(plainWords("请写 bound: written", titles), "请写“会不会超出分值”选“会，原文写了扣完为止之类”");
  assert.equal(plainWords("请在 edition.yaml 的 discrepancies 里声明", titles), "请在“这一版的标题、组成和出处”的“分值对不上的地方”里声明");
});

test("what a check says is told in the words of the page, by the place that it speaks of", () => {
  const titles = pageTitles(schemas);
  const said = (message, path, { code = "Q001", file = "rubric/x/items/01.yaml" } = {}) => faultWords({ code, message, file, path }, schemas, titles);
  const question = ["clauses", 0, "parts", 0, "questions", 0];
  assert.equal(said("缺少“ask”，请补上", question), "缺少“问题”，请补上");
  assert.equal(said("有评分办法的部分要写 questions", ["clauses", 1, "parts", 0]), "有评分办法的部分要写“问题”");
  assert.equal(said("须从高到低的是 tiers", question), "须从高到低的是“各段”");
  assert.equal(said("缺少“kind”；可以写：yes_no", question), "缺少“问题的种类”；可以写：“是非题”");
  assert.equal(said("有固定含义的“other”不能作标识", question), "有固定含义的“other”不能作标识");
  assert.equal(said("可以写：yes、no、unsure", ["clauses", 0, "guidance"]), "可以写：“是”、“否”、“拿不准”");
  assert.equal(said("edition.yaml 的 places 里有：会议记录", [...question, "places"]), "“这一版的标题、组成和出处”的“材料放在哪里”里有：会议记录");
  assert.equal(said("没有用“places”列出", [], { file: "rubric/x/edition.yaml" }), "没有用“材料放在哪里”列出");
  assert.equal(said("缺少“label”，请补上", ["editions", 0], { file: "rubric/editions.yaml" }), "缺少“读者看到的名称”，请补上");
  assert.equal(said("note 里写“a”", ["terms", 0], { file: "rubric/glossary.yaml" }), "“补充说明”里写“a”");
  assert.equal(said("请在 why 写明理由", ["clauses", 3], { file: "rubric/y/lineage.yaml" }), "请在“理由”写明理由");
  assert.equal(said("与 rubric/mini/items/2.yaml 的项号都是“2”", ["id"]), "与 rubric/mini/items/2.yaml 的项号都是“2”");
  assert.equal(said("放进 items 文件夹", []), "放进 items 文件夹");
  assert.equal(said("先用 qinglian freeze 封存", []), "先用“发布”里的“把它换成现行的一版”封存");
  assert.equal(said("问题“new-1”既没有得失", question), "这一题既没有得失");
  // 写法的错在原样文字里改，那里要照写
  const raw = "不认识的键“lable”，是不是“label”；这里可以写：id、label";
  assert.equal(said(raw, [], { code: "Q002" }), raw);
});

test("a change is undone and redone, and files come and go with it", () => {
  const work = new Work(newWork({ name: "x", files: { [A]: "1" } }));
  assert.ok(work.take({ [A]: "2", [B]: "new" }, { words: "导入" }));
  assert.ok(!work.take({ [A]: "2" }, { words: "没有变" }));
  assert.equal(work.undo().words, "导入");
  assert.deepEqual(work.files, { [A]: "1" });
  assert.deepEqual(work.redo().files, { [A]: "2", [B]: "new" });
  assert.ok(work.take({ [B]: null }, { words: "删去" }));
  assert.deepEqual(work.files, { [A]: "2" });
  assert.equal(work.redo(), undefined);
});

test("what is typed at one place in one go is one step back", (context) => {
  context.mock.timers.enable({ apis: ["Date"] });
  const work = new Work(newWork({ name: "x", files: { [A]: "1" } }));
  for (const text of ["1a", "1ab", "1abc"]) work.take({ [A]: text }, { words: "改", place: "p" });
  context.mock.timers.tick(60_000);
  work.take({ [A]: "later" }, { words: "改", place: "p" });
  work.undo();
  assert.equal(work.files[A], "1abc");
  work.undo();
  assert.equal(work.files[A], "1");
});

test("what can be undone and redone is still there when the revision is opened again", async () => {
  const { storage, one } = await twoPages();
  const { keeper } = one;
  keeper.work.take({ [A]: "甲\n乙\n丙\n" }, { words: "写" });
  keeper.work.take({ [A]: "甲\n乙乙\n丙\n", [B]: null }, { words: "改" });
  keeper.work.undo();
  keeper.schedule();
  await keeper.flush();
  const again = new Work(await storage.read(keeper.work.stored.id));
  assert.equal(again.redo().words, "改");
  assert.deepEqual(again.files, { [A]: "甲\n乙乙\n丙\n" });
  assert.deepEqual([again.undo(), again.undo()].map(({ words }) => words), ["改", "写"]);
  assert.deepEqual(again.files, { [A]: "1", [B]: "1" });
  assert.ok(!workFile(again.stored).text.includes("乙"));
});

test("a revision that an earlier site has kept opens with nothing to undo", () => {
  const { past, future, ...old } = new Work(newWork({ name: "x", files: { [A]: "1" } })).stored;
  const work = new Work(old);
  assert.equal(work.undo(), undefined);
  work.take({ [A]: "2" }, { words: "改" });
  assert.equal(work.undo().words, "改");
});

test("what is kept to be undone is bounded in steps and in letters, and never less than the last one", () => {
  const work = new Work(newWork({ name: "x", files: { [A]: "" } }));
  for (let step = 1; step <= 400; step += 1) work.take({ [A]: `${step}` }, { words: `${step}` });
  assert.deepEqual([work.past.length, work.past[0].words], [300, "101"]);
  const long = "长".repeat(600_000);
  for (const text of [long, "短", `${long}！`, "完"]) work.take({ [A]: text }, { words: text.slice(0, 1) });
  assert.deepEqual(work.past.map(({ words }) => words), ["完"]);
  assert.equal(work.undo().files[A], `${long}！`);
  assert.equal(new Work(work.stored).redo().files[A], "完");
});

test("a long text with one letter changed costs the letter only", () => {
  const text = "长".repeat(50_000);
  const work = new Work(newWork({ name: "x", files: { [A]: text } }));
  work.take({ [A]: `${text}一${text}` }, { words: "添" });
  work.take({ [A]: `${text}二${text}` }, { words: "改" });
  assert.ok(JSON.stringify(work.past[1]).length < 500);
  work.undo();
  assert.equal(work.files[A], `${text}一${text}`);
});

test("undoing never takes back what another tab has written", async () => {
  const { one, other, change } = await twoPages();
  await change(one, { [A]: "一" });
  await change(one, { [B]: "一" });
  other.keeper.adopt(other.keeper.work, await other.keeper.storage.read(one.keeper.work.stored.id), other.keeper.work.files);
  await change(other, { [B]: "一，还有" });
  const stored = await one.keeper.storage.read(one.keeper.work.stored.id);
  one.keeper.adopt(one.keeper.work, stored, one.keeper.work.files);
  assert.equal(one.keeper.work.undo(), undefined);
  assert.deepEqual(one.keeper.work.undo().files, { [A]: "1" });
  assert.equal(one.keeper.work.files[B], "一，还有");
});

test("a revision that the site has overtaken says so, and one that was published is none", async () => {
  const stored = newWork({ name: "x", files: { [A]: "1", [B]: "2" }, began: "sources-1.bin" });
  const publishes = (files) => async () => files;
  const never = async () => assert.fail("asked for nothing");
  assert.equal(await overtakenBy(stored, "sources-1.bin", never), null);
  assert.equal(await overtakenBy({ ...stored, began: "" }, "sources-2.bin", never), null);
  assert.deepEqual(await overtakenBy(stored, "sources-2.bin", publishes({ [A]: "1", [B]: "2", "rubric/x/sealed.json": "{}" })), []);
  assert.deepEqual(await overtakenBy(stored, "sources-2.bin", publishes({ [A]: "3", "rubric/glossary.yaml": "4", [B]: "2" })), [
    "rubric/glossary.yaml",
    A,
  ]);
  const state = { editions: [{ id: "x", file: "rubric/x/edition.yaml", items: [{ file: A, label: "1.", heading: "学习" }] }] };
  const named = (...paths) => /两边不同的有：(.*)（/.exec(overtakenWords(paths, state))[1];
  assert.equal(named("rubric/glossary.yaml", A), "词语解释、1.学习");
  assert.equal(named("rubric/y/edition.yaml", "rubric/y/items/01.yaml"), "这里没有的一版");
  const many = Array.from({ length: 9 }, (_, index) => `rubric/x/items/1${index}.yaml`);
  assert.match(named(...many), /等9处$/);
  assert.equal(readWorkFile(workFile(stored).text).work.began, "sources-1.bin");
});

test("a work file says all there is, and any other is refused with the reason", () => {
  const stored = newWork({ name: "2027 修订/稿", files: { [A]: "甲\n" }, release: "abc" });
  const { name, text } = workFile(stored);
  assert.match(name, /^2027-修订-稿-工作文件-[0-9-]+\.json$/);
  const { work } = readWorkFile(text);
  assert.ok(areSame(work.files, stored.files));
  assert.deepEqual([work.name, work.release, work.revision], [stored.name, "abc", 0]);
  assert.notEqual(work.id, stored.id);
  const why = (data) => readWorkFile(typeof data === "string" ? data : JSON.stringify(data)).reason;
  assert.match(why("PK"), /不是本页保存的工作文件/);
  assert.match(why({ format: "qinglian-self-check", edition: {}, clauses: {} }), /自查文件/);
  assert.match(why({ format: "qinglian-workbench", version: 2, files: { [A]: "" } }), /较新的网站/);
  for (const files of [{}, { "../x": "" }, { "rubric/../x": "" }, { [A]: 1 }]) {
    assert.match(why({ format: "qinglian-workbench", version: 1, files }), /不完整/);
  }
  const many = Object.fromEntries(Array.from({ length: 2001 }, (_, place) => [`rubric/甲/items/${place}.yaml`, ""]));
  assert.match(why({ format: "qinglian-workbench", version: 1, files: many }), /文件太大/);
});

test("two tabs come together where they changed different files", () => {
  const base = { [A]: "1", [B]: "1" };
  assert.deepEqual(mergedFiles(base, { [A]: "2", [B]: "1" }, { [A]: "1", [B]: "3" }), { files: { [A]: "2", [B]: "3" }, clashing: [] });
  assert.deepEqual(mergedFiles(base, { [A]: "2" }, { [A]: "3", [B]: "1" }).clashing, [A]);
  assert.deepEqual(mergedFiles(base, { [A]: "2" }, { [A]: "1", [B]: "1" }).files, { [A]: "2" });
});

function keeperOn(storage) {
  const told = [];
  const note = (name) => (...rest) => told.push([name, ...rest]);
  const keeper = new Keeper(storage, { kept: note("kept"), notKept: note("notKept"), arrived: note("arrived"), parted: note("parted") });
  return { keeper, told, names: () => told.map(([name]) => name) };
}

/** The same revision on two pages. */
async function twoPages() {
  const storage = new FakeStorage();
  const one = keeperOn(storage);
  one.keeper.begin(new Work(newWork({ name: "x", files: { [A]: "1", [B]: "1" } })));
  await one.keeper.flush();
  const other = keeperOn(storage);
  other.keeper.begin(new Work(await storage.read(one.keeper.work.stored.id)));
  const change = async ({ keeper }, written) => {
    keeper.work.take(written, { words: "改" });
    keeper.schedule();
    await keeper.flush();
  };
  return { storage, one, other, change };
}

test("changes of another tab come in, and those of this one stay", async () => {
  const { storage, one, other, change } = await twoPages();
  await change(one, { [A]: "one" });
  await change(other, { [B]: "other" });
  assert.deepEqual(other.keeper.work.files, { [A]: "one", [B]: "other" });
  assert.deepEqual(other.names(), ["arrived", "kept"]);
  assert.equal(storage.works.size, 1);
});

test("where two tabs change the same, both are kept", async () => {
  const { storage, one, other, change } = await twoPages();
  await change(one, { [A]: "one" });
  await change(other, { [A]: "other" });
  const texts = [...storage.works.values()].map(({ files }) => files[A]);
  assert.deepEqual(texts.sort(), ["one", "other"]);
  assert.deepEqual(other.names(), ["parted", "kept"]);
  assert.notEqual(other.keeper.work.stored.id, one.keeper.work.stored.id);
});

test("where the browser keeps nothing it is said, and tried again", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { storage, one } = await twoPages();
  storage.fault = new DOMException("", "QuotaExceededError");
  one.keeper.work.take({ [A]: "2" }, { words: "改" });
  one.keeper.schedule();
  await one.keeper.flush();
  assert.deepEqual(one.told.at(-1), ["notKept", "浏览器的存储空间满了"]);
  assert.ok(one.keeper.isAtRisk);
  storage.fault = null;
  context.mock.timers.tick(5000);
  await one.keeper.writing;
  assert.ok(!one.keeper.isAtRisk);
  assert.equal((await storage.list())[0].files[A], "2");
});

function typedWith(ask, notes = null) {
  const told = [];
  const view = {
    taken: (reply, edit) => told.push(["taken", edit.key, reply]),
    refused: (error, edit) => told.push(["refused", edit.key]),
    busy: () => {},
  };
  const typed = new Typed(ask, view, notes);
  typed.begin("w");
  return { typed, told };
}

const editAt = (key, value) => ({ key, op: "bench-set", payload: { value }, words: key });

test("of what is typed at one place the last counts, and one thing is sent after another", async () => {
  const sent = [];
  let under = 0;
  const { typed } = typedWith(async (op, { value }) => {
    under += 1;
    assert.equal(under, 1);
    sent.push(value);
    await null;
    under -= 1;
  });
  typed.put(editAt("a", 1));
  typed.put(editAt("b", 2));
  typed.put(editAt("a", 3));
  await typed.send();
  assert.deepEqual(sent, [2, 3]);
});

test("what was typed and not kept is taken over by the next page; what was kept is not", async () => {
  const first = typedWith(async () => ({}));
  first.typed.put(editAt("a", 1));
  await first.typed.send();
  first.typed.kept(() => false);
  first.typed.put(editAt("b", 2));
  const second = typedWith(async () => ({}));
  assert.deepEqual((await second.typed.recover()).map(({ key }) => key), ["b"]);
  await second.typed.send();
  assert.deepEqual(second.told.map(([how, key]) => [how, key]), [["taken", "b"]]);
  second.typed.kept(() => false);
  assert.deepEqual(await typedWith(async () => ({})).typed.recover(), []);
  clearTimeout(first.typed.timer);
});

test("what was typed is there again even where the browser died with the notes that it had not written yet", async () => {
  const storage = new FakeStorage();
  storage.remove = async (id) => void storage.works.delete(id);
  const first = typedWith(async () => ({}), new Notes(storage));
  first.typed.put(editAt("a", 1));
  first.typed.put(editAt("b", 2));
  clearTimeout(first.typed.timer);
  await first.typed.notes.writing;
  for (const key of Object.keys(window.localStorage)) window.localStorage.removeItem(key);
  const second = typedWith(async () => ({}), new Notes(storage));
  assert.deepEqual((await second.typed.recover()).map(({ key }) => key), ["a", "b"]);
  await second.typed.send();
  second.typed.kept(() => false);
  await second.typed.notes.writing;
  assert.equal(storage.works.size, 0);
});

test("where another tab's change came in between, what was typed goes into the new text", () => {
  const told = [];
  const page = {
    work: { files: { [A]: "theirs", [B]: "b" } },
    overtaken: new Set(),
    typed: { put: ({ key }) => told.push(["put", key]) },
    keeper: { part: () => told.push(["part"]) },
    edit: { refuse: () => {}, renew: () => told.push(["renew"]) },
    apply: ({ files }) => told.push(["apply", files]),
  };
  const taken = (files, edit, before) => MaintainPage.prototype.taken.call(page, { files }, edit, before);
  const edit = editAt("a", 1);
  taken({ [A]: "old, mine" }, edit, { [A]: "old", [B]: "b" });
  assert.deepEqual(told.splice(0), [["put", "a"]]);
  taken({ [A]: "theirs, mine" }, edit, page.work.files);
  assert.deepEqual(told.splice(0), [["apply", { [A]: "theirs, mine" }], ["renew"]]);
  taken({ [B]: "b2" }, edit, { [A]: "old", [B]: "b" });
  assert.deepEqual(told.splice(0), [["apply", { [B]: "b2" }]]);
  taken({ [A]: "whole" }, { ...edit, op: "bench-block" }, { [A]: "old" });
  assert.deepEqual(told.splice(0), [["part"], ["apply", { [A]: "whole" }]]);
});

test("what Python refuses stays noted until it is put right", async () => {
  const { typed, told } = typedWith(async () => {
    throw new Error("no");
  });
  typed.put(editAt("a", 1));
  await typed.send();
  typed.kept(({ key }) => key === "a");
  assert.deepEqual(told, [["refused", "a"]]);
  assert.deepEqual((await typedWith(async () => ({})).typed.recover()).map(({ key }) => key), ["a"]);
});

test("places to look at are one a clause, in their order", () => {
  const mark = (clause, item, look) => ({ edition: "e", item, clause, file: A, line: 1, column: 1, look, words: look });
  const places = placesOf([mark("1.1", "1", "甲"), mark("1.1", "1", "乙"), mark("", "1", "丙"), mark("", "", "丁")]);
  assert.deepEqual(places.map(({ id, marks }) => [id, marks.length]), [["1.1", 2], ["1", 1], ["e", 1]]);
  const items = [{ marks: 3, clauses: [{ marks: 2 }, { marks: 0 }] }];
  assert.equal(placesLeft({ marks: 4, items }), 3);
});

test("a work file that was opened leads to where there is work", () => {
  const edition = (marks) => ({ marks, items: [{ marks, clauses: [{ marks }] }] });
  assert.equal(stepWithWork({ editions: [edition(0), edition(2)] }), "review");
  assert.equal(stepWithWork({ editions: [edition(0)] }), "edit");
});

test("a work file that was opened is known from what is kept by its name", () => {
  const kept = [{ name: "修订", deleted: "" }, { name: "旧的", deleted: "2026-01-01" }];
  assert.equal(nameBeside("修订", []), "修订");
  assert.equal(nameBeside("旧的", kept), "旧的");
  assert.equal(nameBeside("修订", kept), "修订（从文件打开）");
  assert.equal(nameBeside("修订", [...kept, { name: "修订（从文件打开）", deleted: "" }]), "修订（从文件打开的第2份）");
});

test("a program that somebody stopped is not to be tried again: it starts by itself", () => {
  assert.deepEqual(failureOf({ state: "failed", failure: new EngineFault("stopped") }), { said: "修订程序停了，要用的时候会自己启动。", mayRetry: false });
  assert.equal(failureOf({ state: "failed", failure: new EngineFault("crashed") }).mayRetry, true);
  assert.deepEqual(failureOf({ state: "loading", failure: null }), { said: "", mayRetry: false });
});

/** A bench that builds in three steps. */
class FakeBench {
  constructor() {
    this.asked = [];
    this.step = 0;
  }
  async ask(op, payload = {}) {
    this.asked.push(op);
    if (op === "bench-wanted") return { files: [{ path: "assets/a.js", size: 3 }] };
    if (op === "bench-keep") return {};
    if (op === "bench-take") return { data: `${payload.offset}` };
    this.step = payload.begin ? 1 : this.step + 1;
    this.onstep?.();
    return { done: this.step === 3, step: this.step, of: 3, words: "生成", files: this.step === 3 ? [{ name: "s.zip" }] : undefined };
  }
  stop() {
    this.stopped = true;
  }
}

const fetched = async () => Uint8Array.of(1, 2, 3);
const asText = (bytes) => [...bytes].join();

test("the site is made step by step of the files it needs", async () => {
  const bench = new FakeBench();
  const told = [];
  const making = new Making(bench, (words, step, of) => told.push(`${step}/${of}`), fetched);
  assert.deepEqual(await making.run(asText), [{ name: "s.zip" }]);
  assert.deepEqual(bench.asked, ["bench-wanted", "bench-keep", "bench-build", "bench-build", "bench-build"]);
  assert.deepEqual(told, ["0/1", "1/3", "2/3", "3/3"]);
});

test("the making is stopped at once, and gives nothing", async () => {
  const bench = new FakeBench();
  const making = new Making(bench, () => {}, fetched);
  bench.onstep = mock.fn(() => making.stop());
  assert.equal(await making.run(asText), null);
  assert.equal(bench.onstep.mock.callCount(), 1);
  assert.ok(bench.stopped);
});

test("a product is taken away in pieces", async () => {
  const pieces = await Making.taken(new FakeBench(), { path: "s.zip", size: 4_500_000 }, (data) => data);
  assert.deepEqual(pieces, ["0", "2000000", "4000000"]);
});
