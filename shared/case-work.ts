import * as v from 'valibot'
import { readableLine } from './identity'
import { institutionKinds } from './institutions'
import { instant, isoDate, recordId, revision } from './primitives'
import { addWorkingDays, type WorkingDayCalendar } from './working-days'

/**
 * Working days within which each bureau means to decide, and how many before that a warning stands. The notice sets none:
 * these are ours, to be set by the office.
 */
export const reviewTimes = { decideWorkingDays: 10, warnWorkingDays: 2 } as const

export const duties = ['in_time', 'soon', 'late'] as const
export type Duty = (typeof duties)[number]
export const dutyLabels: Record<Duty, string> = { in_time: '还来得及', soon: '快到期', late: '超期了' }

/** The day by which a bureau means to have decided; null when the holidays of that year are not set yet. */
export function reviewDueOn(calendar: WorkingDayCalendar, since: string): string | null {
  return addWorkingDays(calendar, since, reviewTimes.decideWorkingDays)
}

/** How a day stands that is meant to be kept. @param today programme date */
export function dutyOn(calendar: WorkingDayCalendar, dueOn: string, today: string): Duty {
  if (today > dueOn) return 'late'
  const warned = addWorkingDays(calendar, today, reviewTimes.warnWorkingDays)
  return warned !== null && warned >= dueOn ? 'soon' : 'in_time'
}

/** Whom a claim is given to; null = back to everybody of the bureau. */
export const assignBody = v.strictObject({ assigneeId: v.nullable(recordId), revision })
/** A word among officers; the worker does not read it, whoever checks does. */
export const caseNoteBody = v.strictObject({ text: readableLine(300) })
/** Most notes on one claim: more is a conversation, and belongs elsewhere. */
export const MOST_NOTES = 50

export const colleagueListView = v.object({
  items: v.array(v.object({ id: recordId, name: v.string(), isMe: v.boolean() })),
})
export type ColleagueListView = v.InferOutput<typeof colleagueListView>

/** How the work on a claim stands among officers. */
export const caseWorkView = v.object({
  assignee: v.nullable(v.object({ id: recordId, name: v.string(), isMe: v.boolean() })),
  notes: v.array(v.object({ at: instant, byName: v.string(), text: v.string() })),
  /** By when this bureau means to have decided; null while it is not deciding. */
  dueOn: v.nullable(isoDate),
  duty: v.nullable(v.picklist(duties)),
  /** Why this very officer keeps out of it; null when they may decide. */
  conflict: v.nullable(v.string()),
})
export type CaseWorkView = v.InferOutput<typeof caseWorkView>

/** An officer has to do with an institution: they decide nothing about its learners' claims until somebody ends that. */
export const conflictBody = v.strictObject({ institutionId: recordId, why: readableLine(100) })
export const conflictView = v.object({
  id: recordId,
  institutionName: v.string(),
  why: v.string(),
  since: instant,
})
export const conflictListView = v.object({
  items: v.array(conflictView),
  /** What one can declare to have to do with. */
  institutions: v.array(v.object({ id: recordId, name: v.string(), kind: v.picklist(institutionKinds) })),
})
export type ConflictListView = v.InferOutput<typeof conflictListView>
