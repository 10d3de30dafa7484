import * as v from 'valibot'
import { evidenceGivers, evidenceItems, type EvidenceGiver } from './apprenticeship-evidence'
import { apprenticeshipEvents, apprenticeshipStates } from './apprenticeship-machine'
import { personName, readableLine } from './identity'
import { identityNumber } from './identity-documents'
import { hoursTenths, instant, isoDate, recordId, revision } from './primitives'
import { fieldError } from './problem'

/** Clause （九）: 新型学徒制 for employees, 现代学徒制 with a school. */
export const apprenticeshipKinds = ['new', 'modern'] as const
export type ApprenticeshipKind = (typeof apprenticeshipKinds)[number]
export const apprenticeshipKindLabels: Record<ApprenticeshipKind, string> = {
  new: '新型学徒制',
  modern: '现代学徒制',
}

/** More are another programme. */
export const MOST_APPRENTICES = 50
/** So long an apprentice's row waits for its person. */
export const APPRENTICE_CONFIRM_DAYS = 14

/**
 * `waiting`: for the person's own word. `confirmed`. `declined`: the person does not belong here. `expired`: nobody confirmed
 * in time. `left`: was an apprentice here and is none any more.
 */
export const apprenticeStates = ['waiting', 'confirmed', 'declined', 'expired', 'left'] as const
export type ApprenticeState = (typeof apprenticeStates)[number]
export const apprenticeStateLabels: Record<ApprenticeState, string> = {
  waiting: '等本人确认',
  confirmed: '已确认',
  declined: '本人说不是',
  expired: '14天没确认，过期了',
  left: '已退出',
}

/** The same, said to the person. */
export const ownApprenticeStateLabels: Record<ApprenticeState, string> = {
  ...apprenticeStateLabels,
  waiting: '等您确认',
  declined: '您说不是',
}

export const newApprenticeshipBody = v.strictObject({
  kind: v.picklist(apprenticeshipKinds, '请选新型或现代学徒制'),
  partnerId: recordId,
  tradeSeq: v.pipe(v.number('请选工种'), v.integer('请选工种'), v.minValue(1, '请选工种')),
  targetLevel: v.picklist([4, 3, 2, 1], '请选要培养到哪一级'),
  startsOn: isoDate,
  years: v.pipe(v.number('请填几年'), v.integer('请填整年'), v.minValue(1, '至少一年')),
  agreementNumber: readableLine(60),
})
export type NewApprenticeshipBody = v.InferOutput<typeof newApprenticeshipBody>

export const newApprenticeBody = v.strictObject({ name: personName, residentIdNumber: identityNumber })
export type NewApprenticeBody = v.InferOutput<typeof newApprenticeBody>

/** From which day on an apprentice is not there any more, and why. */
export const apprenticeLeavingBody = v.strictObject({ leftOn: isoDate, reason: readableLine(100) })
export type ApprenticeLeavingBody = v.InferOutput<typeof apprenticeLeavingBody>

const givers = Object.keys(evidenceGivers) as [EvidenceGiver, ...EvidenceGiver[]]
export const evidenceBody = v.strictObject({
  item: v.picklist(evidenceItems, '没有这项材料'),
  words: readableLine(200),
  givenBy: v.picklist(givers, '请选谁给的'),
  givenOn: isoDate,
  revision,
})
export type EvidenceBody = v.InferOutput<typeof evidenceBody>

/** What one year of one apprentice was: hours learnt, examination passed or not. */
export const apprenticeYearBody = v.strictObject({
  year: v.pipe(v.number(), v.integer(), v.minValue(1)),
  hoursTenths,
  hasPassed: v.boolean('请选考核过没过'),
})
export type ApprenticeYearBody = v.InferOutput<typeof apprenticeYearBody>

const comment = v.pipe(readableLine(200), v.minLength(4, '请写清要改什么，至少4个字'))
const step = <Event extends string, More extends v.ObjectEntries>(event: Event, more: More) =>
  v.strictObject({ event: v.literal(event), revision, ...more })
export const apprenticeshipEventBody = v.variant(
  'event',
  [step('file', {}), step('take_back', {}), step('accept', {}), step('return', { comment })],
  '没有这一步',
)
export type ApprenticeshipEventBody = v.InferOutput<typeof apprenticeshipEventBody>

