import * as v from 'valibot'
import type { ClaimState } from './claim-machine'
import { addWorkingDays, workingDaysBetween, type WorkingDayCalendar } from './working-days'

/** Where a claim waits for an office or for the bank, in the order in which it comes through. */
export const forecastStages = ['housing_review', 'hr_review', 'payable', 'in_batch'] as const
export type ForecastStage = (typeof forecastStages)[number]

const stageWords: Readonly<Record<ForecastStage, string>> = {
  housing_review: '住建审核',
  hr_review: '人社审核',
  payable: '排进打款',
  in_batch: '银行打款',
}

/** How long recent claims stayed in a stage, in working days: the middle half of them, and the middle. */
export const stageTime = v.object({
  count: v.number(),
  lowDays: v.number(),
  medianDays: v.number(),
  highDays: v.number(),
})
export type StageTime = v.InferOutput<typeof stageTime>
export type StageTimes = Readonly<Partial<Record<ForecastStage, StageTime>>>

/** From fewer claims nothing is concluded. */
export const LEAST_CLAIMS = 5

/**
 * What a list of stays says.
 * @param days working days, one for each claim that has left the stage
 * @returns null for too few
 */
export function stageTimeOf(days: readonly number[]): StageTime | null {
  if (days.length < LEAST_CLAIMS) return null
  const sorted = [...days].sort((one, other) => one - other)
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0
  return { count: sorted.length, lowDays: at(0.25), medianDays: at(0.5), highDays: at(0.75) }
}

/** When the money may be there: two days, both possible, and what they rest on; or why nothing can be said. */
export const claimForecast = v.variant('kind', [
  v.object({ kind: v.literal('range'), from: v.string(), until: v.string(), basis: v.string() }),
  v.object({ kind: v.literal('unknown'), reason: v.string() }),
])
export type ClaimForecast = v.InferOutput<typeof claimForecast>

/** Where a claim is, and since when. */
export interface ClaimStanding {
  state: ClaimState
  /** Day on which it came to this state. */
  since: string
  /** Working days of publicity before it can be paid; null = none. */
  publicityDays: number | null
}

/** What a forecast rests on. */
export interface ForecastBasis {
  times: StageTimes
  calendar: WorkingDayCalendar
  today: string
}

interface Wait {
  lowDays: number
  highDays: number
}

/** When the money of a claim may be there. @returns null when it is paid, refused or withdrawn */
export function forecastOf(
  claim: ClaimStanding,
  { times, calendar, today }: ForecastBasis,
): ClaimForecast | null {
  if (claim.state === 'needs_info') return unknown('您补好交上来以后，再估计到账时间')
  if (claim.state === 'pay_failed') return unknown('您换好收款卡以后，再估计到账时间')
  if (claim.state === 'held') return unknown('接着办以后，再估计到账时间')
  if (claim.state === 'objected') return unknown('异议核实完以后，再估计到账时间')
  const here = placeOf(claim.state)
  if (here === null) return null
  const stages = forecastStages.slice(here)
  const known = stages.flatMap((stage) => times[stage] ?? [])
  if (known.length < stages.length) return unknown('办过的还不多，暂时估计不出到账时间')
  const spent = workingDaysBetween(calendar, claim.since, today)
  const waits = spent === null ? null : waitsOf(claim, { known, spent })
  if (waits === null) return unknown('这一步比平时久，暂时估计不出。没有忘，办好马上告诉您')
  const from = addWorkingDays(calendar, today, sum(waits, 'lowDays'))
  const until = addWorkingDays(calendar, today, sum(waits, 'highDays'))
  if (from === null || until === null) return unknown('明年的放假安排还没公布，暂时估计不出')
  return { kind: 'range', from, until, basis: basisOf(stages, known, claim.publicityDays) }
}

/** The first stage that is not over, by its place in the order; null when none is to come. */
function placeOf(state: ClaimState): number | null {
  if (state === 'submitted') return 0
  if (isPublic(state)) return forecastStages.indexOf('payable')
  const place = forecastStages.findIndex((stage) => stage === state)
  return place < 0 ? null : place
}

/** Approved, and its name made public, or about to be. */
function isPublic(state: ClaimState): boolean {
  return state === 'approved' || state === 'in_publicity'
}

/** What is left to wait; null when the present step takes longer than it mostly does. */
function waitsOf(
  { state, publicityDays }: ClaimStanding,
  { known, spent }: { known: readonly StageTime[]; spent: number },
): Wait[] | null {
  const publicity = publicityDays ?? 0
  const [first, ...rest] = known
  const isPublished = state === 'payable' || state === 'in_batch'
  const published: Wait = { lowDays: publicity, highDays: publicity }
  if (isPublic(state)) return spent > publicity ? null : [less(published, spent), ...known]
  if (!first || spent > first.highDays) return null
  return [less(first, spent), ...rest, ...(isPublished ? [] : [published])]
}

function less({ lowDays, highDays }: Wait, spent: number): Wait {
  return { lowDays: Math.max(0, lowDays - spent), highDays: highDays - spent }
}

function sum(waits: readonly Wait[], end: keyof Wait): number {
  return waits.reduce((total, wait) => total + wait[end], 0)
}

function basisOf(
  stages: readonly ForecastStage[],
  known: readonly StageTime[],
  publicityDays: number | null,
): string {
  const count = Math.min(...known.map((each) => each.count))
  const usual = known.map(({ medianDays }, index) => {
    const stage = stages[index]
    return `${stage ? stageWords[stage] : ''}${medianDays === 0 ? '当天' : `${String(medianDays)}个工作日`}`
  })
  const publicity = publicityDays === null ? [] : [`公示${String(publicityDays)}个工作日`]
  return `按最近办的${String(count)}笔估计，一般：${[...usual, ...publicity].join('，')}。不是承诺`
}

function unknown(reason: string): ClaimForecast {
  return { kind: 'unknown', reason }
}
