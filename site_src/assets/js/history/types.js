// @ts-check
/**
 * What Python says of several files; see plain_comparison and plain_summary of the core.
 *
 * @typedef {object} Total
 * @property {string} printed
 * @property {string} points
 * @property {string} low
 * @property {string} high
 * @property {string} envelope_low
 * @property {string} envelope_high
 * @property {string} range  in words
 * @property {string | null} estimate
 * @property {number} answered
 * @property {number} clauses
 *
 * @typedef {object} Filing
 * @property {string} name
 * @property {string} title
 * @property {string} unit
 * @property {string} period
 * @property {string} assessor
 * @property {string} modified
 * @property {string} notice
 *
 * @typedef {object} Trend
 * @property {string} id
 * @property {string} title
 * @property {Total[]} totals
 * @property {(string | null)[]} differences
 *
 * @typedef {{range: string, estimate: string | null}} Score
 * @typedef {{what: string, before: string, after: string}} Change
 *
 * @typedef {object} ClauseChange
 * @property {string} clause
 * @property {string} label
 * @property {string} apart  which of the two files is of an edition without it; "" where both have it
 * @property {string} points
 * @property {Score} before
 * @property {Score} after
 * @property {string | null} difference
 * @property {Change[]} answers
 * @property {Change[]} evidence
 * @property {Change[]} words
 *
 * @typedef {object} Comparison
 * @property {string[]} units
 * @property {Filing[]} files
 * @property {Trend} total
 * @property {Trend[]} projects
 * @property {Trend[]} items
 * @property {ClauseChange[][]} steps
 *
 * @typedef {object} UnitFigures
 * @property {number} unsure
 * @property {number} missing
 * @property {number} answered
 * @property {number} clauses
 * @property {Score} total
 * @property {Score[]} projects
 *
 * @typedef {Filing & UnitFigures} Unit
 *
 * @typedef {object} Spread
 * @property {string} id
 * @property {string} title
 * @property {string} printed
 * @property {string} points
 * @property {number} estimated
 * @property {string | null} estimates  from the lowest to the highest, in words; null without any
 * @property {string | null} average
 * @property {string} range
 *
 * @typedef {object} ClauseLine
 * @property {string} clause
 * @property {string} label
 * @property {string} text
 * @property {string} points
 * @property {number} losing
 * @property {string} lost
 * @property {number} open
 * @property {number} unsure
 * @property {number} full
 *
 * @typedef {object} Summary
 * @property {Unit[]} units
 * @property {Spread} total
 * @property {Spread[]} projects
 * @property {Spread[]} items
 * @property {ClauseLine[]} clauses
 * @property {string[]} repeated
 *
 * @typedef {Record<string, string>} Places  where each clause is explained, by its id
 */

export {};
