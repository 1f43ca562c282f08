// @ts-check
/**
 * What crosses from the build to the search: plain data, made by `macros/search/`.
 *
 * @typedef {"clause" | "item" | "project" | "term" | "gap" | "page"} DocumentKind
 *
 * @typedef {object} SearchDocument
 * @property {DocumentKind} kind
 * @property {string} id       "13.4", "13", the id of a project or term, or gap, or the path of a page
 * @property {string} label    as readers see it: “第13.4条”
 * @property {string} title    the title of the item, project, term or page; what a gap answers
 * @property {string} points   a decimal string, or ""
 * @property {string} path     relative to the root of the site: "criteria/13/#c13-4"
 * @property {string} official verbatim text of the clause, or the item's standard; otherwise ""
 * @property {string[]} words  what readers may call it: data beside the clause
 * @property {string[]} guidance guidance of a clause, explanation of a term, answer of a gap, what a project or page holds
 * @property {{label: string, path: string}[]} near  clauses that say something close to the answer of a gap
 * @property {string[]} terms  the glossary terms it uses, each with its meaning
 *
 * @typedef {object} SearchData
 * @property {1} format
 * @property {SearchDocument[]} documents
 * @property {string[][]} synonyms   groups of words that mean the same
 * @property {string[]} fillers      words of a question that say nothing about its subject
 * @property {string[]} lookalikes   strings of characters mistaken for one another by their shape
 * @property {string[]} examples     what to suggest when there is nothing better
 * @property {Record<string, string>} sounds  syllable without tone → the characters read so
 *
 * @typedef {"official" | "title" | "words" | "guidance" | "terms"} FieldName
 *
 * @typedef {object} Passage  one field of one document, ready to be matched
 * @property {FieldName} field
 * @property {string} text
 * @property {import("./symbols.js").Symbols} symbols
 * @property {number} tier    how much a match here is worth, 0…1
 *
 * @typedef {object} SearchResult
 * @property {SearchDocument} document
 * @property {number} score     0…1 and a little
 * @property {boolean} partial  whether too little of the query was found to call this an answer
 * @property {FieldName} field  where the best match stands
 * @property {{field: FieldName, ranges: Range[]}[]} marks  the best field first; ranges are of that field's `fieldText`
 *
 * @typedef {[start: number, end: number]} Range  of UTF-16 units in the passage's text
 */
export {};
