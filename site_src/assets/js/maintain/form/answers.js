// @ts-check
/**
 * What a worked example may answer, made a schema of the questions of its clause: it is filled in as they are asked.
 *
 * @typedef {import("./schema.js").Node} Node
 * @typedef {import("./schema.js").Definitions} Definitions
 */

const UNSURE = { unsure: "拿不准" };
const YES_NO = { yes: "是", no: "否", ...UNSURE };
const BLANK = "（没有选）";
const OTHER = "other";
const HELP = "照题目回答，不知道的答“拿不准”；这个情形里不问的题空着。";
/** An answer to a question that the clause does not ask. */
const LEFT_OVER = {
  title: "没有这一题了，请去掉",
  if: { type: "object" },
  then: { type: "object", additionalProperties: { type: "string" } },
  else: { type: "string" },
};

/**
 * @param {Definitions} definitions
 * @param {any} clause  data
 * @returns {Definitions} with the answers of an example as the clause asks for them
 */
export function withAnswers(definitions, clause) {
  const { example } = definitions;
  if (!example || !Array.isArray(clause?.parts)) return definitions;
  const answers = { ...example.properties.answers, ...group(clause.parts.flatMap(questionsOf)), description: HELP };
  return { ...definitions, example: { ...example, properties: { ...example.properties, answers } } };
}

/** @param {any} part @returns {[string, Node][]} */
function questionsOf(part) {
  const questions = Array.isArray(part?.questions) ? part.questions : [];
  return questions.map((/** @type {any} */ question) => [question.id, { ...answerNode(question), title: question.ask || question.id }]);
}

/** @param {[string, Node][]} keys */
function group(keys) {
  const properties = Object.fromEntries(keys.map(([key, node]) => [key, { ...node, isStanding: true }]));
  return { type: "object", properties, additionalProperties: LEFT_OVER, isWhole: true };
}

/** @param {any} question @returns {Node} */
function answerNode(question) {
  const named = question.named || [];
  const each = (/** @type {Node} */ node) => named.map((/** @type {any} */ one) => [one.id, { ...node, title: one.label || one.id }]);
  switch (question.kind) {
    case "yes_no":
      return choice(YES_NO);
    case "each":
      return things([...each(choice(YES_NO)), ...numbers({ [OTHER]: question.other })]);
    case "grade": {
      const options = [...(question.grades || []), ...(question.doubts || [])].map(({ id, label }) => [id, label]);
      const node = choice({ ...Object.fromEntries(options), ...UNSURE });
      return named.length ? things(each(node)) : node;
    }
    case "ratio":
    case "value":
      return measure(question);
    default:
      return named.length ? things(each(number())) : number();
  }
}

/** @param {any} question  answered with the numbers that it needs; one that needs its own only is answered with that */
function measure({ of, target, relative, empty }) {
  const own = of ? { part: of.part, whole: of.whole } : { value: "所问的数" };
  const more = { target: target?.ask, target_part: target?.part, target_whole: target?.whole, reference: relative?.ask, instead: empty?.ask };
  const found = numbers({ ...own, ...more });
  return of || found.length > 1 ? things(found) : number();
}

/** @param {Record<string, string | undefined>} labels @returns {[string, Node][]} of those that there are */
function numbers(labels) {
  return Object.entries(labels).flatMap(([key, title]) => (title === undefined ? [] : [[key, { ...number(), title }]]));
}

/** @returns {Node} */
function number() {
  return { type: "number", words: UNSURE, description: "填数，或者“拿不准”。" };
}

/** @param {Record<string, string>} options @returns {Node} */
function choice(options) {
  return { enum: [undefined, ...Object.keys(options)], enumDescriptions: [BLANK, ...Object.values(options)] };
}

/** @param {[string, Node][]} keys @returns {Node} each answered by itself; 拿不准 may be said of all */
function things(keys) {
  return { if: { type: ["string", "number"] }, then: choice(UNSURE), else: group(keys) };
}
