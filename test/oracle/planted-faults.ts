import type { Scalar } from '#shared/subsidy-operators'
import type { Condition, ResolvedRemark, Rule, SubsidyPolicy } from '#shared/subsidy-policy'
import type { PolicyByPreset } from '../../server/commands/estimate'
import { judgedDoubts } from './comparison'

/** The policy with one thing wrong in it: what the oracle must notice. */
export interface PlantedFault {
  readonly what: string
  readonly policies: PolicyByPreset
}

/** Every sum, condition, boundary, certificate, remark, row and share of the policy, wrong one at a time. */
export function* plantedFaults(policies: PolicyByPreset): Generator<PlantedFault> {
  for (const rule of policies.notice.rules) {
    if (rule.opening.by === 'nothing') continue
    for (const [what, wrong] of wrongRules(rule))
      yield { what: `${rule.id}: ${what}`, policies: inBoth(policies, (policy) => withRule(policy, wrong)) }
  }
  for (const row of policies.notice.categoryOfRow.keys())
    yield {
      what: `row ${String(row)} moved`,
      policies: inBoth(policies, (policy) => withRowMoved(policy, row)),
    }
  for (const share of [null, 4_900, 5_100, 10_000])
    yield {
      what: `online share ${String(share)}`,
      policies: { ...policies, common: withShare(policies.common, share) },
    }
  yield {
    what: 'online counted under notice',
    policies: { ...policies, notice: withShare(policies.notice, 5_000) },
  }
}

function inBoth(policies: PolicyByPreset, spoil: (policy: SubsidyPolicy) => SubsidyPolicy): PolicyByPreset {
  return { notice: spoil(policies.notice), common: spoil(policies.common) }
}

function withRule(policy: SubsidyPolicy, wrong: Rule): SubsidyPolicy {
  return { ...policy, rules: policy.rules.map((rule) => (rule.id === wrong.id ? wrong : rule)) }
}

function withRowMoved(policy: SubsidyPolicy, row: number): SubsidyPolicy {
  const own = policy.categoryOfRow.get(row)
  const other = [...policy.categoryOfRow.values()].find((category) => category.rule !== own?.rule)
  if (other === undefined) throw new Error('all rows are paid by one rule')
  return { ...policy, categoryOfRow: new Map([...policy.categoryOfRow, [row, other]]) }
}

function withShare(policy: SubsidyPolicy, share: number | null): SubsidyPolicy {
  return { ...policy, settings: { ...policy.settings, 'online.shareBasisPoints': share } }
}

function* wrongRules(rule: Rule): Generator<[string, Rule]> {
  const { amount, conditions, remarks } = rule
  yield ['a yuan more', { ...rule, amount: { ...amount, fen: amount.fen + 100 } }]
  const kind = amount.kind === 'fixed' ? 'upTo' : 'fixed'
  yield [`${kind} instead`, { ...rule, amount: { ...amount, kind } }]
  for (const [index, condition] of conditions.entries()) {
    if (!isImplied(condition, rule))
      yield [`without ${condition.id}`, { ...rule, conditions: without(conditions, index) }]
    for (const wrong of wrongConditions(condition)) {
      const what = `${condition.id} ${wrong.operator} ${JSON.stringify(wrong.value)}`
      yield [what, { ...rule, conditions: conditions.map((each) => (each === condition ? wrong : each)) }]
    }
  }
  for (const [index, kind] of rule.certificates.entries())
    yield [`without ${kind}`, { ...rule, certificates: without(rule.certificates, index) }]
  for (const [index, remark] of remarks.entries())
    if (isJudged(remark)) yield [`without ${remark.flag}`, { ...rule, remarks: without(remarks, index) }]
}

/** A rule that only a certificate of its kind opens asks for that certificate once more: nothing hangs on it. */
function isImplied(condition: Condition, rule: Rule): boolean {
  return rule.opening.by === 'certificate' && condition.fact === 'certificateKind'
}

function without<T>(list: readonly T[], index: number): T[] {
  return list.filter((_each, at) => at !== index)
}

function isJudged({ flag }: ResolvedRemark): boolean {
  return judgedDoubts.includes(flag)
}

/** A boundary a tenth or a day off on either side, or no longer in; a yes turned no. */
function wrongConditions(condition: Condition): Condition[] {
  const { value } = condition
  if (typeof value === 'boolean') return [{ ...condition, value: !value }]
  if (typeof value === 'number')
    return [
      { ...condition, value: value - 1 },
      { ...condition, value: value + 1 },
      { ...condition, operator: 'moreThan' },
    ]
  if (typeof value !== 'object' || !('from' in value)) return []
  return [1, -1].flatMap((by) => [
    { ...condition, value: { ...value, from: shifted(value.from, by) } },
    { ...condition, value: { ...value, until: shifted(value.until, by) } },
  ])
}

/** A number or a day, one later or earlier. */
function shifted(value: Scalar | null, by: number): Scalar {
  if (typeof value === 'number') return value + by
  const day = new Date(`${String(value)}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() + by)
  return day.toISOString().slice(0, 10)
}
