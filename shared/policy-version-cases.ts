import { formatAmount, formatYuan } from './money'
import type { WorkedCase } from './policy-version-content'
import { applyPreset, type SubsidyPolicy } from './subsidy-policy'
import { assess, InvalidFacts, type Candidate } from './subsidy-rules'
import { conditionLabels } from './subsidy-wording'

/** A case that came out otherwise than it says. */
export interface CaseFailure {
  readonly id: string
  readonly says: string
  readonly clause: string
  readonly expectedText: string
  readonly actualText: string
}

export interface CaseResults {
  readonly total: number
  readonly passed: number
  readonly failures: readonly CaseFailure[]
  /** Rules that can be opened and that no case asks: nobody has worked them out. */
  readonly uncoveredRules: readonly string[]
}

/** Works every case out under the policy, each under the reading that it names. Pure. */
export function runCases(policy: SubsidyPolicy, cases: readonly WorkedCase[]): CaseResults {
  const failures = cases.flatMap((each) => {
    const actualText = otherwise(policy, each)
    if (actualText === null) return []
    const { id, says, clause } = each
    return [{ id, says, clause, expectedText: expectedText(each), actualText }]
  })
  const asked = new Set(cases.map((each) => each.expect.rule))
  const uncoveredRules = policy.rules
    .filter((rule) => rule.opening.by !== 'nothing' && !asked.has(rule.id))
    .map((rule) => rule.id)
  return { total: cases.length, passed: cases.length - failures.length, failures, uncoveredRules }
}

/** What came out instead, in words; null when it is what the case says. */
function otherwise(policy: SubsidyPolicy, { preset, facts, expect }: WorkedCase): string | null {
  const asked = applyPreset(policy, preset ?? policy.preset)
  if (!asked.rules.some((rule) => rule.id === expect.rule)) return `没有${expect.rule}这一条`
  try {
    const { candidates } = assess(asked, facts, asked.file.effectiveFrom)
    const candidate = candidates.find((each) => each.rule === expect.rule)
    return isAsExpected(expect, candidate) ? null : actualText(candidate)
  } catch (error) {
    if (!(error instanceof InvalidFacts)) throw error
    return `情况填得不对：${error.problems.map((each) => `${each.fact} ${each.detail}`).join('、')}`
  }
}

function isAsExpected(expect: WorkedCase['expect'], candidate: Candidate | undefined): boolean {
  if ((candidate?.outcome ?? 'absent') !== expect.outcome) return false
  const { amount, failed } = expect
  if (amount && (candidate?.amount.kind !== amount.kind || candidate.amount.fen !== amount.fen)) return false
  const conditions = candidate?.failed.map((each) => each.condition) ?? []
  return failed === undefined || failed.join() === conditions.join()
}

const outcomeWords = {
  payable: '可领',
  possible: '可能',
  not_met: '不够',
  needs_office: '问窗口',
  absent: '不列',
} as const

function expectedText({ expect: { outcome, amount, failed } }: WorkedCase): string {
  const sum = amount ? `${amount.kind === 'upTo' ? '最高' : ''}${formatYuan(amount.fen)}` : ''
  return inWords(outcome, sum, failed ?? [])
}

function actualText(candidate: Candidate | undefined): string {
  if (!candidate) return outcomeWords.absent
  const conditions = candidate.failed.map((each) => each.condition)
  return inWords(candidate.outcome, formatAmount(candidate.amount), conditions)
}

function inWords(
  outcome: keyof typeof outcomeWords,
  sum: string,
  failed: readonly (keyof typeof conditionLabels)[],
): string {
  const labels = failed.map((each) => conditionLabels[each]).join('、')
  return [outcomeWords[outcome], outcome === 'not_met' ? labels : sum].filter((part) => part !== '').join(' ')
}
