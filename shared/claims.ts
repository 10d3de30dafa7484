import * as v from 'valibot'
import { consentGiven } from './consents'
import { readableLine } from './identity'
import { caseWorkView, duties } from './case-work'
import { comparedSide, machineCheck, suspectView } from './claim-checks'
import { claimForecast } from './claim-forecast'
import { claimEvents, claimStates } from './claim-machine'
import { objectionStanding, objectionView, objectionWords } from './objections'
import { employmentView, payeeAccountView } from './people'
import { fen, instant, pageQuery, recordId, revision } from './primitives'
import { blockReasons } from './subsidy-limits'

/** Why a bureau sends a claim back, and where the worker mends it. */
export const returnReasons = {
  identity_mismatch: { label: '姓名或身份证号对不上', fix: 'identity', say: '请核对姓名和身份证号' },
  account_invalid: { label: '收款账户有问题', fix: 'account', say: '请核对收款账户' },
  employment_unproven: { label: '看不出您是企业职工', fix: 'employment', say: '请补用人单位和证明编号' },
  hours_unclear: { label: '课时记录有疑问', fix: 'institution', say: '请联系培训机构核对课时' },
  certificate_unclear: { label: '证书查不到', fix: 'institution', say: '请联系培训机构核对证书编号' },
} as const
export type ReturnReason = keyof typeof returnReasons
export const returnReasonCodes = Object.keys(returnReasons) as [ReturnReason, ...ReturnReason[]]

/** Why a claim is refused for good, in words that say what was missing. */
export const refusalReasons = {
  conditions_not_met: { label: '不符合补贴条件' },
  duplicate: { label: '同一次培训或同一本证书已经领过' },
  untrue_records: { label: '培训或证书记录不实' },
  outside_period: { label: '不在政策期内' },
} as const
export type RefusalReason = keyof typeof refusalReasons
export const refusalReasonCodes = Object.keys(refusalReasons) as [RefusalReason, ...RefusalReason[]]

/** Money of an assessment: a cap is never a plain number (A1). */
export const amountView = v.object({
  kind: v.picklist(['fixed', 'upTo']),
  fen: v.number(),
  unit: v.picklist(['per_person', 'per_person_year']),
  perYearFen: v.exactOptional(v.number()),
  years: v.exactOptional(v.number()),
})

/** One line of the explanation: what the rule asks, what we know, how it stands. */
export const explanationLine = v.object({
  condition: v.string(),
  text: v.string(),
  standing: v.picklist(['met', 'missing', 'unknown', 'note']),
})
export type ExplanationLine = v.InferOutput<typeof explanationLine>

export const explainedRule = v.object({
  ruleId: v.string(),
  clause: v.string(),
  quotation: v.string(),
  outcome: v.picklist(['payable', 'possible', 'not_met', 'needs_office']),
  amount: v.nullable(amountView),
  lines: v.array(explanationLine),
  flags: v.array(v.object({ id: v.string(), sentence: v.string() })),
})
export type ExplainedRule = v.InferOutput<typeof explainedRule>

/** The annex row as it stood on the day of booking: what a claim keeps of the catalogue. */
export const claimTradeRow = v.object({
  seq: v.number(),
  name: v.string(),
  category: v.string(),
  /** The printed cell, verbatim. */
  raw: v.string(),
  amountYuan: v.number(),
  scarce: v.boolean(),
})
export type ClaimTradeRow = v.InferOutput<typeof claimTradeRow>

/** Everything the worker sees before the one tap. */
export const claimPreview = v.object({
  enrolmentId: recordId,
  tradeSeq: v.number(),
  classTitle: v.string(),
  institutionName: v.string(),
  rule: v.nullable(explainedRule),
  mayClaim: v.boolean(),
  /** What is in the way, most important first; empty when the claim can be sent. */
  missing: v.array(
    v.object({
      text: v.string(),
      fix: v.picklist(['identity', 'account', 'employment', 'institution', 'none']),
    }),
  ),
  /** Why it cannot be claimed now although the rule may be satisfied; empty under the notice, which sets no limits. */
  blocks: v.array(
    v.object({
      reason: v.picklist(blockReasons),
      text: v.string(),
      /** First day on which it is gone; null = it stays. */
      until: v.nullable(v.string()),
    }),
  ),
  /** The last day to claim, that day included; null where the policy sets none. */
  claimBy: v.nullable(v.object({ lastDay: v.string(), text: v.string() })),
  account: v.nullable(payeeAccountView),
  employment: v.nullable(employmentView),
  /** Whether the rule looks at employment at all; if not, nothing is asked. */
  employmentNeeded: v.boolean(),
  /** What will be sent to whom, and what follows. */
  sharedWith: v.array(v.string()),
  existingClaim: v.nullable(v.object({ id: recordId, claimNo: v.string() })),
})
export type ClaimPreview = v.InferOutput<typeof claimPreview>

