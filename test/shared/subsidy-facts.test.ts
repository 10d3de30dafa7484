import { InvalidFacts, parseFacts, type FactProblem } from '../../shared/subsidy-facts'

const level4 = { kind: 'level', level: 4, issuedOn: '2020-05-05' }

function problemsOf(facts: unknown): readonly FactProblem[] {
  try {
    parseFacts(facts, (row) => row >= 1 && row <= 181)
  } catch (error) {
    if (error instanceof InvalidFacts) return error.problems
    throw error
  }
  return []
}

describe('facts', () => {
  test.each([
    [{}],
    [{ tradeSeq: 1 }],
    [{ tradeSeq: 181 }],
    [{ sector: '供热' }],
    [{ hours: {} }],
    [{ hours: { onsite: 0 } }],
    [{ certificates: [] }],
    [{ certificates: [level4, { kind: 'special_skill', issuedOn: '2020-02-29' }] }],
    [{ certificates: [{ kind: 'competency', level: 3, issuedOn: '2020-06-30' }] }],
    [{ unemploymentInsuranceMonths: 11.5 }],
    [{ apprenticeship: { kind: 'new', targetLevel: 3, years: 4 } }],
    [{ examinedOn: '2021-06-18', examPassed: false }],
  ])('%j can be', (facts) => {
    expect(parseFacts(facts)).toEqual(facts)
  })

  test.each([
    [{ colour: 'red' }, 'colour', 'unknown_fact'],
    [{ hours: { onsite: 1, evening: 2 } }, 'hours.evening', 'unknown_fact'],
    [{ certificates: [{ ...level4, number: '1' }] }, 'certificates.0.number', 'unknown_fact'],
    [{ employee: 'yes' }, 'employee', 'wrong_type'],
    [{ employee: null }, 'employee', 'wrong_type'],
    [{ examPassed: 1 }, 'examPassed', 'wrong_type'],
    [{ tradeSeq: '41' }, 'tradeSeq', 'wrong_type'],
    [{ sector: 5 }, 'sector', 'wrong_type'],
    [{ sector: '' }, 'sector', 'out_of_range'],
    [{ hours: 40 }, 'hours', 'wrong_type'],
    [{ hours: [] }, 'hours', 'wrong_type'],
    [{ certificates: [[]] }, 'certificates.0', 'wrong_type'],
    [{ apprenticeship: [] }, 'apprenticeship', 'wrong_type'],
    [{ certificates: {} }, 'certificates', 'wrong_type'],
    [{ certificates: [{ kind: 'diploma', issuedOn: '2020-05-05' }] }, 'certificates.0.kind', 'wrong_type'],
    [{ apprenticeship: { kind: 'old' } }, 'apprenticeship.kind', 'wrong_type'],
    [{ tradeSeq: 0 }, 'tradeSeq', 'out_of_range'],
    [{ tradeSeq: 182 }, 'tradeSeq', 'out_of_range'],
    [{ tradeSeq: 1.5 }, 'tradeSeq', 'out_of_range'],
    [{ tradeSeq: -1 }, 'tradeSeq', 'negative'],
    [{ hours: { onsite: -0.1 } }, 'hours.onsite', 'negative'],
    [{ unemploymentInsuranceMonths: -1 }, 'unemploymentInsuranceMonths', 'negative'],
    [{ apprenticeship: { years: -1 } }, 'apprenticeship.years', 'negative'],
    [{ hours: { online: Number.POSITIVE_INFINITY } }, 'hours.online', 'not_finite'],
    [{ hours: { online: Number.NaN } }, 'hours.online', 'not_finite'],
    [{ certificates: [{ ...level4, level: 0 }] }, 'certificates.0.level', 'out_of_range'],
    [{ certificates: [{ ...level4, level: 6 }] }, 'certificates.0.level', 'out_of_range'],
    [{ certificates: [{ ...level4, level: 2.5 }] }, 'certificates.0.level', 'out_of_range'],
    [{ apprenticeship: { targetLevel: 6 } }, 'apprenticeship.targetLevel', 'out_of_range'],
    [{ certificates: [{ ...level4, issuedOn: '2021-02-29' }] }, 'certificates.0.issuedOn', 'impossible_date'],
    [{ certificates: [{ ...level4, issuedOn: '2020-6-1' }] }, 'certificates.0.issuedOn', 'impossible_date'],
    [{ certificates: [{ ...level4, issuedOn: 20200601 }] }, 'certificates.0.issuedOn', 'wrong_type'],
    [{ examinedOn: '2021-13-01' }, 'examinedOn', 'impossible_date'],
    [{ examinedOn: '2021-06-18 ' }, 'examinedOn', 'impossible_date'],
    [{ examinedOn: '02021-06-18' }, 'examinedOn', 'impossible_date'],
    [{ tradeSeq: Number.POSITIVE_INFINITY }, 'tradeSeq', 'not_finite'],
    [{ certificates: [{ kind: 'level', level: 4 }] }, 'certificates.0.issuedOn', 'missing'],
    [{ certificates: [{ kind: 'level', issuedOn: '2020-05-05' }] }, 'certificates.0.level', 'missing'],
    [null, 'facts', 'wrong_type'],
    [[], 'facts', 'wrong_type'],
  ])('%j is refused because of %s', (facts, fact, problem) => {
    expect(problemsOf(facts)).toEqual([
      { fact, problem, detail: expect.stringMatching(/[\u4e00-\u9fff]/) as unknown },
    ])
  })

  test.each([
    [{ tradeSeq: 'x' }, '要填序号'],
    [{ tradeSeq: 1.5 }, '序号是整数'],
    [{ tradeSeq: 0 }, '序号从1开始'],
    [{ tradeSeq: 182 }, '目录里没有第182行'],
    [{ sector: 1 }, '要填领域名称'],
    [{ sector: '' }, '要填领域名称'],
    [{ sector: '长'.repeat(51) }, '最多50个字'],
    [{ employee: '是' }, '要回答是或否'],
    [{ hours: [] }, '这一项不能是列表'],
    [{ hours: { onsite: 'x' } }, '要填数字'],
    [{ hours: { onsite: -1 } }, '不能是负数'],
    [{ hours: { onsite: Number.POSITIVE_INFINITY } }, '数字太大，请检查'],
    [{ examinedOn: 1 }, '要填日期'],
    [{ examinedOn: '2021-02-29' }, '没有这一天，日期写成 2021-06-18 这样'],
    [{ certificates: 'x' }, '要填证书列表'],
    [{ certificates: Array.from({ length: 101 }, () => level4) }, '最多100本证书'],
    [{ certificates: [{ kind: 'other', issuedOn: '2020-01-01' }] }, '没有这种证书'],
    [{ certificates: [{ kind: 'level', issuedOn: '2020-01-01' }] }, '请填证书等级'],
    [{ certificates: [{ ...level4, level: 'x' }] }, '等级要填数字'],
    [{ certificates: [{ ...level4, level: 0 }] }, '等级只有1到5级'],
    [{ certificates: [{ ...level4, level: 6 }] }, '等级只有1到5级'],
    [{ certificates: [{ ...level4, level: 2.5 }] }, '等级只有1到5级'],
    [{ certificates: [{ kind: 'competency' }] }, '缺了这一项'],
    [{ apprenticeship: { kind: 'old' } }, '学徒制只有新型和现代两种'],
    [{ colour: 'red' }, '没有这一项，请检查名称'],
    ['text', '这一项填得不对'],
  ])('%j is answered with %s', (facts, detail) => {
    expect(problemsOf(facts).map((each) => each.detail)).toEqual([detail])
  })

  test('fifty characters and a hundred certificates can be', () => {
    expect(problemsOf({ sector: '长'.repeat(50) })).toEqual([])
    expect(problemsOf({ certificates: Array.from({ length: 100 }, () => level4) })).toEqual([])
  })

  test('all problems are reported, not the first', () => {
    const facts = {
      tradeSeq: 182,
      colour: 1,
      hours: { onsite: -1 },
      certificates: [{ kind: 'level', issuedOn: '2020-02-30' }],
    }
    expect(
      problemsOf(facts)
        .map((each) => each.fact)
        .sort(),
    ).toEqual(['certificates.0.issuedOn', 'certificates.0.level', 'colour', 'hours.onsite', 'tradeSeq'])
  })

  test('a number can be wrong in two ways', () => {
    const kinds = (facts: unknown) => problemsOf(facts).map((each) => each.problem)
    expect(kinds({ tradeSeq: -1.5 })).toEqual(['out_of_range', 'negative'])
    expect(kinds({ hours: { onsite: Number.NEGATIVE_INFINITY } })).toEqual(['not_finite', 'negative'])
  })

  test('the refusal has a name of its own and separates its facts', () => {
    const problem = { problem: 'missing', detail: '缺了这一项' } as const
    const refusal = new InvalidFacts([
      { fact: 'hours', ...problem },
      { fact: 'sector', ...problem },
    ])
    expect(refusal.name).toBe('InvalidFacts')
    expect(refusal.message).toBe('facts that cannot be: hours (missing), sector (missing)')
  })

  test('the message names facts and mistakes', () => {
    expect(() => parseFacts({ employee: 1 })).toThrow('facts that cannot be: employee (wrong_type)')
  })
})
