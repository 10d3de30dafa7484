import type { ClientSession } from 'mongoose'
import { Problem } from '#shared/problem'
import { claimBy, type ClaimWindow } from '#shared/subsidy-claim-window'
import { groundWords } from '#shared/subsidy-grounds'
import { blocksOf, type Block, type Entitlement } from '#shared/subsidy-limits'
import type { SubsidyPolicy } from '#shared/subsidy-policy'
import { shanghaiDate } from '../programme-clock'
import { entitlementKeyOf, type ClaimAssessment } from './claim-assessment'
import type { ClaimRecords } from './claim-facts'
import { countedClaims } from './claim-lookup.service'
import type { Claim } from './claim.model'

/** What stands against a claim because of time and of what the person has claimed before. */
export interface ClaimLimits {
  blocks: Block[]
  /** Null where the policy sets no time, or the day from which it runs is not known. */
  window: ClaimWindow | null
}

/** What is asked about: records, how they stand, and the day of the claim; for one still to be made, today. */
export interface LimitQuestion {
  records: ClaimRecords
  assessed: ClaimAssessment
  claimedOn: string
  /** The claim itself where it has been made: it does not stand against itself. */
  made?: Claim
}

/**
 * Asks the limits of the claim's own policy. Inside a command, take the worker's turn first: otherwise two claims at the
 * same moment do not see each other.
 */
export async function limitsOn(
  policy: SubsidyPolicy,
  { records, assessed, claimedOn, made }: LimitQuestion,
  tx: ClientSession | null = null,
): Promise<ClaimLimits> {
  const { candidate, facts } = assessed
  if (!candidate) return { blocks: [], window: null }
  const { enrolment, item, formerAccounts } = records
  const key = entitlementKeyOf(policy, candidate, records)
  const window = claimBy(policy, candidate.rule, facts)
  const asked: Entitlement = {
    rule: candidate.rule,
    ...restingOn({ enrolmentId: enrolment._id, tradeSeq: item.tradeSeq, entitlementKey: key }),
    claimedOn,
    ...(window && { entitledOn: window.entitledOn }),
  }
  const counted = await countedClaims([enrolment.workerId, ...formerAccounts], tx)
  const others = counted.filter((each) => !made?._id.equals(each._id))
  return { blocks: blocksOf(policy, asked, others.map(pastEntitlement)), window }
}

/** @throws Problem `claim_blocked` that says why and until when */
export function refuseBlocked(policy: SubsidyPolicy, { blocks }: ClaimLimits): void {
  if (blocks.length === 0) return
  throw new Problem('claim_blocked', { detail: blocks.map((each) => blockText(policy, each)).join('；') })
}

/** One block for the worker: why, until when, and on what that rests. */
export function blockText(policy: SubsidyPolicy, block: Block): string {
  return `${block.sentence}（${groundWords(policy, block)}）`
}

/** What a claim that was made rests on, for those that follow it. */
export function pastEntitlement(
  claim: Pick<Claim, 'enrolmentId' | 'tradeSeq' | 'entitlementKey' | 'submittedAt'> & {
    rule: Pick<Claim['rule'], 'ruleId'>
  },
): Entitlement {
  return { rule: claim.rule.ruleId, ...restingOn(claim), claimedOn: shanghaiDate(claim.submittedAt) }
}

/** A class is claimed by its annex row, which has no level. */
function restingOn({
  enrolmentId,
  tradeSeq,
  entitlementKey,
}: Pick<Claim, 'enrolmentId' | 'tradeSeq' | 'entitlementKey'>) {
  return {
    trainingEvent: enrolmentId.toHexString(),
    ...(entitlementKey?.startsWith('certificate:') ? { certificate: entitlementKey } : {}),
    tradeSeq,
    skillLevel: null,
  }
}
