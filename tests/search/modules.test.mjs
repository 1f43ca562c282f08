// Each module of the search by itself.
import assert from "node:assert/strict";
import { test } from "node:test";

import { searchEngine, suggestions } from "../../site_src/assets/js/search/engine.js";
import { excerpt } from "../../site_src/assets/js/search/results.js";
import { soundsFrom, spelled } from "../../site_src/assets/js/search/sounds.js";
import { symbolsOf } from "../../site_src/assets/js/search/symbols.js";
import {
  figuresAsked,
  figuresOffered,
  variantsOf,
  withDigits,
  withNumerals,
  withoutRangeWords,
} from "../../site_src/assets/js/search/wording.js";

const values = (text) => symbolsOf(text).values;

test("a number is one symbol, whatever its width", () => {
  assert.deepEqual(values("扣2.5分"), ["扣", "2.5", "分"]);
  assert.deepEqual(values("扣２．５分"), ["扣", "2.5", "分"]);
  assert.deepEqual(values("扣2。5分"), ["扣", "2.5", "分"]);
  assert.deepEqual(values("“13710”、12345"), ["13710", "12345"]);
  assert.deepEqual(values("共3。"), ["共", "3"]);
  assert.deepEqual(values("App学习"), ["app", "学", "习"]);
});

test("symbols know where they stand", () => {
  const symbols = symbolsOf("“三会”，\n一课");
  assert.deepEqual(symbols.values, ["三", "会", "一", "课"]);
  assert.deepEqual(symbols.starts, [1, 2, 6, 7]);
  assert.deepEqual(symbols.ends, [2, 3, 7, 8]);
  assert.deepEqual(symbols.places, [0, 1, 34, 35]);
});

test("numerals and digits stand for each other", () => {
  assert.deepEqual(withDigits(values("十五条")), ["15", "条"]);
  assert.deepEqual(withDigits(values("二十条")), ["20", "条"]);
  assert.deepEqual(withDigits(values("一百零五")), ["105"]);
  assert.deepEqual(withDigits(values("一三七一零")), ["13710"]);
  assert.deepEqual(withDigits(values("两次")), ["2", "次"]);
  assert.deepEqual(withNumerals(values("3会1课")), ["三", "会", "一", "课"]);
  assert.deepEqual(withNumerals(values("10大、15条、20、13710")), ["十", "大", "十", "五", "条", "二", "十", "13710"]);
  assert.deepEqual(withoutRangeWords(values("9至14条")), ["9", "14", "条"]);
  assert.deepEqual(withoutRangeWords(values("至今")), ["至", "今"]);
});

test("figures keep their units, at both ends of a range", () => {
  assert.deepEqual(figuresAsked(values("9-14条")), ["9条", "14条"]);
  assert.deepEqual(figuresAsked(values("13710制度")), ["13710"]);
  assert.deepEqual(figuresOffered(values("扣2.5分")), ["2.5", "2.5分"]);
});

const SOUNDS = soundsFrom({ xiang: "项相向", xian: "县", shang: "上", sang: "桑" }, ["拔拨"]);

test("characters alike are those of the same sound, nearly the same, or the same shape", () => {
  assert.deepEqual(Object.fromEntries(SOUNDS.likenesses("项")), { 相: 0.75, 向: 0.75, 县: 0.6 });
  assert.deepEqual(Object.fromEntries(SOUNDS.likenesses("拔")), { 拨: 0.75 });
  assert.deepEqual(Object.fromEntries(SOUNDS.likenesses("上")), { 桑: 0.6 });
});

test("letters spell characters by syllable or first letter", () => {
  const text = symbolsOf("第八项规定");
  const sounds = soundsFrom({ ba: "八", xiang: "项", gui: "规", ding: "定" }, []);
  assert.deepEqual(spelled("baxiang", text, sounds), [1, 2]);
  assert.deepEqual(spelled("bxgd", text, sounds), [1, 2, 3, 4]);
  assert.deepEqual(spelled("xianggui", text, sounds), [2, 3]);
  assert.deepEqual(spelled("xiangg", text, sounds), [2, 3]);
  assert.deepEqual(spelled("bxg", text, sounds), []);
});

test("variants hold numbers the other way and words that mean the same", () => {
  const groups = [["提拔", "选拔"]].map((group) => group.map((word) => values(word)));
  assert.deepEqual(
    variantsOf(values("提拔2次"), groups).map(({ values: row, trust }) => [row.join(""), trust]),
    [["提拔2次", 1], ["提拔二次", 0.97], ["选拔2次", 0.84]],
  );
});

const document = (kind, id, fields) => ({
  kind, id, label: id, title: "", points: "", path: id, official: "", words: [], guidance: [], terms: [], ...fields,
});

