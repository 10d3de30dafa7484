import * as v from 'valibot'
import { classReason, classStep } from './class-filings'
import { approvedClassStates, classEvents } from './class-machine'
import { isoDate, pageQuery, recordId } from './primitives'

const plain = <Event extends string>(event: Event) => v.strictObject({ event: v.literal(event) })
const reasoned = <Event extends string>(event: Event) =>
  v.strictObject({ event: v.literal(event), reason: classReason })

/** One step of an approved class. The table decides whether it may happen. */
export const classEventBody = v.variant(
  'event',
  [
    plain('examine'),
    plain('settle'),
    plain('close'),
    reasoned('reopen'),
    reasoned('suspend'),
    plain('resume'),
    reasoned('cancel'),
  ],
  '没有这一步',
)
export type ClassEventBody = v.InferOutput<typeof classEventBody>

/** How far an approved class is: for its institution and the bureaux. Names nobody. */
export const classLifeView = v.object({
  id: recordId,
  title: v.string(),
  institutionName: v.string(),
  state: v.picklist(approvedClassStates),
  stateText: v.string(),
  startsOn: v.string(),
  endsOn: v.string(),
  examOn: v.string(),
  permittedEvents: v.array(v.picklist(classEvents)),
  /** Why it is suspended or cancelled; null when it is not. */
  stopReason: v.nullable(v.string()),
  roster: v.object({ people: v.number(), capacity: v.number(), results: v.number() }),
  /** The roster as it was when the class began, and what has changed since; null before, and in classes older than seals. */
  seal: v.nullable(
    v.object({
      sha256: v.string(),
      sealedOn: isoDate,
      people: v.number(),
      joinedSince: v.number(),
      leftSince: v.number(),
      /** Whether the kept list still gives the hash. */
      isIntact: v.boolean(),
    }),
  ),
  history: v.array(classStep),
})
export type ClassLifeView = v.InferOutput<typeof classLifeView>

/** A line in the bureaux' list of classes. */
export const classLifeSummary = v.object({
  id: recordId,
  title: v.string(),
  institutionName: v.string(),
  state: v.picklist(approvedClassStates),
  stateText: v.string(),
  startsOn: v.string(),
  endsOn: v.string(),
})
export type ClassLifeSummary = v.InferOutput<typeof classLifeSummary>
export const classLifeListView = v.object({
  items: v.array(classLifeSummary),
  nextCursor: v.nullable(v.string()),
})
export type ClassLifeListView = v.InferOutput<typeof classLifeListView>

export const classLifeListQuery = v.strictObject({
  state: v.optional(v.picklist(approvedClassStates, '请从列表里选')),
  ...pageQuery,
})
