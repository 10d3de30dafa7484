import { Types, type ClientSession } from 'mongoose'
import { differenceBetween, payableFen } from '#shared/policy-version-difference'
import { differenceKinds, type SignDifferenceBody } from '#shared/policy-versions'
import { Problem } from '#shared/problem'
import {
  candidateUnder,
  countedHistories,
  openClaims,
  outcomeUnder,
  recentlyEndedClaims,
  recordedOutcome,
  type ComparedClaim,
} from '../claims/claim-comparison.service'
import type { Command } from '../context'
import { contentOf, policyOf } from './policy-edition'
import {
  DifferencePages,
  PAGE_SIZE,
  type DifferenceItem,
  type DifferencePage,
} from './policy-difference.model'
import { advanceVersion, permittedTransition } from './policy-transition'
import type { Difference, PolicyVersion } from './policy-version.model'

/** Of the claims that have ended, the latest so many are compared; of those under way, all. */
const RECENT = 1000

/**
 * Works every claim under way, and the latest that ended, out again under this content, and keeps each that would come
 * out otherwise. Claims already made stay under their own version: this shows what the change means.
 * @throws Problem as `advanceVersion`: once the version is scheduled it holds still
 */
export async function compareWithClaims(command: Command, stored: PolicyVersion): Promise<PolicyVersion> {
  permittedTransition(command, stored, 'compare')
  const { tx, moment, actor, deployment } = command
  const open = await openClaims(tx)
  const recent = await recentlyEndedClaims(RECENT, tx)
  const claims = [...open, ...recent]
  const histories = await countedHistories(claims, tx)
  const compared = itemsFor(stored, claims, histories)
  await keepPages(stored, compared.items, tx)
  const { code, version, hash } = deployment.policies.current
  const difference: Difference = {
    hash: stored.hash,
    computedAt: moment.programmeNow,
    computedById: actor.personId,
    comparedWith: { code, version, hash },
    open: open.length,
    recent: recent.length,
    changed: compared.items.length,
    byKind: countsOf(compared.items),
    beforeFen: compared.beforeFen,
    afterFen: compared.afterFen,
    signature: null,
  }
  const detail = `${String(open.length + recent.length)}件申领，${String(difference.changed)}件会有变化`
  return advanceVersion(command, stored, { event: 'compare', set: { difference }, detail })
}

/**
 * Signs the comparison: says that this person saw what the content changes, and answers for it.
 * @throws Problem as `advanceVersion`; `changed_meanwhile` also when another comparison was seen
 */
export async function signDifference(
  command: Command,
  stored: PolicyVersion,
  body: SignDifferenceBody,
): Promise<PolicyVersion> {
  permittedTransition(command, stored, 'sign_difference')
  const { difference } = stored
  if (!difference || body.hash !== stored.hash || body.changed !== difference.changed) {
    throw new Problem('changed_meanwhile', { detail: '比对结果和您看到的不一样了，请刷新后再签字' })
  }
  const { actor, moment } = command
  const signature = { byId: actor.personId, at: moment.programmeNow, statement: body.statement }
  return advanceVersion(command, stored, {
    event: 'sign_difference',
    set: { difference: { ...difference, signature } },
    detail: body.statement,
  })
}

function itemsFor(
  stored: PolicyVersion,
  claims: readonly ComparedClaim[],
  histories: ReadonlyMap<string, ComparedClaim[]>,
) {
  const content = contentOf(stored)
  const policy = policyOf(content)
  const items: DifferenceItem[] = []
  let [beforeFen, afterFen] = [0, 0]
  for (const claim of claims) {
    const before = recordedOutcome(claim)
    const candidate = candidateUnder(policy, content.catalogue, claim)
    const history = histories.get(claim.workerId.toHexString()) ?? []
    const after = outcomeUnder(policy, candidate, claim, history)
    beforeFen += payableFen(before)
    afterFen += payableFen(after)
    const kind = differenceBetween(before, after)
    if (kind === null) continue
    const { _id: claimId, claimNo, tradeSeq, tradeRow } = claim
    items.push({ claimId, claimNo, tradeSeq, tradeName: tradeRow.name, kind, before, after })
  }
  return { items, beforeFen, afterFen }
}

async function keepPages(
  { _id: versionId }: PolicyVersion,
  items: readonly DifferenceItem[],
  tx: ClientSession,
): Promise<void> {
  const pages = differenceKinds.flatMap((kind) => {
    const of = items.filter((item) => item.kind === kind)
    return Array.from({ length: Math.ceil(of.length / PAGE_SIZE) }, (_each, number): DifferencePage => ({
      ...{ _id: new Types.ObjectId(), versionId, kind, number },
      items: of.slice(number * PAGE_SIZE, (number + 1) * PAGE_SIZE),
    }))
  })
  await DifferencePages.deleteMany({ versionId }, { session: tx })
  if (pages.length > 0) await DifferencePages.insertMany(pages, { session: tx })
}

function countsOf(items: readonly DifferenceItem[]): Difference['byKind'] {
  return differenceKinds.flatMap((kind) => {
    const of = items.filter((item) => item.kind === kind)
    if (of.length === 0) return []
    const deltaFen = of.reduce((sum, { before, after }) => sum + payableFen(after) - payableFen(before), 0)
    return [{ kind, count: of.length, deltaFen }]
  })
}
