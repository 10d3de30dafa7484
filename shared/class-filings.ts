import * as v from 'valibot'
import { classDraft } from './class-draft'
import { classEvents, classStates, filingStates, type ClassEvent } from './class-machine'
import { instant, line, pageQuery, recordId, revision } from './primitives'
import { fieldError } from './problem'

/** Why a bureau sends a filing back; the institution reads the sentence. */
export const filingReturnReasons = {
  trade: { label: '工种不对', say: '请按培训内容重选工种' },
  syllabus: { label: '教学内容要改', say: '请改教学内容和课时' },
  schedule: { label: '课表要改', say: '请改上课日期、时间或课时' },
  place: { label: '地点要改', say: '请改上课地点，在地图上点准' },
  teachers: { label: '老师的资格不清楚', say: '请写清每位老师的资格' },
  exam: { label: '考试安排要改', say: '请改考试日期、地点或评价机构' },
  price: { label: '收费要改', say: '请改收费' },
  other: { label: '其他', say: '请照审核部门写的改' },
} as const
export type FilingReturnReason = keyof typeof filingReturnReasons
const returnReasonCodes = Object.keys(filingReturnReasons) as [FilingReturnReason, ...FilingReturnReason[]]

/** What somebody writes to explain a step: read by the institution, and of a cancelled class by everybody on the roster. */
export const classReason = v.pipe(line(100), v.minLength(4, '请写清原因，至少4个字'))

const ofEvent = <Event extends string, More extends v.ObjectEntries>(event: Event, more: More) =>
  v.strictObject({ event: v.literal(event), revision, ...more })

/** One step of a filing. */
export const filingEventBody = v.variant(
  'event',
  [
    ofEvent('file', {}),
    ofEvent('agree', {}),
    ofEvent('decline', { reason: classReason }),
    ofEvent('take_back', {}),
    ofEvent('pass', {}),
    ofEvent('return', {
      reasonCode: v.picklist(returnReasonCodes, '请选一个原因'),
      comment: v.optional(line(200)),
    }),
    ofEvent('cancel', { reason: classReason }),
  ],
  '没有这一步',
)
export type FilingEventBody = v.InferOutput<typeof filingEventBody>

export const newFilingBody = v.strictObject({ draft: classDraft })
export const saveFilingBody = v.strictObject({ draft: classDraft, revision })

/** What happened, in the history of a class. */
export const classStepWords: Record<ClassEvent, string> = {
  edit: '改了内容',
  file: '提交备案',
  agree: '合办单位同意',
  decline: '合办单位没有同意',
  take_back: '收回去改',
  pass: '审核通过',
  return: '退回修改',
  open: '开始报名',
  start: '开课，名单封存',
  finish: '课上完了',
  examine: '考过试了',
  settle: '成绩登记齐了',
  close: '结班',
  reopen: '重新打开',
  suspend: '暂停',
  resume: '恢复',
  cancel: '取消',
}

const actorRole = v.picklist(['institution', 'housing', 'hr', 'system'])
/** One step in the life of a class: what happened, and in which words. */
export const classStep = v.object({
  at: instant,
  event: v.picklist(classEvents),
  from: v.picklist(classStates),
  to: v.picklist(classStates),
  text: v.string(),
  role: actorRole,
  detail: v.string(),
})
export type ClassStep = v.InferOutput<typeof classStep>

/** A line in a list of filings. */
export const filingSummary = v.object({
  id: recordId,
  state: v.picklist(filingStates),
  stateText: v.string(),
  title: v.string(),
  tradeName: v.nullable(v.string()),
  institutionName: v.string(),
  startsOn: v.string(),
  /** Since when it has waited for the bureaux; null before it was filed. */
  filedAt: v.nullable(instant),
})
export type FilingSummary = v.InferOutput<typeof filingSummary>
export const filingListView = v.object({ items: v.array(filingSummary), nextCursor: v.nullable(v.string()) })
export type FilingListView = v.InferOutput<typeof filingListView>

const body = v.object({ id: recordId, name: v.string(), kindText: v.string() })
export const filingView = v.object({
  ...filingSummary.entries,
  revision,
  permittedEvents: v.array(v.picklist(classEvents)),
  draft: classDraft,
  institution: body,
  partner: v.nullable(body),
  /** The category of the trade, and whether its syllabus needs a safety part (clauses （一）（六）). */
  tradeCategory: v.nullable(v.string()),
  /** Whether whoever examines is an evaluation body of the list: its own people grade then, and not the institution. */
  isExaminerListed: v.boolean(),
  isHighRisk: v.boolean(),
  hours: v.object({ onsiteTenths: v.number(), onlineTenths: v.number(), safetyTenths: v.number() }),
  /** What still stands against filing it, by field; empty when nothing does. */
  faults: v.array(fieldError),
  /** Why nobody who takes it as it is written would be paid; null where that rests on the people. Stands against nothing. */
  noSubsidy: v.nullable(v.string()),
  /** Filings of the same step that came earlier; null when nobody is working on it. */
  ahead: v.nullable(v.number()),
  /** Why it came back; null when it did not. */
  returned: v.nullable(v.object({ by: v.string(), label: v.string(), say: v.string(), comment: v.string() })),
  history: v.array(classStep),
})
export type FilingView = v.InferOutput<typeof filingView>

export const filingQueueQuery = v.strictObject({
  show: v.optional(v.picklist(['waiting', 'decided'], '请从列表里选'), 'waiting'),
  ...pageQuery,
})

/** Bodies with which a class can be held jointly. */
export const partnerListView = v.object({ items: v.array(body) })
export type PartnerListView = v.InferOutput<typeof partnerListView>
