import * as v from 'valibot'
import { personName, readableLine } from './identity'
import { identityNumber } from './identity-documents'
import { instant, recordId } from './primitives'

/** Why what is on file is not right. */
export const correctionReasons = ['mistyped', 'renamed', 'new_number'] as const
export const correctionReasonLabels: Record<(typeof correctionReasons)[number], string> = {
  mistyped: '当时填错了',
  renamed: '改过名字',
  new_number: '证件号码换了',
}

/** `waiting` → `withdrawn` by the person, `accepted` or `refused` by the housing bureau. */
export const correctionStates = ['waiting', 'withdrawn', 'accepted', 'refused'] as const
export type CorrectionState = (typeof correctionStates)[number]
export const correctionStateLabels: Record<CorrectionState, string> = {
  waiting: '住建部门正在核对',
  withdrawn: '已撤回',
  accepted: '已改好',
  refused: '没有改',
}

/** What name and number shall be. It changes nothing by itself: somebody compares it with the document. */
export const correctionBody = v.strictObject({
  name: personName,
  residentIdNumber: identityNumber,
  reason: v.picklist(correctionReasons, '请选一个原因'),
})
export type CorrectionBody = v.InferOutput<typeof correctionBody>

const correctionEntries = {
  id: recordId,
  state: v.picklist(correctionStates),
  reason: v.picklist(correctionReasons),
  before: v.object({ nameMasked: v.string(), residentIdMasked: v.string() }),
  after: v.object({ nameMasked: v.string(), residentIdMasked: v.string() }),
  askedAt: instant,
  decidedAt: v.nullable(instant),
  /** What the bureau says of a refusal. */
  comment: v.nullable(v.string()),
}

/** How the person's own latest request stands. */
export const correctionView = v.object({
  /** False: it can be changed at once on the page of one's identity. */
  isNeeded: v.boolean(),
  latest: v.nullable(v.object(correctionEntries)),
})
export type CorrectionView = v.InferOutput<typeof correctionView>

/** One page of what waits for the housing bureau, longest waiting first. */
export const correctionListView = v.object({
  items: v.array(v.object(correctionEntries)),
  nextCursor: v.nullable(v.string()),
})
export type CorrectionListView = v.InferOutput<typeof correctionListView>
export type CorrectionItem = CorrectionListView['items'][number]

const inClear = v.object({ name: v.string(), residentIdNumber: v.string() })
/** Unmasked, to be compared with the document; who looked at it is kept. */
export const correctionPapersView = v.object({ before: inClear, after: inClear })
export type CorrectionPapersView = v.InferOutput<typeof correctionPapersView>

export const correctionDecisionBody = v.variant('kind', [
  v.strictObject({ kind: v.literal('accept') }),
  v.strictObject({
    kind: v.literal('refuse'),
    comment: v.pipe(readableLine(100), v.nonEmpty('请写为什么不改，申请人会看到')),
  }),
])
export type CorrectionDecisionBody = v.InferOutput<typeof correctionDecisionBody>
