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
import { candidateUnder, comparedClaims, type ComparedClaim } from '../claims/claim-comparison.service'
import { explainRule } from './explained-rule'
import { contentOf, policyOf } from './policy-edition'
import { DifferenceItems, type DifferenceItem } from './policy-difference.model'
import type { PolicyVersion } from './policy-version.model'

const PAGE = 50

/** One page of the claims that would come out otherwise, all or of one kind. */
export async function differenceClaims(
  { _id: versionId }: PolicyVersion,
  { kind, cursor }: { kind?: DifferenceKind | undefined; cursor?: string | undefined },
): Promise<DifferenceClaimsView> {
  const found = await DifferenceItems.find({
    versionId,
    ...(kind === undefined ? {} : { kind }),
    ...(cursor === undefined ? {} : { _id: { $gt: afterCursor(cursor) } }),
  })
    .sort({ _id: 1 })
    .limit(PAGE + 1)
    .lean<DifferenceItem[]>()
  const items = found.slice(0, PAGE)
  const claims = await comparedClaims(items.map(({ claimId }) => claimId))
  return {
    items: items.map((item) => present(item, claims.get(item.claimId.toHexString()))),
    nextCursor: found.length > PAGE ? (items.at(-1)?._id.toHexString() ?? null) : null,
  }
}

/** One claim under both versions, line by line. @throws Problem `not_found` when it would not come out otherwise */
export async function differenceClaim(
  stored: PolicyVersion,
  claimId: string,
): Promise<ClaimDifferenceDetail> {
  const item = await DifferenceItems.findOne({
    versionId: stored._id,
    claimId: new Types.ObjectId(claimId),
  }).lean<DifferenceItem>()
  const claim = item && (await comparedClaims([item.claimId])).get(claimId)
  if (!claim) throw new Problem('not_found', { detail: '这件申领不在比对结果里，请刷新' })
  const content = contentOf(stored)
  const after = candidateUnder(policyOf(content), content.catalogue, claim)
  return { ...present(item, claim), beforeRule: claim.rule, afterRule: after && explainRule(after) }
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

function afterCursor(cursor: string): Types.ObjectId {
  if (!/^[0-9a-f]{24}$/.test(cursor)) throw new Problem('not_found', { detail: '列表已更新，请从头再看' })
  return new Types.ObjectId(cursor)
}
