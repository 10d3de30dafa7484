import * as v from 'valibot'
import { amountView, explainedRule } from './claims'
import { readableLine } from './identity'
import { policyVersionEvents, policyVersionStates } from './policy-version-machine'
import { policyContent } from './policy-version-content'
import { instant, isoDate, pageQuery, recordId, revision } from './primitives'
import { presetNames } from './subsidy-policy-schema'

const { document, catalogue, transition, cases } = policyContent.entries

/** A draft begins as a copy: of the version that is named, or of the one in force. */
export const createPolicyVersionBody = v.strictObject({ basedOn: v.optional(recordId) })

/** The whole content, as edited: what is not sent back is gone. */
export const editPolicyVersionBody = v.strictObject({
  revision,
  ...policyContent.entries,
  /** What was changed and why, for the reviewer. */
  note: readableLine(200),
})
export type EditPolicyVersionBody = v.InferOutput<typeof editPolicyVersionBody>

const reason = readableLine(200)
export const policyEventBody = v.variant('event', [
  v.strictObject({ event: v.literal('review'), revision, comment: v.optional(readableLine(200)) }),
  v.strictObject({ event: v.literal('return_to_draft'), revision, reason }),
  v.strictObject({ event: v.literal('approve'), revision, comment: v.optional(readableLine(200)) }),
  v.strictObject({ event: v.literal('schedule'), revision, activeFrom: isoDate }),
  v.strictObject({ event: v.literal('unschedule'), revision, reason }),
  v.strictObject({ event: v.literal('activate'), revision }),
  v.strictObject({ event: v.literal('close'), revision, reason }),
])
export type PolicyEventBody = v.InferOutput<typeof policyEventBody>

export const revisionBody = v.strictObject({ revision })

/** Signing says what was seen: the content and how many claims it would change. */
export const signDifferenceBody = v.strictObject({
  revision,
  hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, '请刷新后再签字')),
  changed: v.pipe(v.number('请刷新后再签字'), v.integer(), v.minValue(0)),
  statement: readableLine(200),
})
export type SignDifferenceBody = v.InferOutput<typeof signDifferenceBody>

/** One version in a list; also what everybody may know of a version that is or was in force. */
export const policyVersionSummary = v.object({
  id: recordId,
  code: v.string(),
  version: v.number(),
  title: v.string(),
  state: v.picklist(policyVersionStates),
  stateText: v.string(),
  preset: v.picklist(presetNames),
  hash: v.string(),
  effectiveFrom: v.string(),
  effectiveUntil: v.string(),
  /** First day on which it decides; null until it is scheduled. */
  activeFrom: v.nullable(v.string()),
  closedOn: v.nullable(v.string()),
})
export type PolicyVersionSummary = v.InferOutput<typeof policyVersionSummary>
/** Who made a version, by display name. */
const versionPeople = v.object({
  authorNames: v.array(v.string()),
  reviewerName: v.nullable(v.string()),
  approverName: v.nullable(v.string()),
})
export const policyVersionListView = v.object({
  items: v.array(
    v.object({
      ...policyVersionSummary.entries,
      /** For the policy desk only; null for everybody else. */
      people: v.nullable(versionPeople),
    }),
  ),
})
export type PolicyVersionListView = v.InferOutput<typeof policyVersionListView>

/** What came out of the worked cases, last run on exactly this content. */
export const caseRunView = v.object({
  ranAt: instant,
  ranByName: v.string(),
  total: v.number(),
  passed: v.number(),
  failures: v.array(
    v.object({
      id: v.string(),
      says: v.string(),
      clause: v.string(),
      expectedText: v.string(),
      actualText: v.string(),
    }),
  ),
  /** Rules that can be opened and that no case asks. */
  uncoveredRules: v.array(v.string()),
})
export type CaseRunView = v.InferOutput<typeof caseRunView>

/** How a claim would come out otherwise under the new content. */
export const differenceKinds = [
  'no_longer_payable',
  'newly_payable',
  'sum_lower',
  'sum_higher',
  'cap_or_fixed',
  'other_rule',
] as const
export type DifferenceKind = (typeof differenceKinds)[number]
export const differenceLabels: Record<DifferenceKind, string> = {
  no_longer_payable: '原来能领，新版领不到',
  newly_payable: '原来领不到，新版能领',
  sum_lower: '金额变少',
  sum_higher: '金额变多',
  cap_or_fixed: '定额和“最高”互换',
  other_rule: '换了条款，金额不变',
}

