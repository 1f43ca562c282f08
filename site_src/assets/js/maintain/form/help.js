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
const NAME = /(?<![\w"“.-])(?:edition\.yaml|[a-z]+(?:_[a-z]+)*(?:: [a-z]+(?:_[a-z]+)*)?)(?![\w"”.-])/g;
const FILES = /** @type {Record<string, string>} */ ({ "edition.yaml": "“这一版的标题、项目和出处”" });

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
 * Names of files and keys as the page calls them.
 *
 * @param {string} words
 * @param {Map<string, string>} titles
 */
export function plainWords(words, titles) {
  return words
    .replace(NAME, (name) => FILES[name] || named(name, titles))
    .replace(/ ?(“[^”]*”) ?/g, "$1");
}

/** @param {string} name  of a key, or of one with what is chosen for it @param {Map<string, string>} titles */
function named(name, titles) {
  const title = titles.get(name);
  if (title) return title.startsWith("“") ? title : `“${title}”`;
  const [key = "", value] = name.split(": ");
  return value && titles.get(key) ? `“${titles.get(key)}”: ${value}` : name;
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
export function titlesOf(node, titles = new Map(), defined = new Map()) {
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