const ENGINE = searchEngine({
  format: 1,
  documents: [
    document("clause", "1.1", { official: "落实“三会一课”制度（2分），少于2次扣1分。" }),
    document("clause", "1.2", { official: "一是开会，二是上课；三天内报送15条以上。", words: ["稿件"] }),
    document("clause", "1.3", { official: "执行“13710”工作制度，扣2.5分。", guidance: ["与三会一课不同。"] }),
    document("item", "1", { title: "学习", points: "9", official: "三会一课、组织生活。" }),
    document("term", "lessons", { title: "三会一课", guidance: ["支部的会议。"] }),
    document("clause", "1.4", { official: "查看12345热线。" }),
  ],
  synonyms: [["热线", "电话"]],
  fillers: ["怎么"],
  lookalikes: ["末未"],
  examples: [],
  sounds: { ke: "课刻客", hui: "会汇", san: "三" },
});
const found = (query) => ENGINE.search(query).map((result) => result.document.id);

test("official text comes before guidance, guidance before the glossary, scattered characters last", () => {
  assert.deepEqual(found("三会一课"), ["1.1", "1", "1.3", "lessons"]);
});

test("numbers are found whole, with their unit, and never as numbers of the list", () => {
  assert.deepEqual(found("13710"), ["1.3"]);
  assert.deepEqual(found("12345"), ["1.4"]);
  assert.deepEqual(found("137"), ["1.3"]);
  assert.deepEqual(found("3710"), []);
  assert.deepEqual(found("5条"), []);
  assert.deepEqual(found("15条"), ["1.2"]);
  assert.deepEqual(found("扣2分"), ["1.1"]);
  assert.deepEqual(found("9分"), ["1"]);
  assert.deepEqual(found("99"), []);
});

test("a clause or item can be named by its number", () => {
  assert.deepEqual(found("1.3"), ["1.3"]);
  assert.deepEqual(found("第1.4条"), ["1.4"]);
  assert.deepEqual(found("第一项"), ["1"]);
});

test("a bare number is that of an item or a clause, whatever its shape and its unit", () => {
  const engine = searchEngine({
    format: 1,
    documents: [
      document("clause", "13.1", { label: "第13.1款", official: "13个科室各报一次。" }),
      document("item", "13", { label: "第13号", title: "厚植" }),
      document("item", "2.1", { label: "第2.1项", title: "机构" }),
      document("clause", "2.1.3", { label: "第2.1.3条", official: "持证上岗。" }),
    ],
    synonyms: [],
    fillers: [],
    lookalikes: [],
    examples: [],
    sounds: {},
  });
  const first = (query) => engine.search(query)[0]?.document.id;
  for (const query of ["13", "１３", "十三", "第13号", "第13项"]) assert.equal(first(query), "13", query);
  for (const query of ["2.1", "第2.1项"]) assert.equal(first(query), "2.1", query);
  for (const query of ["2.1.3", "第2.1.3条", "2.1.3条"]) assert.equal(first(query), "2.1.3", query);
  assert.equal(first("13.1款"), "13.1");
});

test("slips, synonyms, fillers and bare letters are forgiven", () => {
  assert.equal(found("三会一刻")[0], "1.1");
  assert.equal(found("三汇一课")[0], "1.1");
  assert.equal(found("三会课")[0], "1.1");
  assert.equal(found("怎么查看电话")[0], "1.4");
  assert.equal(found("sanhuiyike").length, 0);
  assert.equal(found("稿件")[0], "1.2");
});

test("marks are where the match is", () => {
  const [first] = ENGINE.search("三会一课");
  assert.equal(first.field, "official");
  assert.deepEqual(first.marks, [{ field: "official", ranges: [[3, 7]] }]);
});

test("punctuation, spaces or nothing find nothing", () => {
  for (const query of ["", "  ", "，。", "？！"]) assert.deepEqual(found(query), []);
});

test("suggestions are parts of the query that are found, then examples that are", () => {
  assert.deepEqual(suggestions("火星三会一课", ENGINE, ["15条", "没有的词"]), ["三会一课", "15条"]);
});

test("an excerpt keeps to its line and to the marks", () => {
  const text = `第一行。\n${"长".repeat(60)}，这里有三会一课，${"尾".repeat(90)}。`;
  const at = text.indexOf("三会一课");
  const pieces = excerpt(text, [[at, at + 4]]);
  assert.deepEqual(pieces[0], { text: "…", marked: false });
  assert.deepEqual(pieces.filter(({ marked }) => marked), [{ text: "三会一课", marked: true }]);
  assert.equal(pieces[1].text, "这里有");
  assert.deepEqual(pieces[pieces.length - 1], { text: "…", marked: false });
  assert.deepEqual(excerpt("短句三会。", [[2, 4]]), [
    { text: "短句", marked: false }, { text: "三会", marked: true }, { text: "。", marked: false },
  ]);
});
