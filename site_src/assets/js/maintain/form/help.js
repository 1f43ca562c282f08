// @ts-check
/**
 * What a schema says of a place, for somebody who fills in a form: it is written for those who edit the file by hand
 * as well, and tells them how to write what a form has a field for.
 */

/** How it is written in a file. */
const BY_HAND = [
  /（(都)?要?加引号）/g,
  /[，、。]?(数字)?(都)?要?加引号/g,
  /（[a-z_]+）/g,
  /（rubric\/[^）]*）/g,
  /[，、；]?(由考评的人在几分之间定的，)?写(成)? ?\{[^}]*\}(：[^，。；]*)?/g,
];
/** A sentence on what words stand in a file for the choices that a form lists. */
const CHOICES = /[a-z_]+(：|: )/;
const ENGLISH = /[a-z]{2}/;
const NAME = /(?<![\w"“./-])[a-z]+(?:_[a-z]+)*(?:: [a-z]+(?:_[a-z]+)*)?(?![\w"”./-]| 文件夹)/g;
const QUOTED = /(?<=缺少|用)“([a-z]+(?:_[a-z]+)*)”|“([a-z]+(?:_[a-z]+)*)”(?=只能)/g;
/** A question that has no name but the one that a program has given. */
const UNNAMED = /问题“new-[0-9]+”/g;
/** A key of another file than the one in which something is wrong. */
const ELSEWHERE = /(?<=(edition\.yaml) (?:的|没有用) ?)“?([a-z]+(?:_[a-z]+)*)”?/g;
const FILE = /(?<!各文件夹|[\w/])(?:rubric\/(?:[\w-]+\/)?)?((?:editions?|glossary|search|lineage)\.yaml)/g;
const COMMAND = /(?:运行|用) qinglian (freeze|review)(?: [a-z0-9-]+)? ?(?:，并把生成的这个文件一起提交)?/g;
/** What the page calls the files that are no item. */
export const FILES = /** @type {Record<string, string>} */ ({
  "edition.yaml": "这一版的标题、组成和出处",
  "editions.yaml": "有哪几版",
  "glossary.yaml": "词语解释",
  "search.yaml": "检索用词",
  "lineage.yaml": "从旧版的哪里来",
});
/** Where the page has what a command does. */
const COMMANDS = /** @type {Record<string, string>} */ ({
  freeze: "用“发布”里的“把它换成现行的一版”",
  review: "看“逐处看”",
});
/** What an example may answer, whatever is asked. @type {[string, string][]} */
const ANSWERS = [["yes", "是"], ["no", "否"], ["unsure", "拿不准"]];
/** Codes of what is wrong in the writing: it is mended in the text, whose own words are needed there. */
const WRITTEN = /^(Y|Q002)/;

/**
 * @param {string} description
 * @param {Map<string, string>} titles  of keys
 * @param {boolean} [isChoice]  whether the form lists what to choose from
 * @returns {string}
 */
export function helpWords(description, titles, isChoice = false) {
  const sentences = description.match(/[^。]+。?/g) || [];
  const kept = sentences.filter((sentence) => !CHOICES.test(sentence) && !(isChoice && ENGLISH.test(sentence))).join("");
  const plain = BY_HAND.reduce((words, pattern) => words.replace(pattern, ""), kept);
  const told = plain.replace(/的?写 true/g, "的打勾").replace(/ ?写 null/g, "空着").replace(/不写这个键/g, "不写");
  return plainWords(told, titles).trim();
}

/**
 * Names of files, keys and commands as the page calls them.
 *
 * @param {string} words
 * @param {Map<string, string>} titles
 */
export function plainWords(words, titles) {
  return words
    .replace(ELSEWHERE, (_, file, key) => `“${titles.get(`${file} ${key}`) || key}”`)
    .replace(UNNAMED, "这一题")
    .replace(FILE, (_, file) => `“${FILES[file]}”`)
    .replace(COMMAND, (_, command) => COMMANDS[command] || "")
    .replace(NAME, (name) => named(name, titles))
    .replace(QUOTED, (quoted, one, other) => (titles.get(one || other) ? named(one || other, titles) : quoted))
    .replace(/ ?(“[^”]*”(?:打勾)?) ?/g, "$1");
}

/** @param {string} code @returns {boolean} whether what is wrong can be mended in the text alone: no form shows it */
export function isOfWriting(code) {
  return WRITTEN.test(code);
}

