import { nextYear, yearOf } from './subsidy-calendar'
import { lastClaimDay } from './subsidy-claim-window'
import { exclusionsBetween } from './subsidy-exclusions'
import { groundOf, groundOfRule, type Ground } from './subsidy-grounds'
import { chineseDay, type SubsidyPolicy } from './subsidy-policy'
import type { ExclusionScope } from './subsidy-policy-schema'

export { lastClaimDay } from './subsidy-claim-window'

/** What one claim rests on, so that the next one can be compared with it. What is absent is unknown and blocks nothing. */
export interface Entitlement {
  readonly rule: string
  /** The class that was attended. */
  readonly trainingEvent?: string
  /** Number of the certificate, or its keyed hash. */
  readonly certificate?: string
  /** One year of one apprenticeship agreement. */
  readonly apprenticeshipYear?: string
  /** Row of the annex. */
  readonly tradeSeq?: number
  /** 5 初级 … 1 高级技师: a higher level is a smaller number; null = known to have no level, as a course （十一）. */
  readonly skillLevel?: number | null
  /** Day of the claim; for a claim still to be made, the day of the question. */
  readonly claimedOn: string
  /** The date from which a deadline runs: the certificate's date. */
  readonly entitledOn?: string
}

export const blockReasons = [
  'same_training_event',
  'same_certificate',
  'same_apprenticeship_year',
  'same_trade_and_level',
  'higher_level_received',
  'exclusive_group',
  'yearly_limit',
  'lifetime_limit',
  'deadline_passed',
] as const
export type BlockReason = (typeof blockReasons)[number]

/** Why a claim cannot be made now, until when, and on what that rests. */
export interface Block extends Ground {
  readonly reason: BlockReason
  /** First day on which this block is gone; null = it stays. */
  readonly until: string | null
  /** The earlier claim that blocks; null where a count or a date does. */
  readonly earlier: Pick<Entitlement, 'rule' | 'claimedOn'> | null
  /** For the worker: `今年的次数已经用完，2022年1月1日起可以再领`. */
  readonly sentence: string
}

/** What a worker reads about a block. */
export const blockWords: Record<BlockReason, string> = {
  same_training_event: '这次培训已经领过一样补贴，不能再领',
  same_certificate: '这本证书已经领过，不能再领',
  same_apprenticeship_year: '这一年的学徒补贴已经领过，不能再领',
  same_trade_and_level: '同一工种、同一等级已经领过，不能再领',
  higher_level_received: '同一工种已经领过更高等级，不能再领低的',
  exclusive_group: '和以前领过的那一样不能都领',
  yearly_limit: '今年的次数已经用完',
  lifetime_limit: '总次数已经用完，不能再领',
  deadline_passed: '已经过了申领期限',
}

/**
 * Everything that stands against a claim, given what the person has claimed before.
 * The notice itself sets no counts and no deadline (A19–A21): under its preset only the same training, the same
 * certificate and the same year block. Withdrawn and refused claims do not belong into `history`.
 */
export function blocksOf(
  policy: SubsidyPolicy,
  claim: Entitlement,
  history: readonly Entitlement[],
): Block[] {
  const repeated = repetitions(policy, claim, history)
  return [
    ...repeated,
    // What is paid already is not explained a second time as another kind of subsidy.
    ...(repeated.length > 0 ? [] : exclusions(policy, claim, history)),
    ...exhaustedCounts(policy, claim, history),
    ...missedDeadline(policy, claim),
  ]
}

/**
 * The day from which nothing blocks any more; null when it never comes.
 * @param lastDay last day to claim, or null when there is none: a block that outlives it stays
 */
export function unblockedOn(blocks: readonly Block[], lastDay: string | null): string | null {
  const days = blocks.flatMap((each) => each.until ?? [])
  if (days.length < blocks.length) return null
  const latest = days.sort().at(-1)
  if (latest === undefined) return null
  return latest > (lastDay ?? latest) ? null : latest
}

/** One way in which a past claim blocks for good. */
interface Repetition {
  readonly reason: BlockReason
  readonly ground: Ground
  readonly blocks: (past: Entitlement) => boolean
}