/** The one tap. What the worker saw is sent back, so that nobody submits another sum than the one on the screen. */
export const submitClaimBody = v.strictObject({
  enrolmentId: recordId,
  expectedAmount: v.strictObject({ kind: v.picklist(['fixed', 'upTo']), fen: fen }),
  cardLastFour: v.pipe(v.string('请确认收款账户'), v.regex(/^\d{4}$/, '请确认收款账户后四位')),
  consent: consentGiven,
})
export type SubmitClaimBody = v.InferOutput<typeof submitClaimBody>

/** Checks that a person makes; which of them a claim needs depends on its rule. */
export const reviewChecks = [
  'identity',
  'training',
  'certificate',
  'employment',
  'account',
  'duplicates',
] as const
export type ReviewCheck = (typeof reviewChecks)[number]
export const reviewCheckLabels: Record<ReviewCheck, string> = {
  identity: '姓名与身份证号一致',
  training: '课时与考试记录属实',
  certificate: '证书编号查得到',
  employment: '用人单位证明属实',
  account: '收款账户是本人的',
  duplicates: '疑似重复的看过了，不是同一次、同一个人',
}

const common = { revision }
export const claimEventBody = v.variant('event', [
  v.strictObject({
    event: v.literal('pass'),
    checks: v.pipe(v.array(v.picklist(reviewChecks, '没有这项核对')), v.maxLength(20, '核对项太多')),
    decidedFen: v.optional(fen),
    reason: v.optional(readableLine(200)),
    ...common,
  }),
  v.strictObject({
    event: v.literal('return'),
    reasonCode: v.picklist(returnReasonCodes, '请选退回原因'),
    comment: v.optional(readableLine(200)),
    ...common,
  }),
  v.strictObject({
    event: v.literal('refuse'),
    reasonCode: v.picklist(refusalReasonCodes, '请选不通过的原因'),
    comment: readableLine(200),
    ...common,
  }),
  v.strictObject({
    event: v.literal('supply'),
    cardLastFour: submitClaimBody.entries.cardLastFour,
    ...common,
  }),
  v.strictObject({ event: v.literal('withdraw'), ...common }),
  v.strictObject({ event: v.literal('hold'), reason: readableLine(200), ...common }),
  v.strictObject({ event: v.literal('resume'), ...common }),
  v.strictObject({ event: v.literal('appeal'), words: objectionWords, ...common }),
  v.strictObject({ event: v.literal('keep_refusal'), answer: readableLine(200), ...common }),
  v.strictObject({ event: v.literal('reopen'), answer: readableLine(200), ...common }),
  v.strictObject({ event: v.literal('dismiss_objection'), answer: readableLine(200), ...common }),
  v.strictObject({
    event: v.literal('change_account'),
    cardLastFour: submitClaimBody.entries.cardLastFour,
    ...common,
  }),
])
export type ClaimEventBody = v.InferOutput<typeof claimEventBody>

/** A step on the worker's status page. */
export const timelineStep = v.object({
  key: v.string(),
  label: v.string(),
  standing: v.picklist(['done', 'current', 'stopped', 'upcoming']),
  at: v.nullable(instant),
  detail: v.string(),
})
export type TimelineStep = v.InferOutput<typeof timelineStep>

