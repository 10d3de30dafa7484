import { applyPreset, parsePolicy } from '../../shared/subsidy-policy'
import { assess, type Candidate, type SubsidyFacts } from '../../shared/subsidy-rules'
import policyJson from '../../seeds/policies/lyg-2020-housing-skills.json'

const notice = parsePolicy(policyJson)
const common = applyPreset(notice, 'common')

function candidate(rule: string, facts: SubsidyFacts, policy = notice): Candidate {
  const found = assess(policy, facts, '2021-06-18').candidates.find((each) => each.rule === rule)
  if (!found) throw new Error(`${rule} is not offered`)
  return found
}
const level4 = (issuedOn: string) => ({ kind: 'level', level: 4, issuedOn }) as const

describe('what is reported', () => {
  test('a failed answer carries what was expected and found, and no shortfall', () => {
    expect(candidate('R11-1', { tradeSeq: 41, examPassed: false }).failed).toStrictEqual([
      { conditionId: 'R11-1-exam', condition: 'examPassed', expected: true, actual: false },
    ])
  })

  test('a failed minimum carries the shortfall in its own unit', () => {
    expect(candidate('R11-1', { tradeSeq: 41, hours: { onsite: 38.5 } }).failed).toStrictEqual([
      { conditionId: 'R11-1-hours', condition: 'minHours', expected: 40, actual: 38.5, short: 1.5 },
    ])
  })

  test.each([
    [11, 1],
    [11.5, 0.5],
    [11.83, 0.2],
    [11.87, 0.1],
    [11.96, 0.1],
    [11.999, 0.1],
  ])('%d months are short by %d: to a tenth, and never by nothing', (unemploymentInsuranceMonths, short) => {
    const facts: SubsidyFacts = { unemploymentInsuranceMonths, certificates: [level4('2020-05-05')] }
    expect(candidate('R10-2', facts).failed).toMatchObject([{ condition: 'insuranceMonths', short }])
  })

  test('while online hours are unknown, the hours that are sure are reported', () => {
    const hoursOf = (onsite: number) =>
      candidate('R11-1', { tradeSeq: 41, hours: { onsite } }, common).trace.find(
        (each) => each.fact === 'countedHours',
      )
    expect(hoursOf(40)).toMatchObject({ passed: true, actual: 40 })
    expect(hoursOf(45)).toMatchObject({ passed: true, actual: 45 })
    expect(hoursOf(20)).toMatchObject({ passed: 'unknown', actual: null, needs: 'hours' })
    expect(hoursOf(19)).toMatchObject({ passed: false, actual: 38, short: 2 })
  })

  test('the certificates that are held are named by kind and level', () => {
    const facts: SubsidyFacts = {
      tradeSeq: 16,
      certificates: [level4('2020-05-05'), { kind: 'special_skill', issuedOn: '2020-01-01' }],
    }
    expect(candidate('R9-1', facts).failed).toMatchObject([
      { condition: 'certificate', expected: ['competency'], actual: ['level:4', 'special_skill'] },
    ])
  })

  test('another certificate does not lend its date', () => {
    const facts: SubsidyFacts = {
      tradeSeq: 42,
      employee: true,
      certificates: [
        { kind: 'competency', issuedOn: '2020-06-30' },
        { kind: 'special_operations', issuedOn: '2018-12-31' },
      ],
    }
    expect(candidate('R9-3', facts)).toMatchObject({
      outcome: 'not_met',
      failed: [{ condition: 'inPeriod', actual: '2018-12-31' }],
    })
  })

  test.each([[['2017-01-01', '2018-12-31']], [['2018-12-31', '2017-01-01']]])(
    'where no certificate is in time, the latest one is reported: %j',
    (dates) => {
      const [first = '', second = ''] = dates
      const facts: SubsidyFacts = { certificates: [level4(first), level4(second)] }
      expect(candidate('R10-2', facts).failed).toMatchObject([
        { condition: 'inPeriod', actual: '2018-12-31' },
      ])
    },
  )

  test('where one is in time, that one is reported', () => {
    const facts: SubsidyFacts = { certificates: [level4('2022-05-05'), level4('2020-05-05')] }
    const entry = candidate('R10-2', facts).trace.find((each) => each.condition === 'inPeriod')
    expect(entry).toMatchObject({
      passed: true,
      actual: '2020-05-05',
      expected: { from: '2019-01-01', until: '2021-12-31' },
    })
  })

  test('without a certificate there is no date to judge', () => {
    const { trace } = candidate('R9-3', { tradeSeq: 42, certificates: [] })
    expect(trace.map((each) => each.condition)).toEqual(['employee', 'certificate'])
  })

  test('a trade is asked for once, and so is every other fact', () => {
    expect(candidate('R9-1', {}).needs).toEqual([
      'tradeSeq',
      'hours',
      'examPassed',
      'trainedInCity',
      'examinedInCity',
      'certificates',
    ])
  })
})

