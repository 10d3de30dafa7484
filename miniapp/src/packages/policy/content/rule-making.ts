import type { WorkedCase } from '#shared/policy-version-content'
import type { PolicyFile } from '#shared/subsidy-policy'
import { nameOfFact } from '#shared/subsidy-policy-checks'
import type { ConditionEntry, ConditionFact, RuleEntry } from '#shared/subsidy-policy-schema'
import { pointerTo, valueAt } from './pointer'

/** Places and what is written there; undefined takes a place away. */
type Values = Record<string, unknown>

const noSource = { clause: '', quotation: '' }

/** The first number that no rule has: `R12`. */
export function freeRuleId(rules: readonly { id: string }[]): string {
  const numbers = rules.map(({ id }) => Number(/^R(\d+)/.exec(id)?.[1] ?? 0))
  return `R${String(Math.max(0, ...numbers) + 1)}`
}

/**
 * A rule under a new number. Everything but the number is as in the copied one, the sources too: the page says where a
 * changed figure has left its source behind.
 */
export function copiedRule(rule: RuleEntry, id: string): RuleEntry {
  const conditions = rule.conditions.map((each, index) => ({ ...each, id: `${id}-${String(index + 1)}` }))
  return { ...rule, id, conditions }
}

/** A rule in which nothing is written yet: each empty place says what it wants. */
export function blankRule(id: string): object {
  return {
    ...{ id, clause: '', title: '', quotation: '' },
    opening: { by: 'annexRow' },
    asOf: 'notChecked',
    conditions: [],
    amount: { kind: 'fixed', fen: '', unit: 'per_person', citation: noSource },
    oncePer: 'trainingEvent',
    remarks: [],
  }
}

/** A condition on one fact, with the comparison that fits the fact and nothing to compare with yet. */
export function blankCondition(rule: RuleEntry, fact: ConditionFact): ConditionEntry {
  const taken = new Set(rule.conditions.map((each) => each.id))
  const numbers = [...taken.values(), ''].map((_, index) => `${rule.id}-${String(index + 1)}`)
  const id = numbers.find((each) => !taken.has(each)) ?? ''
  return { id, name: nameOfFact[fact], fact, ...comparisonOf(fact), citation: noSource }
}

function comparisonOf(fact: ConditionFact): Pick<ConditionEntry, 'operator' | 'value'> {
  switch (fact) {
    case 'certificateKind':
      return { operator: 'oneOf', value: [] }
    case 'asOfDate':
    case 'apprenticeshipYears':
      return { operator: 'within', value: { from: '', until: '' } }
    case 'countedHours':
    case 'unemploymentInsuranceMonths':
      return { operator: 'atLeast', value: '' }
    default:
      return { operator: 'equals', value: true }
  }
}

/** What a rule's end takes along: the worked cases that ask for it. */
export function casesOf(working: unknown, ruleId: string): WorkedCase[] {
  return (valueAt(working, '/cases') as WorkedCase[]).filter((each) => each.expect.rule === ruleId)
}

/** Adds a rule; a copy stands beside its original in the lists of proof and of what excludes what. */
export function additionOf(working: unknown, rule: { id: string }, like: string | null): Values {
  const joined = like === null ? [] : listsNaming(working, like)
  return {
    [pointerTo('document', 'rules', rule.id)]: rule,
    ...Object.fromEntries(joined.map(({ pointer, rules }) => [pointer, [...rules, rule.id]])),
  }
}

/** Takes a rule away, its worked cases, and its number from the lists of proof and of what excludes what. */
export function removalOf(working: unknown, ruleId: string): Values {
  return {
    ...Object.fromEntries(
      listsNaming(working, ruleId).map(({ pointer, rules }) => [
        pointer,
        rules.filter((each) => each !== ruleId),
      ]),
    ),
    ...Object.fromEntries(casesOf(working, ruleId).map((each) => [pointerTo('cases', each.id), undefined])),
    [pointerTo('document', 'rules', ruleId)]: undefined,
  }
}

function listsNaming(working: unknown, ruleId: string): { pointer: string; rules: readonly string[] }[] {
  const { evidence, exclusiveGroups } = valueAt(working, '/document') as PolicyFile
  const lists = [
    ...evidence.map(({ rules }, index) => ({
      pointer: pointerTo('document', 'evidence', index, 'rules'),
      rules,
    })),
    ...exclusiveGroups.flatMap(({ id, sides }) =>
      sides.map(({ rules }, index) => ({
        pointer: pointerTo('document', 'exclusiveGroups', id, 'sides', index, 'rules'),
        rules,
      })),
    ),
  ]
  return lists.filter(({ rules }) => rules.includes(ruleId))
}
