import type { PolicyContent } from '#shared/policy-version-content'
import { pointerTo, valueAt } from './pointer'

/** Where else the old sum of a rule still stands after the rule's own was changed. */
export interface FollowUps {
  readonly beforeFen: number
  readonly afterFen: number
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
 * @returns null while the sum is as before, or is not a sum
 */
export function followUps(base: PolicyContent, working: unknown, ruleId: string): FollowUps | null {
  const beforeFen = base.document.rules.find((each) => each.id === ruleId)?.amount.fen
  const afterFen = valueAt(working, pointerTo('document', 'rules', ruleId, 'amount', 'fen'))
  if (beforeFen === undefined || typeof afterFen !== 'number' || afterFen === beforeFen) return null
  const categories = base.document.annex.categories.filter((each) => each.rule === ruleId)
  const sums = categories
    .map(({ category }) => pointerTo('document', 'annex', 'categories', category, 'printedFen'))
    .filter((pointer) => valueAt(working, pointer) !== afterFen)
  const rows = categories
    .flatMap((each) => each.rows.map((seq) => pointerTo('catalogue', seq, 'amountYuan')))
    .filter((pointer) => valueAt(working, pointer) !== afterFen / 100)
  const cases = expecting(working, ruleId, beforeFen)
  return {
    beforeFen,
    afterFen,
    categories: sums.length,
    rows: rows.length,
    cases: cases.length,
    annexValues: Object.fromEntries([
      ...sums.map((pointer) => [pointer, afterFen]),
      ...rows.map((pointer) => [pointer, afterFen / 100]),
    ]),
    caseValues: Object.fromEntries(
      cases.map((each) => [pointerTo('cases', each.id, 'expect', 'amount', 'fen'), afterFen]),
    ),
  }
}

function expecting(working: unknown, ruleId: string, fen: number): PolicyContent['cases'] {
  const cases = (valueAt(working, '/cases') ?? []) as PolicyContent['cases']
  return cases.filter(({ expect }) => expect.rule === ruleId && expect.amount?.fen === fen)
}
