// @ts-check
/**
 * What the page and the workbench in Python pass to one another: plain data (see macros/workbench).
 *
 * @typedef {Record<string, string>} Files  the texts of all files of the criteria, by path
 * @typedef {Record<string, string | null>} Written  what an operation wrote; null: removed
 * @typedef {(string | number)[]} Path  a place in a file's data
 *
 * @typedef {object} Fault
 * @property {string} file
 * @property {number} line
 * @property {number} column
 * @property {string} code
 * @property {string} message
 * @property {string} edition  "" where unknown, as the next two
 * @property {string} item
 * @property {string} clause
 * @property {Path} [path]     its place in the data of the file
 *
 * @typedef {object} ClauseEntry
 * @property {string} id
 * @property {string} label
 * @property {string} head     first words of its text
 * @property {string} points
 * @property {number} marks    still to be looked at
 * @property {number} faults
 *
 * @typedef {object} ItemEntry
 * @property {string} id
 * @property {string} label
 * @property {string} heading
 * @property {string} file
 * @property {number} marks
 * @property {number} faults
 * @property {ClauseEntry[]} clauses
 *
 * @typedef {object} EditionEntry
 * @property {string} id
 * @property {string} label
 * @property {"draft" | "current" | "frozen"} state
 * @property {string} stateWords
 * @property {string} title
 * @property {string} file
 * @property {number} marks
 * @property {string[] | null} open  keys that may still be changed where it is frozen; null: all may
 * @property {{clause: string, item: string}} words  what it calls its clauses and items
 * @property {{id: string, title: string, items: string[]}[]} projects
 * @property {string} nextItem  the number of one more item
 * @property {ItemEntry[]} items
 *
 * @typedef {object} State  how it stands with the criteria
 * @property {EditionEntry[]} editions
 * @property {Fault[]} faults
 * @property {string[]} sentences  what is right, in words
 * @property {boolean} ready       whether it may be published
 * @property {string[]} published
 *
 * @typedef {object} Reply  of an operation that writes
 * @property {Written} files
 * @property {State} [state]       none where nothing could be written
 * @property {Fault[]} [faults]    why not, by the lines of what was typed
 *
 * @typedef {object} Match  where a clause of a revised document comes from
 * @property {string} new
 * @property {string} label
 * @property {string[]} old
 * @property {string[]} oldLabels
 * @property {string} kind
 * @property {string} kindWords
 * @property {string} doubt
 * @property {string} head
 *
 * @typedef {object} Imported
 * @property {boolean} merged  into a draft that was imported before
 * @property {{clause: string}} words  what it calls its clauses
 * @property {number} marks    to be looked at
 * @property {Match[]} matches
 * @property {{old: string, label: string, text: string, doubt: string}[]} losses
 * @property {string[]} asides
 * @property {Written} files
 * @property {State} state
 *
 * @typedef {object} Mark  a place that is to be looked at
 * @property {string} file
 * @property {number} line
 * @property {number} column
 * @property {string} edition
 * @property {string} item
 * @property {string} clause
 * @property {string} look
 * @property {string} words
 * @property {string} [code]  of a fault: it goes when it is mended, not when it is looked at
 *
 * @typedef {{kind: string, text: string}} TextMark  "same", "gone" or "new"
 * @typedef {{id: string, label: string, points: string, text: string}} ClauseText
 *
 * @typedef {object} Change  what became of a clause
 * @property {ClauseText | null} new
 * @property {ClauseText[]} old
 * @property {{id: string, words: string}[]} kinds
 * @property {TextMark[][]} older  the marks of each old text
 * @property {TextMark[]} newer
 * @property {string[]} effects
 * @property {string} why
 * @property {string} remark
 *
 * @typedef {object} ItemChange  what became of an item, and of its clauses
 * @property {string} label
 * @property {string} heading
 * @property {{name: string, marks: TextMark[]}[]} texts  of its own that are changed
 * @property {string} points  what became of its points, in words
 * @property {Change[]} clauses
 *
 * @typedef {object} Changes
 * @property {ItemChange[]} items
 * @property {{words: string, number: number}[]} counts
 *
 * @typedef {"item" | "edition" | "glossary" | "search" | "lineage" | "editions"} SchemaName
 *
 * @typedef {object} Section  one file
 * @property {string} text
 * @property {any} data
 * @property {SchemaName} schema
 *
 * @typedef {object} ClauseSection  one clause in its file
 * @property {string} file
 * @property {number} index
 * @property {number} line
 * @property {number} endLine
 * @property {string} yaml
 * @property {any} data
 *
 * @typedef {object} Product  a file of what was built
 * @property {string} name
 * @property {string} path
 * @property {number} size
 * @property {string} words
 *
 * @typedef {object} BuildStep
 * @property {boolean} done
 * @property {number} step
 * @property {number} of
 * @property {string} words
 * @property {Product[]} [files]
 *
 * @typedef {(op: string, payload?: object) => Promise<any>} Ask
 */

export {};
