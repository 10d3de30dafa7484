import type { WorkedCase } from '#shared/policy-version-content'
import type { PolicyFile } from '#shared/subsidy-policy'
import type { RuleEntry } from '#shared/subsidy-policy-schema'
import { pointerTo, valueAt } from './pointer'

/** Where another sum stands than the rule's own. */
export interface FollowUps {
  readonly ruleFen: number
  /** Printed categories and rows of the catalogue that the rule pays. */
  readonly categories: number
  readonly rows: number
  readonly cases: number
  /** What would be written there, by place. */
  readonly annexValues: Readonly<Record<string, unknown>>
  readonly caseValues: Readonly<Record<string, unknown>>
}

/**
 * The places that must follow a changed sum: the annex prints it, and worked cases expect it. Nothing follows by
 * itself: somebody has looked whether the new text says so in all these places.
 * @returns null when the rule's sum is none, or stands everywhere
 */
export function followUps(working: unknown, ruleId: string): FollowUps | null {
  const rule = valueAt(working, pointerTo('document', 'rules', ruleId)) as RuleEntry
  const { fen } = rule.amount
  if (!Number.isSafeInteger(fen)) return null
  const annex = valueAt(working, '/document/annex') as PolicyFile['annex']
  const categories = annex.categories.filter((each) => each.rule === ruleId)
  const sums = categories
    .map(({ category }) => pointerTo('document', 'annex', 'categories', category, 'printedFen'))
    .filter((pointer) => valueAt(working, pointer) !== fen)
  const rows = categories
    .flatMap((each) => each.rows.map((seq) => pointerTo('catalogue', seq, 'amountYuan')))
    .filter((pointer) => valueAt(working, pointer) !== fen / 100)
  const cases = expectingOtherwise(working, rule)
  if (sums.length + rows.length + cases.length === 0) return null
  return {
    ruleFen: fen,
    categories: sums.length,
    rows: rows.length,
    cases: cases.length,
    annexValues: Object.fromEntries([
      ...sums.map((pointer) => [pointer, fen]),
      ...rows.map((pointer) => [pointer, fen / 100]),
    ]),
    caseValues: Object.fromEntries(
      cases.map((each) => [pointerTo('cases', each.id, 'expect', 'amount', 'fen'), sumOf(rule, each)]),
    ),
  }
}

function expectingOtherwise(working: unknown, rule: RuleEntry): WorkedCase[] {
  const cases = valueAt(working, '/cases') as WorkedCase[]
  return cases.filter(
    (each) =>
      each.expect.rule === rule.id &&
      each.expect.amount !== undefined &&
      each.expect.amount.fen !== sumOf(rule, each),
  )
}

/** What the rule promises in a case: for a yearly sum all agreed years, where they are known. */
function sumOf({ amount }: RuleEntry, { facts }: WorkedCase): number {
  const years = facts.apprenticeship?.years
  return amount.unit === 'per_person_year' && years !== undefined ? amount.fen * years : amount.fen
}