export const differenceView = v.object({
  hash: v.string(),
  computedAt: instant,
  computedByName: v.string(),
  comparedWith: v.object({ code: v.string(), version: v.number(), hash: v.string() }),
  /** False once another version is in force: then it has to be computed again. */
  isCurrent: v.boolean(),
  /** Claims looked at: all that are open, and the latest that are closed. */
  compared: v.number(),
  open: v.number(),
  recent: v.number(),
  changed: v.number(),
  byKind: v.array(
    v.object({
      kind: v.picklist(differenceKinds),
      label: v.string(),
      count: v.number(),
      /** Sum after minus sum before, caps at their most. */
      deltaFen: v.number(),
    }),
  ),
  beforeFen: v.number(),
  afterFen: v.number(),
  /** Trainings that are booked and not claimed for yet, and which version they will fall under. */
  bookings: v.number(),
  bookingsText: v.string(),
  /** What this does, and does not, mean for claims already made. */
  note: v.string(),
  signature: v.nullable(v.object({ name: v.string(), at: instant, statement: v.string() })),
})
export type DifferenceView = v.InferOutput<typeof differenceView>

const side = v.object({
  ruleId: v.nullable(v.string()),
  outcome: v.picklist(['payable', 'possible', 'not_met', 'needs_office', 'absent', 'blocked']),
  amount: v.nullable(amountView),
  text: v.string(),
  /** Counts and deadlines that stand against it, in sentences. */
  blocks: v.array(v.string()),
})
export const claimDifference = v.object({
  claimId: recordId,
  claimNo: v.string(),
  stateText: v.string(),
  tradeSeq: v.number(),
  tradeName: v.string(),
  kind: v.picklist(differenceKinds),
  kindLabel: v.string(),
  before: side,
  after: side,
})
export type ClaimDifference = v.InferOutput<typeof claimDifference>
export const differenceClaimsQuery = v.strictObject({
  kind: v.optional(v.picklist(differenceKinds, '没有这一类')),
  ...pageQuery,
})
export const differenceClaimsView = v.object({
  items: v.array(claimDifference),
  nextCursor: v.nullable(v.string()),
})
export type DifferenceClaimsView = v.InferOutput<typeof differenceClaimsView>

/** One claim under both versions, explained line by line. */
export const claimDifferenceDetail = v.object({
  ...claimDifference.entries,
  beforeRule: v.nullable(explainedRule),
  afterRule: v.nullable(explainedRule),
})
export type ClaimDifferenceDetail = v.InferOutput<typeof claimDifferenceDetail>

/** What a version changes against the one it was copied from, place by place. */
export const policyChangesView = v.object({
  against: v.nullable(v.object({ code: v.string(), version: v.number(), hash: v.string() })),
  changes: v.array(
    v.object({
      /** JSON pointer; members of lists by their id where they have one: `/document/rules/R11-1/amount/fen`. */
      pointer: v.string(),
      /** The same place in Chinese. */
      label: v.string(),
      kind: v.picklist(['added', 'removed', 'changed']),
      /** As text; null = was not there. */
      before: v.nullable(v.string()),
      after: v.nullable(v.string()),
    }),
  ),
})
export type PolicyChangesView = v.InferOutput<typeof policyChangesView>

/** A version as everybody may read it, and beside it what only the office sees. */
export const policyVersionView = v.object({
  ...policyVersionSummary.entries,
  document,
  catalogue,
  transition,
  /** For the policy desk only; null for everybody else. */
  desk: v.nullable(
    v.object({
      revision,
      cases,
      basedOn: v.nullable(v.object({ code: v.string(), version: v.number(), hash: v.string() })),
      ...versionPeople.entries,
      caseRun: v.nullable(caseRunView),
      difference: v.nullable(differenceView),
      /** Everything that still stands between this content and its activation. */
      obstacles: v.array(v.object({ pointer: v.string(), code: v.string(), detail: v.string() })),
      permittedEvents: v.array(v.picklist(policyVersionEvents)),
      history: v.array(
        v.object({
          at: instant,
          event: v.picklist([...policyVersionEvents, 'create']),
          label: v.string(),
          actorName: v.nullable(v.string()),
          /** The step was asked for and refused, so often; the detail says why. Nothing changed by it. */
          isRefused: v.boolean(),
          times: v.number(),
          detail: v.string(),
        }),
      ),
    }),
  ),
})
export type PolicyVersionView = v.InferOutput<typeof policyVersionView>

/** The version in force, for the phone's copy; and the next one, so that nobody is surprised. */
export const currentPolicyView = v.object({
  ...policyVersionSummary.entries,
  document,
  catalogue,
  transition,
  next: v.nullable(
    v.object({
      code: v.string(),
      version: v.number(),
      title: v.string(),
      /** Fingerprint of its content. */
      hash: v.string(),
      activeFrom: v.string(),
      transitionText: v.string(),
    }),
  ),
})
export type CurrentPolicyView = v.InferOutput<typeof currentPolicyView>
