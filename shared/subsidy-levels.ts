import type { Amount } from './money'
import type { SubsidyPolicy } from './subsidy-policy'

/** A rung of the ladder 5 初级工 … 1 高级技师, and what a certificate of it pays, （十）. */
export interface LevelStep {
  readonly level: number
  readonly rule: string
  readonly clause: string
  readonly quotation: string
  readonly title: string
  readonly amount: Amount
}

/** What the certificate after this one pays, and how much more that is. */
export interface NextLevel extends LevelStep {
  /** Beyond what the level held pays, integer fen; null where that level pays nothing under this policy. */
  readonly moreFen: number | null
}

const lowest = 5
const highest = 1

/** Every level for whose certificate the policy pays, lowest first. */
export function levelLadder(policy: SubsidyPolicy): LevelStep[] {
  return [5, 4, 3, 2, 1].flatMap((level) => stepOf(policy, level) ?? [])
}

/**
 * The next level up for which a certificate pays: 中级工 → 高级工 3000元.
 * @param level the level held, 5 初级工 … 1 高级技师; null = none yet
 * @returns null at the top, and where no higher level pays
 */
export function nextLevelOf(policy: SubsidyPolicy, level: number | null): NextLevel | null {
  const held = level ?? lowest + 1
  for (let next = held - 1; next >= highest; next -= 1) {
    const step = stepOf(policy, next)
    if (step !== null) return { ...step, moreFen: moreThan(step, stepOf(policy, held)) }
  }
  return null
}

function stepOf(policy: SubsidyPolicy, level: number): LevelStep | null {
  const rule = policy.rules.find(
    ({ opening, certificates }) =>
      opening.by === 'certificate' && certificates.includes(`level:${String(level)}`),
  )
  if (!rule) return null
  const { kind, fen, unit } = rule.amount
  const { id, clause, quotation, title } = rule
  return { level, rule: id, clause, quotation, title, amount: { kind, fen, unit } }
}

function moreThan(next: LevelStep, held: LevelStep | null): number | null {
  return held === null ? null : next.amount.fen - held.amount.fen
}
