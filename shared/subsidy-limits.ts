import { addMonths, nextYear, yearOf } from './subsidy-calendar'
import type { SubsidyPolicy } from './subsidy-policy'

/**
 * What one claim rests on, so that the next one can be compared with it. Trades are compared by family (kinship),
 * because 架子工 and 附着升降脚手架工 may count as one trade. What is absent is unknown and blocks nothing.
 */
export interface Entitlement {
  readonly rule: string
  /** The class that was attended. */
  readonly trainingEvent?: string
  /** Number of the certificate, or its keyed hash. */
  readonly certificate?: string
  /** One year of one apprenticeship agreement. */
  readonly apprenticeshipYear?: string
  readonly tradeFamily?: string
  /** 5 初级 … 1 高级技师: a higher level is a smaller number. */
  readonly skillLevel?: number
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
  'yearly_limit',
  'lifetime_limit',
  'deadline_passed',
] as const
export type BlockReason = (typeof blockReasons)[number]

/** Why a claim cannot be made now. */
export interface Block {
  readonly reason: BlockReason
  /** First day on which this block is gone; null = it stays. */
  readonly until: string | null
}

/** What a worker reads about a block. */
export const blockWords: Record<BlockReason, string> = {
  same_training_event: '这次培训已经领过一样补贴，不能再领',
  same_certificate: '这本证书已经领过，不能再领',
  same_apprenticeship_year: '这一年的学徒补贴已经领过',
  same_trade_and_level: '同一工种、同一等级已经领过',
  higher_level_received: '同一工种已经领过更高等级，不能再领低的',
  yearly_limit: '今年的次数已经用完',
  lifetime_limit: '总次数已经用完',
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
  const { settings } = policy
  const forGood: [BlockReason, boolean, (past: Entitlement) => boolean][] = [
    ['same_training_event', settings['stacking.sameTrainingEvent'] === 'one', same(claim, 'trainingEvent')],
    ['same_certificate', true, same(claim, 'certificate')],
    ['same_apprenticeship_year', true, same(claim, 'apprenticeshipYear')],
    [
      'same_trade_and_level',
      settings['stacking.sameTradeSameLevelOnce'],
      (past) => levels(claim, past) === 0,
    ],
    ['higher_level_received', settings['stacking.higherBlocksLower'], (past) => levels(claim, past) > 0],
  ]
  const blocks = forGood
    .filter(([, applies, blocks]) => applies && history.some(blocks))
    .map(([reason]): Block => ({ reason, until: null }))
  return [...blocks, ...countBlocks(policy, claim, history), ...deadlineBlocks(policy, claim)]
}

/**
 * Last day on which a claim can be made, that day included; null when no deadline is set (A20).
 * A day of grace shields people whose certificate is older than the notice (A21).
 * @param entitledOn the certificate's date, `YYYY-MM-DD`
 */
export function lastClaimDay(policy: SubsidyPolicy, entitledOn: string): string | null {
  const months = policy.settings['claim.deadlineMonths']
  if (months === null) return null
  const deadline = addMonths(entitledOn, months)
  const grace = policy.settings['claim.graceUntil']
  return grace !== null && grace > deadline ? grace : deadline
}

function countBlocks(
  { settings }: SubsidyPolicy,
  claim: Entitlement,
  history: readonly Entitlement[],
): Block[] {
  const perYear = settings['limits.perYear']
  const lifetime = settings['limits.lifetime']
  const inYear = history.filter((past) => yearOf(past.claimedOn) === yearOf(claim.claimedOn)).length
  const blocks: Block[] = []
  if (perYear !== null && inYear >= perYear) {
    blocks.push({ reason: 'yearly_limit', until: nextYear(claim.claimedOn) })
  }
  if (lifetime !== null && history.length >= lifetime) blocks.push({ reason: 'lifetime_limit', until: null })
  return blocks
}

function deadlineBlocks(policy: SubsidyPolicy, claim: Entitlement): Block[] {
  const last = claim.entitledOn === undefined ? null : lastClaimDay(policy, claim.entitledOn)
  return last !== null && claim.claimedOn > last ? [{ reason: 'deadline_passed', until: null }] : []
}

function same(claim: Entitlement, key: 'trainingEvent' | 'certificate' | 'apprenticeshipYear') {
  return (past: Entitlement): boolean => claim[key] !== undefined && claim[key] === past[key]
}

/** By how many levels the past claim is higher in the same family; NaN when they cannot be compared. */
function levels(claim: Entitlement, past: Entitlement): number {
  if (claim.tradeFamily === undefined || claim.tradeFamily !== past.tradeFamily) return Number.NaN
  return (claim.skillLevel ?? Number.NaN) - (past.skillLevel ?? Number.NaN)
}