/**
 * What a check says, in words of the place that it speaks of.
 *
 * @param {{code: string, message: string, file: string, path?: import("../types.js").Path}} fault
 * @param {Record<string, any>} schemas
 * @param {Map<string, string>} titles
 */
export function faultWords({ code, message, file, path = [] }, schemas, titles) {
  if (isOfWriting(code)) return message;
  const name = file.slice(file.lastIndexOf("/") + 1).replace(".yaml", "");
  return plainWords(message, titlesAt(schemas[name] || schemas.item, path, titles));
}

/** @param {string} name  of a key, or of one with what is chosen for it @param {Map<string, string>} titles */
function named(name, titles) {
  const title = titles.get(name);
  if (title) return title.startsWith("“") ? title : `“${title}”`;
  const [key = "", value] = name.split(": ");
  return value && titles.get(key) ? `“${titles.get(key)}”: ${value}` : name;
}

/**
 * What the page calls the keys of all files, and those of an edition where another file speaks of them.
 *
 * @param {Record<string, any>} schemas
 * @returns {Map<string, string>}
 */
export function pageTitles(schemas) {
  const titles = titlesOf(schemas);
  for (const [key, { title }] of Object.entries(schemas.edition?.properties || {})) titles.set(`edition.yaml ${key}`, title);
  return titles;
}

/**
 * The titles of the keys in schemas. A key that is called differently in different places has the title of the
 * definition that bears its name, or else none.
 *
 * @param {any} node
 * @param {Map<string, string>} [titles]
 * @param {Map<string, string>} [defined]
 * @returns {Map<string, string>}
 */
function titlesOf(node, titles = new Map(), defined = new Map()) {
  if (typeof node !== "object" || node === null) return titles;
  for (const [key, { title, enum: values = [], enumDescriptions = [] }] of Object.entries(node.properties || {})) {
    values.forEach((/** @type {string} */ value, /** @type {number} */ at) => titles.set(`${key}: ${value}`, `“${title}”选“${enumDescriptions[at]}”`));
    if (title && !defined.has(key)) titles.set(key, titles.has(key) && titles.get(key) !== title ? "" : title);
  }
  for (const [key, { title, description }] of Object.entries(node.definitions || {})) {
    if (title && description) defined.set(key, title).forEach((one, name) => titles.set(name, one));
  }
  for (const one of Object.values(node)) titlesOf(one, titles, defined);
  return titles;
}

/**
 * The titles of keys and the words of choices, as they are called at a place: a key has there the one of the things
 * nearest to it.
 *
 * @param {any} schema
 * @param {import("../types.js").Path} path
 * @param {Map<string, string>} titles  of the whole
 * @returns {Map<string, string>}
 */
export function titlesAt(schema, path, titles) {
  const found = new Map([...titles, ...ANSWERS]);
  let nodes = alternatives(schema, schema.definitions);
  for (const key of [null, ...path]) {
    if (key !== null) nodes = nodes.flatMap((node) => alternatives(typeof key === "number" ? node.items : node.properties?.[key], schema.definitions));
    for (const node of nodes) noteWords(found, node, schema.definitions);
  }
  return found;
}

/** @param {any} node @param {any} definitions @returns {any[]} the node and all that it refers to or may be */
function alternatives(node, definitions) {
  if (!node) return [];
  const { $ref = "", allOf = [], anyOf = [], oneOf = [], then: yes, else: no } = node;
  const referred = definitions?.[$ref.replace("#/definitions/", "")];
  return [node, ...[referred, yes, no, ...allOf, ...anyOf, ...oneOf].flatMap((one) => alternatives(one, definitions))];
}

/** @param {Map<string, string>} found @param {any} node @param {any} definitions */
function noteWords(found, node, definitions) {
  const choose = (/** @type {{enum?: string[], enumDescriptions?: string[]}} */ { enum: values = [], enumDescriptions = [] }) =>
    values.forEach((value, at) => {
      const words = enumDescriptions[at];
      if (words) found.set(value, words);
    });
  choose(node);
  for (const [key, below] of Object.entries(node.properties || {})) {
    const each = alternatives(below, definitions);
    each.forEach(choose);
    const { title } = each.find((one) => one.title) || {};
    if (!title) continue;
    found.set(key, title).set(`${key}: true`, `“${title}”打勾`);
    for (const { enum: values = [], enumDescriptions = [] } of each) {
      values.forEach((/** @type {string} */ value, /** @type {number} */ at) => found.set(`${key}: ${value}`, `“${title}”选“${enumDescriptions[at] || value}”`));
    }
  }
}