function repetitions(policy: SubsidyPolicy, claim: Entitlement, history: readonly Entitlement[]): Block[] {
  const { settings } = policy
  const once = groundOfRule(policy, claim.rule)
  const ways: Repetition[] = [
    { reason: 'same_certificate', ground: once, blocks: same(claim, 'certificate') },
    { reason: 'same_apprenticeship_year', ground: once, blocks: same(claim, 'apprenticeshipYear') },
  ]
  if (settings['stacking.sameTrainingEvent'] === 'one') {
    const blocks = same(claim, 'trainingEvent')
    ways.unshift({
      reason: 'same_training_event',
      ground: groundOf(policy, 'stacking.sameTrainingEvent'),
      blocks,
    })
  }
  if (settings['stacking.sameTradeSameLevelOnce']) {
    const ground = groundOf(policy, 'stacking.sameTradeSameLevelOnce')
    ways.push({ reason: 'same_trade_and_level', ground, blocks: (past) => levels(policy, claim, past) === 0 })
  }
  if (settings['stacking.higherBlocksLower']) {
    const ground = groundOf(policy, 'stacking.higherBlocksLower')
    ways.push({ reason: 'higher_level_received', ground, blocks: (past) => levels(policy, claim, past) > 0 })
  }
  return ways.flatMap(({ reason, ground, blocks }) => {
    const earlier = history.find(blocks)
    return earlier === undefined ? [] : [blockOf(reason, ground, { earlier })]
  })
}

/** Kinds of subsidy of which one person, trade or training may be paid one only (A19). */
function exclusions(policy: SubsidyPolicy, claim: Entitlement, history: readonly Entitlement[]): Block[] {
  for (const earlier of history) {
    const found = exclusionsBetween(policy, claim.rule, earlier.rule).find(({ scope }) =>
      reaches(scope, policy, [claim, earlier]),
    )
    if (found) return [blockOf('exclusive_group', found, { earlier })]
  }
  return []
}

/** Whether what is decided about two kinds of subsidy reaches from the past claim to this one. */
function reaches(
  scope: ExclusionScope | null,
  policy: SubsidyPolicy,
  [claim, past]: [Entitlement, Entitlement],
): boolean {
  return (
    scope === 'samePerson' ||
    (scope === 'sameTrade' && isSameTrade(policy, claim, past)) ||
    // The same certificate blocks in any case, whatever is decided here.
    (scope === 'sameEntitlement' && same(claim, 'trainingEvent')(past))
  )
}

function exhaustedCounts(
  policy: SubsidyPolicy,
  claim: Entitlement,
  history: readonly Entitlement[],
): Block[] {
  const perYear = policy.settings['limits.perYear']
  const lifetime = policy.settings['limits.lifetime']
  const inYear = history.filter((past) => yearOf(past.claimedOn) === yearOf(claim.claimedOn)).length
  const blocks: Block[] = []
  if (perYear !== null && inYear >= perYear) {
    const until = nextYear(claim.claimedOn)
    blocks.push(blockOf('yearly_limit', groundOf(policy, 'limits.perYear'), { until }))
  }
  if (lifetime !== null && history.length >= lifetime) {
    blocks.push(blockOf('lifetime_limit', groundOf(policy, 'limits.lifetime')))
  }
  return blocks
}

function missedDeadline(policy: SubsidyPolicy, claim: Entitlement): Block[] {
  const last = claim.entitledOn === undefined ? null : lastClaimDay(policy, claim.entitledOn)
  if (last === null || claim.claimedOn <= last) return []
  return [blockOf('deadline_passed', groundOf(policy, 'claim.deadlineMonths'))]
}

function blockOf(
  reason: BlockReason,
  { flag, citation, sources }: Ground,
  { until = null, earlier = null }: { until?: string | null; earlier?: Entitlement | null } = {},
): Block {
  const reopens = until === null ? '' : `，${chineseDay(until)}起可以再领`
  const before = earlier === null ? '' : `（${chineseDay(earlier.claimedOn)}申领的）`
  return {
    reason,
    until,
    earlier: earlier && { rule: earlier.rule, claimedOn: earlier.claimedOn },
    sentence: `${blockWords[reason]}${before}${reopens}`,
    flag,
    citation,
    sources,
  }
}

function same(claim: Entitlement, key: 'trainingEvent' | 'certificate' | 'apprenticeshipYear') {
  return (past: Entitlement): boolean => claim[key] !== undefined && claim[key] === past[key]
}

/** By how many levels the past claim is higher in the same trade; NaN when they cannot be compared. */
function levels(policy: SubsidyPolicy, claim: Entitlement, past: Entitlement): number {
  if (!isSameTrade(policy, claim, past)) return Number.NaN
  if (claim.skillLevel === null && past.skillLevel === null) return 0
  return (claim.skillLevel ?? Number.NaN) - (past.skillLevel ?? Number.NaN)
}

/** The same row, or two rows that the policy reads as one skill. */
function isSameTrade({ sameSkill }: SubsidyPolicy, claim: Entitlement, past: Entitlement): boolean {
  const rows = [past.tradeSeq, ...(sameSkill.get(past.tradeSeq ?? 0) ?? [])]
  return claim.tradeSeq !== undefined && rows.includes(claim.tradeSeq)
}
