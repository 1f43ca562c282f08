// @ts-check
/**
 * What the page, the core and the storage pass to one another: plain data.
 * Every score is a decimal string made by the core; nothing here computes with them.
 *
 * @typedef {string | number} Value   "yes", "no", "unsure", a grade's id, or a count
 * @typedef {Value | Record<string, Value>} Answer
 *
 * @typedef {object} Evidence
 * @property {string} what
 * @property {string} where
 * @property {string} date
 * @property {string} who
 * @property {boolean} ready
 *
 * @typedef {object} ClauseRecord  what is written down for one clause
 * @property {Record<string, Answer>} [answers]
 * @property {string | null} [estimate]
 * @property {string} [reason]
 * @property {string} [note]
 * @property {Evidence[]} [evidence]
 * @property {string} [digest]
 * @property {string} [text]     the digest of its text alone
 * @property {boolean} [recheck] answered under other rules, to be looked at again
 *
 * @typedef {object} SaveFile  see qinglian_core/selfcheck/savefile.py
 * @property {string} format
 * @property {number} version
 * @property {{id: string, digest: string}} edition
 * @property {string} unit
 * @property {string} [unit_kind]  where the edition knows several kinds of unit
 * @property {string} period
 * @property {string} assessor
 * @property {{created: string, modified: string}} dates
 * @property {Record<string, ClauseRecord>} clauses
 * @property {Record<string, {who?: string, due?: string, done?: boolean}>} tasks
 * @property {Record<string, unknown>} former
 *
 * @typedef {object} StoredCheck  one self-check as the browser keeps it
 * @property {string} id
 * @property {string} name      given by the reader; "" shows unit and period
 * @property {number} revision  grows with every write; 0 was never written
 * @property {SaveFile} file
 * @property {Record<string, Value>} drafts  what was typed but cannot be used, by field name
 * @property {Total | null} standing         the total when it was last scored
 * @property {string} [last]    the clause last worked on
 * @property {Record<string, number>} [noted]  up to which entry of the journal of each page it holds them
 * @property {Record<string, string>} [authors]  by place, the page that what stands there is of
 * @property {string} opened    when it was last put on the page
 * @property {string} deleted   when it was put aside; "" while it is in use
 *
 * @typedef {object} Ranges
 * @property {string} low
 * @property {string} high
 * @property {string} envelope_low
 * @property {string} envelope_high
 * @property {string} range      both ends in words
 * @property {string} envelope
 * @property {string | null} estimate
 *
 * @typedef {object} LedgerLine
 * @property {string} kind
 * @property {string} text
 *
 * @typedef {object} OtherReading
 * @property {string} why
 * @property {string} main
 * @property {string} other
 * @property {string} low
 * @property {string} high
 * @property {string} range
 * @property {boolean} differs
 *
 * @typedef {object} ClauseFigures
 * @property {string} id
 * @property {string} label
 * @property {string} points
 * @property {string} lost
 * @property {string} told  what the answers have come to, in one line; "" while there are none
 * @property {"blank" | "partial" | "answered"} status
 * @property {string} state  in words
 * @property {boolean} [applies]           false where it is not for this kind of unit
 * @property {"yes" | "open"} [dropped]    where it does not take part, or perhaps not
 * @property {number} unsure
 * @property {string[]} asked
 * @property {LedgerLine[]} ledger
 * @property {OtherReading[]} readings
 * @property {string[]} notices
 * @typedef {Ranges & ClauseFigures} ClauseResult
 *
 * @typedef {object} TotalFigures
 * @property {string} printed
 * @property {string} points
 * @property {string} estimated
 * @property {string} estimated_points
 * @property {number} estimated_clauses
 * @property {number} unestimated
 * @property {number} answered
 * @property {number} clauses
 * @property {string} headline  the one figure, in words
 * @property {string[]} [above]       what is said above it: vetoes, the level
 * @property {LedgerLine[]} [ledger]  how it came about, where it is more than a sum
 * @typedef {Ranges & TotalFigures} Total
 *
 * @typedef {object} Totals
 * @property {Total} total
 * @property {(Total & {id: string})[]} projects
 * @property {(Total & {id: string})[]} items
 * @property {Pending} pending
 *
 * @typedef {object} Pending  all that is still to be dealt with; the places, and what is estimated, are as many as the kinds add up to
 * @property {number} count
 * @property {{kind: string, words: string, count: number}[]} kinds
 * @property {{clause: string, label: string, kind: string, field: string}[]} places
 * @property {{words: string, told: string, places: {clause: string, label: string}[]}} estimated  unsure besides, with an own estimate
 *
 * @typedef {Totals & {clauses: ClauseResult[]}} Result
 *
 * @typedef {object} Step  one next step
 * @property {string} clause
 * @property {string} label
 * @property {string} points
 * @property {string} field
 * @property {string} text
 * @property {string} gain_words
 * @property {ClauseRecord | null} entry  what would be answered once it is done
 *
 * @typedef {object} BriefLine
 * @property {string} clause
 * @property {string} label
 * @property {string} name   how its official text begins
 * @property {string} figure
 * @property {string} text
 * @property {string} aside
 *
 * @typedef {object} BriefSection
 * @property {string} title
 * @property {string} lead
 * @property {BriefLine[]} lines
 *
 * @typedef {object} Briefing  the page for whoever decides, in words
 * @property {string} subject
 * @property {string} headline
 * @property {string[]} notes
 * @property {string[][]} projects
 * @property {BriefSection[]} sections
 *
 * @typedef {object} Fault
 * @property {string} code
 * @property {(string | number)[]} path
 * @property {string} message
 *
 * @typedef {object} Engine  the client of the worker, as far as this page uses it
 * @property {(op: string, payload?: object) => Promise<any>} request
 */

export {};
