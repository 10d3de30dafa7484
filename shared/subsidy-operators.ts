import type { ConditionFact, Operator } from './subsidy-policy-schema'

export type Scalar = number | string | boolean

/** The right-hand side of a comparison, settings looked up. */
export type ResolvedValue = Scalar | readonly Scalar[] | { readonly from: Scalar; readonly until: Scalar }

/** Facts counted in tenths, so that 23.9 and 24 are compared as integers. */
const inTenths: ReadonlySet<ConditionFact> = new Set<ConditionFact>([
  'countedHours',
  'unemploymentInsuranceMonths',
])

export function isInTenths(fact: ConditionFact): boolean {
  return inTenths.has(fact)
}

/** A value as written in the policy → as compared: hours and months become integer tenths. */
export function scaled(fact: ConditionFact, value: ResolvedValue): ResolvedValue {
  if (!isInTenths(fact)) return value
  const scale = (part: Scalar): Scalar => (typeof part === 'number' ? Math.round(part * 10) : part)
  if (typeof value !== 'object') return scale(value)
  return isList(value) ? value.map(scale) : { from: scale(value.from), until: scale(value.until) }
}

/**
 * Whether `actual` satisfies the comparison. Dates compare as `YYYY-MM-DD` text.
 * An operand of the wrong shape (a list for `atLeast`) satisfies nothing; the policy's checks keep it out.
 */
export function satisfies(operator: Operator, actual: Scalar, expected: ResolvedValue): boolean {
  if (isList(expected)) return operator === 'oneOf' && expected.includes(actual)
  if (typeof expected === 'object') {
    return operator === 'within' && expected.from <= actual && actual <= expected.until
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
