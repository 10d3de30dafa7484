/** What a roster says about one person, and whether that can stand. Text goes in, from a chat, a sheet or a file. */

/** A row of the annex for the words that somebody calls their work by; null when none is surely meant. */
export type FindTrade = (words: string) => number | null

export const rosterFields = ['name', 'idNumber', 'mobileNumber', 'trade'] as const
export type RosterField = (typeof rosterFields)[number]

export const rosterProblemCodes = ['missing', 'wrong', 'number_of_table', 'formula', 'differs'] as const
export type RosterProblemCode = (typeof rosterProblemCodes)[number]

/** One thing that keeps a row from standing. `detail` says what is wrong and what to do, in plain Chinese. */
export interface RosterProblem {
  readonly field: RosterField
  readonly code: RosterProblemCode
  readonly detail: string
}

/** The words of one entry as they were found, before anything was looked at. */
export interface RosterEntry {
  /** Line or row in which it begins, from 1. */
  readonly line: number
  readonly name: string
  readonly idNumber: string
  readonly mobileNumber: string
  readonly trade: string
}

/** One person of a roster. */
export interface RosterRow {
  /** Where it stands, from 1; more than one when the same person is there again. */
  readonly lines: readonly number[]
  /** As a name is stored; as typed where it cannot be one. */
  readonly name: string
  /** As a number is stored, 18 characters also for one of 15; as typed where it cannot be one. */
  readonly idNumber: string
  readonly mobileNumber: string
  readonly trade: string
  readonly tradeSeq: number | null
  /** Empty = the row can stand. */
  readonly problems: readonly RosterProblem[]
}

/** A line that nobody is in: chatter, titles, totals. Shown, so that nobody is lost unseen. */
export interface RosterAside {
  readonly line: number
  readonly text: string
}

export interface RosterReading {
  readonly rows: readonly RosterRow[]
  readonly aside: readonly RosterAside[]
}
