import type { Amount } from './money'
import type { SubsidyPolicy } from './subsidy-policy'

/** What a course costs a worker. Every figure is the worker's own; none is assumed. Integer fen, hours in tenths. */
export interface CourseCost {
  /** 课时 to be sat through, tenths. */
  readonly hoursTenths: number
  /** 课时 taught on one day, tenths. */
  readonly hoursPerDayTenths: number
  /** What a day not worked costs; 0 where the course is in the evening, on rest days, or paid by the employer. */
  readonly dailyWageFen: number
  readonly travelPerDayFen: number
  readonly feeFen: number
}

/** A sum as it is sure, and as it is at most: a cap (“不超过”) is not sure at all. Integer fen. */
export interface Span {
  readonly surelyFen: number
  readonly atMostFen: number
}

/** What a course costs against what it pays. Integer fen; a negative net is what the worker adds. */
export interface CourseBalance {
  /** Days in class; a begun day is a day. */
  readonly days: number
  readonly lostWageFen: number
  readonly travelFen: number
  readonly feeFen: number
  readonly costFen: number
  readonly pays: Span
  readonly net: Span
  /**
   * The daily wage at which the course pays for itself exactly, rounded down to the fen: who earns more adds money.
   * Null where no day is needed; negative where way and fee alone cost more than it pays.
   */
  readonly breakEvenWage: Span | null
}

/** The cost cannot be as stated. */
export class InvalidCost extends Error {
  override readonly name = 'InvalidCost'
}

/**
 * Weighs what a course costs in lost days, way and fee against what its rule pays.
 * @throws {InvalidCost} for a figure that is not a whole number of zero or more, or no hours on a day
 */
export function weighCourse(amount: Amount, cost: CourseCost): CourseBalance {
  for (const [name, value] of Object.entries(cost) as [keyof CourseCost, number][]) wholeNumber(name, value)
  if (cost.hoursPerDayTenths === 0) throw new InvalidCost('hoursPerDayTenths: nothing is taught')
  const days = Math.ceil(cost.hoursTenths / cost.hoursPerDayTenths)
  const lostWageFen = days * cost.dailyWageFen
  const travelFen = days * cost.travelPerDayFen
  const expensesFen = travelFen + cost.feeFen
  const pays = { surelyFen: amount.kind === 'fixed' ? amount.fen : 0, atMostFen: amount.fen }
  return {
    days,
    lostWageFen,
    travelFen,
    feeFen: cost.feeFen,
    costFen: lostWageFen + expensesFen,
    pays,
    net: mapSpan(pays, (fen) => fen - lostWageFen - expensesFen),
    breakEvenWage: days === 0 ? null : mapSpan(pays, (fen) => Math.floor((fen - expensesFen) / days)),
  }
}

/** 课时 that a rule asks for, in tenths; null where the text states none, as for 特种作业 (A3). */
export function hoursAskedBy(policy: SubsidyPolicy, ruleId: string): number | null {
  const rule = policy.rules.find((each) => each.id === ruleId)
  const value = rule?.conditions.find((each) => each.fact === 'countedHours')?.value
  return typeof value === 'number' ? value : null
}

function mapSpan({ surelyFen, atMostFen }: Span, change: (fen: number) => number): Span {
  return { surelyFen: change(surelyFen), atMostFen: change(atMostFen) }
}

function wholeNumber(name: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidCost(`${name}: not a whole number`)
}
