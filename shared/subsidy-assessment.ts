import type { Amount } from './money'
import type { FactName } from './subsidy-facts'
import type { ResolvedValue, Scalar } from './subsidy-operators'
import type {
  AsOf,
  Citation,
  ConditionFact,
  ConditionName,
  Operator,
  PresetName,
} from './subsidy-policy-schema'
import type { PolicyStatus } from './subsidy-policy'

/**
 * `payable`: every condition is known to hold. `possible`: none fails, some facts are missing.
 * `not_met`: at least one condition is known to fail. `needs_office`: only the office can say.
 * A rule that is not listed cannot be opened by these facts.
 */
export const outcomes = ['payable', 'possible', 'not_met', 'needs_office'] as const
export type Outcome = (typeof outcomes)[number]

/** Three values: a condition that nobody can answer yet is neither met nor failed. */
export type Standing = true | false | 'unknown'

/** One step of the reasoning, kept with a claim so that it can be explained years later. */
export interface TraceEntry {
  readonly conditionId: string
  readonly condition: ConditionName
  /** What the condition looks at. */
  readonly fact: ConditionFact
  readonly operator: Operator
  /** In 课时, months, years, days or yes/no. */
  readonly expected: ResolvedValue
  /** The same; null = unknown. */
  readonly actual: Scalar | readonly Scalar[] | null
  readonly passed: Standing
  /** Missing 课时 or months, to a tenth; only for failed minimums. */
  readonly short?: number
  /** The fact that would settle it; null once it is settled. */
  readonly needs: FactName | null
  readonly citation: Citation
}

/** One condition that is known to fail. */
export type Failure = Pick<TraceEntry, 'conditionId' | 'condition' | 'expected' | 'actual' | 'short'>

/** A doubt in the text that touches this candidate, with the sentence for the worker. */
export interface Note {
  readonly flag: string
  readonly sentence: string
}

/** How one rule stands for one person. */
export interface Candidate {
  readonly rule: string
  readonly title: string
  readonly clause: string
  readonly quotation: string
  readonly outcome: Outcome
  /** Where training and exam have to be, if the rule asks that: `连云港市`. */
  readonly city: string
  /** Which date decides whether the period holds. */
  readonly asOf: AsOf
  /** What the rule pays if it pays; a cap is never a sum. */
  readonly amount: Amount
  /** All known failures, not the first. */
  readonly failed: readonly Failure[]
  /** Names of facts that are still missing. */
  readonly needs: readonly FactName[]
  readonly flags: readonly string[]
  readonly notes: readonly Note[]
  readonly trace: readonly TraceEntry[]
}

/** The answer to one question: every rule that the facts might open. */
export interface Assessment {
  readonly policy: {
    readonly code: string
    readonly version: number
    readonly preset: PresetName
    readonly hash: string
  }
  /** The day of the question. It decides the policy's standing, never whether a period holds. */
  readonly on: string
  readonly status: PolicyStatus
  readonly candidates: readonly Candidate[]
  /** The rule with the largest sure sum (a cap is not sure), or null. */
  readonly best: string | null
}