describe('the best', () => {
  const technician = { kind: 'level', level: 1, issuedOn: '2020-05-05' } as const

  test('of two equal sums is the one named first', () => {
    const facts: SubsidyFacts = {
      employee: true,
      unemploymentInsuranceMonths: 12,
      certificates: [technician],
      apprenticeship: { kind: 'new', targetLevel: 2, years: 1 },
    }
    const { best, candidates } = assess(notice, facts, '2021-06-18')
    expect(
      candidates.filter((each) => each.outcome === 'payable').map((each) => [each.rule, each.amount.fen]),
    ).toEqual([
      ['R9-4c', 600_000],
      ['R10-5', 600_000],
    ])
    expect(best).toBe('R9-4c')
  })

  test('is never a cap, and never what is only possible', () => {
    const operator: SubsidyFacts = {
      tradeSeq: 42,
      employee: true,
      certificates: [{ kind: 'special_operations', issuedOn: '2020-06-30' }],
    }
    expect(assess(notice, operator, '2021-06-18').best).toBeNull()
    expect(assess(notice, { tradeSeq: 41 }, '2021-06-18').best).toBeNull()
  })

  test('is the larger sum, wherever it stands', () => {
    const facts: SubsidyFacts = {
      tradeSeq: 41,
      hours: { onsite: 40 },
      examPassed: true,
      employee: true,
      unemploymentInsuranceMonths: 12,
      certificates: [level4('2020-05-05')],
    }
    expect(assess(notice, facts, '2021-06-18').best).toBe('R10-2')
  })
})

describe('the answer', () => {
  test('names the policy, the preset, the day and where the policy stands', () => {
    expect(assess(common, { certificates: [] }, '2026-11-22')).toMatchObject({
      policy: { code: 'lyg-2020-housing-skills', version: 1, preset: 'common', hash: '' },
      on: '2026-11-22',
      status: { status: 'closed', sentence: '本办法已于2021年12月31日结束' },
    })
  })

  test('begins with the rule of the worker’s own trade', () => {
    expect(assess(notice, { tradeSeq: 41 }, '2021-06-18').candidates[0]?.rule).toBe('R11-1')
  })

  test('offers a field without a row the rule that names the field, and no other training rule', () => {
    const { candidates } = assess(notice, { sector: '供热', certificates: [] }, '2021-06-18')
    expect(candidates.map((each) => each.rule)).toEqual(['R11-1'])
  })

  test('offers a row its one rule, and a person without a row all that a row might open', () => {
    const rulesFor = (facts: SubsidyFacts) =>
      assess(notice, { ...facts, certificates: [] }, '2021-06-18').candidates.map((each) => each.rule)
    expect(rulesFor({ tradeSeq: 21 })).toEqual(['R9-2'])
    expect(rulesFor({})).toEqual(['R9-1', 'R9-2', 'R9-3', 'R11-1'])
  })

  test('a part of a year is paid by the year, to the fen', () => {
    const facts: SubsidyFacts = { apprenticeship: { kind: 'new', targetLevel: 4, years: 2.3 } }
    expect(candidate('R9-4a', facts).amount).toEqual({
      kind: 'fixed',
      fen: 920_000,
      unit: 'per_person_year',
      perYearFen: 400_000,
      years: 2.3,
    })
  })
})