export const claimSummary = v.object({
  id: recordId,
  claimNo: v.string(),
  state: v.picklist(claimStates),
  stateText: v.string(),
  tradeSeq: v.number(),
  classTitle: v.string(),
  institutionName: v.string(),
  amount: amountView,
  decidedFen: v.nullable(v.number()),
  submittedAt: instant,
  /** Masked; null in the worker's own list. */
  claimantMasked: v.nullable(v.string()),
  /** For officers: in whose hands it is, and whether its day draws near; null for the worker and where neither is so. */
  assigneeName: v.nullable(v.string()),
  duty: v.nullable(v.picklist(duties)),
  /** The one thing the viewer has to do; empty when nothing. */
  toDoText: v.string(),
})
export type ClaimSummary = v.InferOutput<typeof claimSummary>
export const claimListView = v.object({ items: v.array(claimSummary), nextCursor: v.nullable(v.string()) })
export type ClaimListView = v.InferOutput<typeof claimListView>
export const reviewQueueQuery = v.strictObject({
  show: v.optional(v.picklist(['waiting', 'mine', 'contested', 'held', 'decided'], '没有这个列表')),
  ...pageQuery,
})

export const claimView = v.object({
  ...claimSummary.entries,
  revision,
  tradeRow: claimTradeRow,
  rule: explainedRule,
  policy: v.object({ code: v.string(), version: v.number(), preset: v.string(), hash: v.string() }),
  decidedReason: v.nullable(v.string()),
  account: payeeAccountView,
  employment: v.nullable(employmentView),
  /** Masked identity, for officers only. */
  claimant: v.nullable(
    v.object({ nameMasked: v.string(), residentIdMasked: v.string(), mobileMasked: v.string() }),
  ),
  training: v.object({
    onsiteHoursTenths: v.number(),
    onlineHoursTenths: v.number(),
    exam: v.nullable(v.object({ passed: v.boolean(), examinedOn: v.string() })),
    certificate: v.nullable(v.object({ label: v.string(), number: v.string(), issuedOn: v.string() })),
    joinedLate: v.boolean(),
  }),
  /** The question that waits for the worker. */
  returned: v.nullable(
    v.object({
      byText: v.string(),
      label: v.string(),
      say: v.string(),
      comment: v.nullable(v.string()),
      fix: v.picklist(['identity', 'account', 'employment', 'institution']),
    }),
  ),
  refused: v.nullable(v.object({ byText: v.string(), label: v.string(), comment: v.string() })),
  /** The last day on which the worker can appeal against the refusal; null when they cannot. */
  appealUntil: v.nullable(v.string()),
  /** Why it is stopped; null unless it is. */
  heldReason: v.nullable(v.string()),
  /** While its publicity lasts: since when, and its last day as far as that can be said. */
  publicity: v.nullable(v.object({ since: v.string(), lastDay: v.nullable(v.string()) })),
  /** What was said against decisions on it; for officers, who are not told by whom. */
  objections: v.array(objectionView),
  /** How the worker's own appeal stands; null without one. */
  appeal: v.nullable(objectionStanding),
  /** Earlier claims in the same step; null when nobody is working on it. */
  aheadInQueue: v.nullable(v.number()),
  nextText: v.string(),
  /** When the money may be there; null once nothing is to come. */
  forecast: v.nullable(claimForecast),
  /** What the notice wants proven and nobody had to hand in: records stand for it. */
  papersNotAsked: v.array(v.string()),
  timeline: v.array(timelineStep),
  /** Checks that the reviewing officer has to tick before passing. */
  checksNeeded: v.array(v.picklist(reviewChecks)),
  /** How the work on it stands among officers; null for the worker. */
  work: v.nullable(caseWorkView),
  /** What machines found, for officers; empty for everybody else. */
  machineChecks: v.array(machineCheck),
  /** Claims that may be the same, side by side with this one; for officers, null without any. */
  suspects: v.nullable(v.object({ own: comparedSide, others: v.array(suspectView), more: v.number() })),
  /** What was checked when a bureau passed it, by persons and by machines; for officers. */
  checksMade: v.array(
    v.object({
      byText: v.string(),
      at: instant,
      passed: v.array(v.picklist(reviewChecks)),
      machine: v.array(machineCheck),
    }),
  ),
  /** What the public lists, as they are now, say against passing it; for officers, null where nothing does. */
  listRefusal: v.nullable(v.string()),
  payment: v.nullable(
    v.object({
      batchNo: v.string(),
      attempt: v.number(),
      outcome: v.picklist(['pending', 'paid', 'failed']),
      failureText: v.nullable(v.string()),
      bankReference: v.nullable(v.string()),
    }),
  ),
  permittedEvents: v.array(v.picklist(claimEvents)),
})
export type ClaimView = v.InferOutput<typeof claimView>
