import type { ConditionFact, Operator } from './subsidy-policy-schema'

export type Scalar = number | string | boolean

/** Both ends are inside; an end of null is open. */
export interface Range {
  readonly from: Scalar | null
  readonly until: Scalar | null
}

/** The right-hand side of a comparison, settings looked up. */
export type ResolvedValue = Scalar | readonly Scalar[] | Range

/** Facts counted in tenths, so that 23.9 and 24 are compared as integers. */
const inTenths: ReadonlySet<ConditionFact> = new Set<ConditionFact>([
  'countedHours',
  'unemploymentInsuranceMonths',
])

/** A value as written in the policy → as compared: hours and months become integer tenths. */
export function scaled(fact: ConditionFact, value: ResolvedValue): ResolvedValue {
  return converted(fact, value, (amount) => Math.round(amount * 10))
}

/** The way back: as people read it. */
export function unscaled(fact: ConditionFact, value: ResolvedValue): ResolvedValue {
  return converted(fact, value, (tenths) => tenths / 10)
}

function converted(
  fact: ConditionFact,
  value: ResolvedValue,
  convert: (amount: number) => number,
): ResolvedValue {
  if (!inTenths.has(fact)) return value
  const change = <Part extends Scalar | null>(part: Part): Part | number =>
    typeof part === 'number' ? convert(part) : part
  if (isList(value)) return value.map(change)
  if (typeof value === 'object') return { from: change(value.from), until: change(value.until) }
  return change(value)
}

/**
 * Whether `actual` satisfies the comparison. Dates compare as `YYYY-MM-DD` text.
 * An operand of the wrong shape (a list for `atLeast`) satisfies nothing; the policy's checks keep it out.
 */
export function satisfies(operator: Operator, actual: Scalar, expected: ResolvedValue): boolean {
  if (isList(expected)) return operator === 'oneOf' && expected.includes(actual)
  if (typeof expected === 'object') {
    const { from, until } = expected
    return operator === 'within' && (from === null || from <= actual) && (until === null || actual <= until)
  }
  return comparisons[operator](actual, expected)
}

const comparisons: Record<Operator, (actual: Scalar, expected: Scalar) => boolean> = {
  equals: (actual, expected) => actual === expected,
  oneOf: (actual, expected) => actual === expected,
  atLeast: (actual, expected) => actual >= expected,
  moreThan: (actual, expected) => actual > expected,
  atMost: (actual, expected) => actual <= expected,
  lessThan: (actual, expected) => actual < expected,
  within: () => false,
}

/** `Array.isArray` does not narrow read-only arrays; this does. */
export function isList(value: ResolvedValue): value is readonly Scalar[] {
  return Array.isArray(value)
}
