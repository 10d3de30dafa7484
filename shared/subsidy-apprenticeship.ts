import { satisfies } from './subsidy-operators'
import type { Rule, SubsidyPolicy } from './subsidy-policy'

/** A class of apprentices for which one enterprise is paid, （九） “按中级工水平每人每年4000元…”. */
export interface ApprenticeClass {
  /** 4 中级工 … 1 高级技师. */
  readonly targetLevel: number
  /** Whole years agreed, 1–3. */
  readonly years: number
  /** Heads when the class was filed. */
  readonly planned: number
}

/** Money for one year of one class. Integer fen. */
export interface ApprenticeYear {
  /** 1 for the first year. */
  readonly year: number
  readonly fen: number
}

/** What is paid ahead, what was earned in the end, and the difference: negative = to be taken back. */
export interface Settlement {
  readonly prepaidFen: number
  readonly earnedFen: number
  readonly balanceFen: number
}

/** The class cannot be settled as stated. */
export class InvalidClass extends Error {
  override readonly name = 'InvalidClass'
}

/** Fen for one apprentice and one year at the level aimed at. @throws {InvalidClass} when the text names no sum for it */
export function yearlyFen(policy: SubsidyPolicy, targetLevel: number): number {
  return ruleOf(policy, targetLevel).amount.fen
}

/**
 * One entry for each agreed year, for `heads` apprentices: 高级工, two years, one head → 5000 and 5000 yuan.
 * @throws {InvalidClass} when numbers are not whole, or the years are not what the rule allows, “培训期限1-3年”
 */
export function yearEntries(
  policy: SubsidyPolicy,
  { targetLevel, years }: ApprenticeClass,
  heads: number,
): ApprenticeYear[] {
  const rule = ruleOf(policy, targetLevel)
  const allowed = rule.conditions.filter((each) => each.fact === 'apprenticeshipYears')
  if (!allowed.every((each) => satisfies(each.operator, years, each.value))) {
    throw new InvalidClass(`${String(years)} years: not a length that the rule allows`)
  }
  const fen = rule.amount.fen * wholeNumber(heads, 'heads')
  return Array.from({ length: wholeNumber(years, 'years') }, (_each, index) => ({ year: index + 1, fen }))
}

/**
 * Settles a class by the heads that finished. The notice says nothing about paying ahead (A16); where the setting
 * `apprenticeship.prepayBasisPoints` is null nothing is prepaid, otherwise that share of the first year's planned sum.
 * @throws {InvalidClass} when numbers are not whole, the years not allowed, or more finished than were planned
 */
export function settle(policy: SubsidyPolicy, agreed: ApprenticeClass, finished: number): Settlement {
  if (wholeNumber(finished, 'finished') > wholeNumber(agreed.planned, 'planned')) {
    throw new InvalidClass('more apprentices finished than were planned')
  }
  const share = policy.settings['apprenticeship.prepayBasisPoints'] ?? 0
  const firstYearFen = yearlyFen(policy, agreed.targetLevel) * agreed.planned
  const prepaidFen = Math.floor((firstYearFen * share) / 10_000)
  const earnedFen = yearEntries(policy, agreed, finished).reduce((sum, each) => sum + each.fen, 0)
  return { prepaidFen, earnedFen, balanceFen: earnedFen - prepaidFen }
}

function ruleOf(policy: SubsidyPolicy, targetLevel: number): Rule {
  const rule = policy.rules.find(
    ({ opening }) => opening.by === 'apprenticeship' && opening.targetLevel === targetLevel,
  )
  if (!rule) throw new InvalidClass(`no yearly sum for level ${String(targetLevel)}`)
  return rule
}

function wholeNumber(value: number, name: string): number {
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidClass(`${name}: not a whole number`)
  return value
}
