import type { Amount } from './money'
import { formatAmount } from './money'
import type { DifferenceKind } from './policy-versions'
import type { Outcome } from './subsidy-assessment'

/** How a claim came out, or would come out, under one version. */
export interface ClaimOutcome {
  readonly ruleId: string | null
  /** `blocked`: every condition holds, a count or a deadline stands against it. */
  readonly outcome: Outcome | 'absent' | 'blocked'
  readonly amount: Amount | null
  /** What blocks, in sentences. */
  readonly blocks: readonly string[]
}

/** What the new version would change for a claim; null = nothing. Losing the money outweighs any other change. */
export function differenceBetween(before: ClaimOutcome, after: ClaimOutcome): DifferenceKind | null {
  const paid = before.outcome === 'payable'
  const pays = after.outcome === 'payable'
  if (paid !== pays) return paid ? 'no_longer_payable' : 'newly_payable'
  if (!paid || !before.amount || !after.amount) return null
  if (after.amount.fen !== before.amount.fen) {
    return after.amount.fen < before.amount.fen ? 'sum_lower' : 'sum_higher'
  }
  if (after.amount.kind !== before.amount.kind) return 'cap_or_fixed'
  return before.ruleId === after.ruleId ? null : 'other_rule'
}

/** What would be paid at most, integer fen. */
export function payableFen({ outcome, amount }: ClaimOutcome): number {
  return outcome === 'payable' ? (amount?.fen ?? 0) : 0
}

const outcomeTexts: Record<ClaimOutcome['outcome'], string> = {
  payable: '可领',
  possible: '还缺资料',
  not_met: '不符合条件',
  needs_office: '要问窗口',
  absent: '没有对应的条款',
  blocked: '条件够，但次数或期限不让领',
}

/** `可领500元`, `可领最高1000元`, `不符合条件`. */
export function outcomeText({ outcome, amount }: ClaimOutcome): string {
  const sum = outcome === 'payable' && amount ? formatAmount(amount) : ''
  return `${outcomeTexts[outcome]}${sum}`
}