/** The apprentice's own word. `leave` counts from today. */
export const apprenticeAnswerBody = v.strictObject({
  answer: v.picklist(['confirm', 'decline', 'leave'], '请选是不是'),
})
export type ApprenticeAnswerBody = v.InferOutput<typeof apprenticeAnswerBody>

/** Rights in integer fen by the policy; nothing of it says that money has moved. */
const yearSums = {
  yearFen: v.number(),
  prepayFen: v.number(),
  settleFen: v.number(),
  owedBackFen: v.number(),
}
const apprenticeYearView = v.object({
  year: v.number(),
  hoursTenths: v.nullable(v.number()),
  hasPassed: v.nullable(v.boolean()),
  ...yearSums,
})
export const apprenticeView = v.object({
  id: recordId,
  /** Null once the person's account is deleted. */
  nameMasked: v.nullable(v.string()),
  residentIdMasked: v.nullable(v.string()),
  state: v.picklist(apprenticeStates),
  stateText: v.string(),
  confirmUntil: v.nullable(instant),
  leftOn: v.nullable(v.string()),
  years: v.array(apprenticeYearView),
})
export type ApprenticeView = v.InferOutput<typeof apprenticeView>

const evidenceView = v.object({
  item: v.picklist(evidenceItems),
  name: v.string(),
  asks: v.string(),
  citation: v.object({ clause: v.string(), quotation: v.string() }),
  /** Null while it is missing. */
  given: v.nullable(v.object({ words: v.string(), byText: v.string(), on: v.string() })),
})
export const apprenticeshipStageView = v.object({
  /** 0 = the opening, then the years. */
  stage: v.number(),
  title: v.string(),
  /** Last day of the year; null for the opening. */
  lastDay: v.nullable(v.string()),
  state: v.picklist(apprenticeshipStates),
  stateText: v.string(),
  acceptedOn: v.nullable(v.string()),
  evidence: v.array(evidenceView),
})

export const apprenticeshipSummary = v.object({
  id: recordId,
  kindText: v.string(),
  enterpriseName: v.string(),
  partnerName: v.string(),
  tradeName: v.string(),
  levelText: v.string(),
  startsOn: v.string(),
  years: v.number(),
  stageTitle: v.string(),
  state: v.picklist(apprenticeshipStates),
  stateText: v.string(),
})
export type ApprenticeshipSummary = v.InferOutput<typeof apprenticeshipSummary>
export const apprenticeshipListView = v.object({ items: v.array(apprenticeshipSummary) })
export type ApprenticeshipListView = v.InferOutput<typeof apprenticeshipListView>

export const apprenticeshipView = v.object({
  ...apprenticeshipSummary.entries,
  agreementNumber: v.string(),
  revision,
  stage: v.number(),
  permittedEvents: v.array(v.picklist(apprenticeshipEvents)),
  stages: v.array(apprenticeshipStageView),
  apprentices: v.array(apprenticeView),
  /** All apprentices together. */
  totals: v.object({ prepayFen: v.number(), settleFen: v.number(), owedBackFen: v.number() }),
  /** What still stands against handing this stage in; empty when nothing does. */
  faults: v.array(fieldError),
  returned: v.nullable(v.object({ by: v.string(), comment: v.string() })),
})
export type ApprenticeshipView = v.InferOutput<typeof apprenticeshipView>

/** A programme as its apprentice sees it: what is agreed, how far it is, what is still missing. No sums: they are not paid to them. */
export const apprenticePlaceView = v.object({
  /** Of the apprentice's row. */
  id: recordId,
  ...v.omit(apprenticeshipSummary, ['id']).entries,
  agreementNumber: v.string(),
  apprenticeState: v.picklist(apprenticeStates),
  apprenticeStateText: v.string(),
  confirmUntil: v.nullable(instant),
  leftOn: v.nullable(v.string()),
  stages: v.array(apprenticeshipStageView),
  records: v.array(v.object({ year: v.number(), hoursTenths: v.number(), hasPassed: v.boolean() })),
})
export type ApprenticePlaceView = v.InferOutput<typeof apprenticePlaceView>
export const apprenticePlaceListView = v.object({ items: v.array(apprenticePlaceView) })
export type ApprenticePlaceListView = v.InferOutput<typeof apprenticePlaceListView>
