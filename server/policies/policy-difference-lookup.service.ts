import { Types } from 'mongoose'
import { claimStateLabels } from '#shared/claim-machine'
import { outcomeText, type ClaimOutcome } from '#shared/policy-version-difference'
import {
  differenceLabels,
  type ClaimDifference,
  type ClaimDifferenceDetail,
  type DifferenceClaimsView,
  type DifferenceKind,
} from '#shared/policy-versions'
import { Problem } from '#shared/problem'
import {
  candidateUnder,
  comparedClaims,
  frozenRule,
  type ComparedClaim,
} from '../claims/claim-comparison.service'
import { explainRule } from './explained-rule'
import { contentOf, policyOf } from './policy-edition'
import { DifferencePages, type DifferenceItem, type DifferencePage } from './policy-difference.model'
import type { PolicyVersion } from './policy-version.model'

/** One page of the claims that would come out otherwise, all or of one kind. */
export async function differenceClaims(
  { _id: versionId }: PolicyVersion,
  { kind, cursor }: { kind?: DifferenceKind | undefined; cursor?: string | undefined },
): Promise<DifferenceClaimsView> {
  const found = await DifferencePages.find({
    versionId,
    ...(kind === undefined ? {} : { kind }),
    ...(cursor === undefined ? {} : after(cursor)),
  })
    .sort({ kind: 1, number: 1 })
    .limit(2)
    .lean<DifferencePage[]>()
  const [page, next] = found
  if (!page) return { items: [], nextCursor: null }
  const claims = await comparedClaims(page.items.map(({ claimId }) => claimId))
  return {
    items: page.items.map((item) => present(item, claims.get(item.claimId.toHexString()))),
    nextCursor: next ? `${page.kind}.${String(page.number)}` : null,
  }
}

/** One claim under both versions, line by line. @throws Problem `not_found` when it would not come out otherwise */
export async function differenceClaim(
  stored: PolicyVersion,
  claimId: string,
): Promise<ClaimDifferenceDetail> {
  const page = await DifferencePages.findOne({
    versionId: stored._id,
    'items.claimId': new Types.ObjectId(claimId),
  }).lean<DifferencePage>()
  const item = page?.items.find((each) => each.claimId.toHexString() === claimId)
  const claim = item && (await comparedClaims([item.claimId])).get(claimId)
  if (!claim) throw new Problem('not_found', { detail: '这件申领不在比对结果里，请刷新' })
  const content = contentOf(stored)
  const candidate = candidateUnder(policyOf(content), content.catalogue, claim)
  return {
    ...present(item, claim),
    beforeRule: await frozenRule(claim._id),
    afterRule: candidate && explainRule(candidate),
  }
}

function present(item: DifferenceItem, claim: ComparedClaim | undefined): ClaimDifference {
  const { claimNo, tradeSeq, tradeName, kind } = item
  return {
    ...{ claimNo, tradeSeq, tradeName, kind },
    claimId: item.claimId.toHexString(),
    stateText: claim ? claimStateLabels[claim.state] : '',
    kindLabel: differenceLabels[kind],
    before: side(item.before),
    after: side(item.after),
  }
}

function side(outcome: ClaimOutcome): ClaimDifference['before'] {
  const { ruleId, outcome: name, amount, blocks } = outcome
  return { ruleId, outcome: name, amount, text: outcomeText(outcome), blocks: [...blocks] }
}

function after(cursor: string): object {
  const match = /^([a-z_]{1,40})\.(\d{1,6})$/.exec(cursor)
  if (!match) throw new Problem('not_found', { detail: '列表已更新，请从头再看' })
  const [, kind = '', number = ''] = match
  return { $or: [{ kind: { $gt: kind } }, { kind, number: { $gt: Number(number) } }] }
}
