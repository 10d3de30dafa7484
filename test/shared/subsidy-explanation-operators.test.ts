import fc from 'fast-check'
import { explainCandidate, explainCondition } from '../../shared/subsidy-explanation'
import { satisfies, type ResolvedValue, type Scalar } from '../../shared/subsidy-operators'
import { InvalidPolicy, parsePolicy, type SubsidyPolicy } from '../../shared/subsidy-policy'
import { nameOfFact } from '../../shared/subsidy-policy-checks'
import {
  asOfDates,
  conditionFacts,
  type ConditionFact,
  type Operator,
} from '../../shared/subsidy-policy-schema'
import { assess, type SubsidyFacts } from '../../shared/subsidy-rules'
import policyJson from '../../seeds/policies/lyg-2020-housing-skills.json'

const runs = { numRuns: 300, seed: 20_200_706 }
/** What a sentence must never contain: an empty figure, a stray value of the program, punctuation twice. */
const blemish =
  /undefined|null|NaN|\[object|true|false|[，。：；、]{2}|[，：、；]$|^[，：、；]|差(?:课时|个月|年)|[要满过于](?:课时|个月|年|，)|level:/

const truths: readonly ConditionFact[] = ['examPassed', 'trainedInCity', 'examinedInCity', 'employee']
const day = fc.constantFrom('2018-12-31', '2019-01-01', '2020-06-30', '2021-12-31', '2022-01-01')
const certificate = fc.constantFrom('competency', 'special_skill', 'level:5', 'level:3', 'level:9')

function scalarOf(fact: ConditionFact): fc.Arbitrary<Scalar> {
  if (truths.includes(fact)) return fc.boolean()
  if (fact === 'asOfDate') return day
  return fact === 'certificateKind' ? certificate : fc.constantFrom(0, 0.5, 1, 2, 3, 11.9, 12, 24, 40)
}

function comparisonOf(fact: ConditionFact): fc.Arbitrary<{ operator: Operator; value: ResolvedValue }> {
  const scalar = scalarOf(fact)
  const list = fc.record({
    operator: fc.constant('oneOf' as const),
    value: fc.array(scalar, { maxLength: 3 }),
  })
  if (fact === 'certificateKind') return list
  if (fact === 'countedHours') return fc.record({ operator: fc.constant('atLeast' as const), value: scalar })
  const single = fc.constantFrom<Operator>('equals', 'atLeast', 'moreThan', 'atMost', 'lessThan')
  const range = fc.record({ from: fc.option(scalar), until: fc.option(scalar) })
  return fc.oneof(
    list,
    fc.record({ operator: single, value: scalar }),
    fc
      .record({ operator: fc.constant('within' as const), value: range })
      .filter(({ value: { from, until } }) => from !== null || until !== null),
  )
}

const condition = fc
  .constantFrom(...conditionFacts)
  .chain((fact) => comparisonOf(fact).map((comparison) => ({ fact, ...comparison })))

/** The notice with other conditions in the place of a rule's own; null where the schema refuses it. */
function withConditions(
  conditions: readonly { fact: ConditionFact; operator: Operator; value: ResolvedValue }[],
): SubsidyPolicy | null {
  const asksForDate = conditions.some(({ fact }) => fact === 'asOfDate')
  const written = conditions.map((each, index) => ({
    ...each,
    id: `X-${String(index)}`,
    name: nameOfFact[each.fact],
    value:
      typeof each.value === 'object' && 'from' in each.value
        ? { from: each.value.from ?? { setting: 'open' }, until: each.value.until ?? { setting: 'open' } }
        : each.value,
    citation: { clause: '（九）', quotation: '见原文' },
  }))
  const file = structuredClone(policyJson) as unknown as {
    rules: Record<string, unknown>[]
    ambiguities: unknown[]
  }
  file.ambiguities.push({
    ...{ id: 'A99', where: '（九）', question: '没有写', decidedBy: '人社局', sentence: '没有写' },
    settings: { open: null },
  })
  file.rules = file.rules.map((rule) =>
    rule['id'] === 'R11-1'
      ? { ...rule, conditions: written, asOf: asksForDate ? 'examinedOn' : 'notChecked' }
      : rule,
  )
  try {
    return parsePolicy(file)
  } catch (error) {
    if (error instanceof InvalidPolicy) return null
    throw error
  }
}

const facts = fc.record(
  {
    employee: fc.boolean(),
    trainedInCity: fc.boolean(),
    examinedInCity: fc.boolean(),
    hours: fc.record({ onsite: fc.constantFrom(0, 12, 39.9, 40) }, { requiredKeys: [] }),
    examPassed: fc.boolean(),
    examinedOn: day,
    certificates: fc.array(
      fc.record({
        kind: fc.constant('level' as const),
        level: fc.integer({ min: 1, max: 5 }),
        issuedOn: day,
      }),
      { maxLength: 2 },
    ),
    unemploymentInsuranceMonths: fc.constantFrom(0, 11, 12, 13, 30),
  },
  { requiredKeys: [] },
)

describe('every condition under every comparison', () => {
  test('reads without an empty figure, a stray value or punctuation twice, for any policy that the schema takes', () => {
    let asked = 0
    fc.assert(
      fc.property(fc.array(condition, { minLength: 1, maxLength: 4 }), facts, (conditions, known) => {
        const policy = withConditions(conditions)
        if (!policy) return
        asked += 1
        const about = { ...known, tradeSeq: 41 } as SubsidyFacts
        for (const candidate of assess(policy, about, '2021-06-18').candidates) {
          const { lines, next, headline } = explainCandidate(candidate)
          for (const text of [...lines.map((line) => line.text), next, headline]) {
            expect(text).not.toMatch(blemish)
            expect(text).not.toBe('')
          }
        }
      }),
      runs,
    )
    expect(asked).toBeGreaterThan(runs.numRuns / 2)
  })

  test.each<[asked: [ConditionFact, Operator, ResolvedValue], actual: Scalar | null, says: string]>([
    [
      ['unemploymentInsuranceMonths', 'atLeast', 12],
      11,
      '失业保险：发证当月要累计满12个月，您有11个月，还差1个月',
    ],
    [['unemploymentInsuranceMonths', 'moreThan', 12], 12, '失业保险：发证当月要累计超过12个月，您有12个月'],
    [['unemploymentInsuranceMonths', 'atMost', 12], 13, '失业保险：发证当月要累计不超过12个月，您有13个月'],
    [
      ['unemploymentInsuranceMonths', 'lessThan', 12],
      null,
      '失业保险：发证当月要累计少于12个月，还不知道您缴了多少',
    ],
    [['unemploymentInsuranceMonths', 'equals', 12], 11, '失业保险：发证当月要累计正好12个月，您有11个月'],
    [
      ['unemploymentInsuranceMonths', 'oneOf', [6, 12]],
      11,
      '失业保险：发证当月要累计6个月或12个月，您有11个月',
    ],
    [
      ['unemploymentInsuranceMonths', 'within', { from: 12, until: null }],
      11,
      '失业保险：发证当月要累计满12个月，您有11个月',
    ],
    [['apprenticeshipYears', 'atLeast', 2], 1, '学徒年限：要至少2年，约定的是1年'],
    [['apprenticeshipYears', 'within', { from: null, until: 2 }], 3, '学徒年限：要不超过2年，约定的是3年'],
    [
      ['asOfDate', 'atLeast', '2020-05-01'],
      '2020-04-30',
      '考试日期：要在2020年5月1日（含）以后，您的是2020年4月30日',
    ],
    [
      ['asOfDate', 'moreThan', '2020-05-01'],
      '2020-05-01',
      '考试日期：要在2020年5月1日以后（不含当天），您的是2020年5月1日',
    ],
    [
      ['asOfDate', 'lessThan', '2020-05-01'],
      null,
      '考试日期：要在2020年5月1日以前（不含当天），还不知道您的日期',
    ],
    [['asOfDate', 'equals', '2020-05-01'], '2020-05-01', '考试日期：2020年5月1日，在2020年5月1日当天'],
    [['trainedInCity', 'equals', false], true, '培训地点：不能在连云港市培训，您是'],
    [['examPassed', 'equals', false], true, '考试：要没有考过的，您已经合格'],
    [['employee', 'oneOf', [false]], true, '企业职工：不能是企业职工，您是'],
    [['employee', 'oneOf', [true, false]], false, '企业职工：您不是企业职工'],
  ])('%j with %j', ([fact, operator, expected], actual, text) => {
    const passed = actual === null ? 'unknown' : satisfies(operator, actual, expected)
    const isShort = passed === false && operator === 'atLeast' && typeof actual === 'number'
    const line = explainCondition(
      {
        ...{ conditionId: 'X', condition: nameOfFact[fact], fact, operator, expected, actual, passed },
        ...(isShort ? { short: Number(expected) - actual } : {}),
        ...{ needs: null, citation: { clause: '（九）', quotation: '见原文' } },
      },
      { asOf: asOfDates[1], city: '连云港市' },
    )
    expect(line.text).toBe(text)
  })

  test('what is not a minimum names what is asked as the next step, never a missing figure', () => {
    const policy = withConditions([{ fact: 'unemploymentInsuranceMonths', operator: 'atMost', value: 12 }])
    if (!policy) throw new Error('the schema refuses it')
    const [candidate] = assess(
      policy,
      { tradeSeq: 41, unemploymentInsuranceMonths: 13 },
      '2021-06-18',
    ).candidates
    expect(candidate && explainCandidate(candidate).next).toBe('发证当月失业保险要累计不超过12个月')
  })
})
