import { explainCandidate } from '../../shared/subsidy-explanation'
import { parsePolicy, withSettings } from '../../shared/subsidy-policy'
import { assess, type SubsidyFacts } from '../../shared/subsidy-rules'
import { certificateWords, cityOf, conditionWords, factQuestions, yesNo } from '../../shared/subsidy-wording'
import policyJson from '../../seeds/policies/lyg-2020-housing-skills.json'
import { madeUpPolicy } from '../policies/made-up-policy'

const policy = parsePolicy(policyJson)
const madeUp = parsePolicy(madeUpPolicy)

function explain(rule: string, facts: SubsidyFacts, under = policy) {
  const candidate = assess(under, facts, '2021-06-18').candidates.find((each) => each.rule === rule)
  if (!candidate) throw new Error(`${rule} is not offered`)
  return explainCandidate(candidate)
}
const texts = (rule: string, facts: SubsidyFacts, under = policy) =>
  explain(rule, facts, under).lines.map((each) => each.text)
const standings = (rule: string, facts: SubsidyFacts) => [
  ...new Set(explain(rule, facts).lines.map((each) => each.standing)),
]

/** A lift operator's course （九）1, as far as it has come. */
const known: SubsidyFacts = {
  tradeSeq: 16,
  hours: { onsite: 24 },
  examPassed: true,
  trainedInCity: true,
  examinedInCity: true,
  certificates: [{ kind: 'competency', issuedOn: '2020-06-30' }],
}
const wrong: SubsidyFacts = {
  tradeSeq: 16,
  hours: { onsite: 23.9, online: 0 },
  examPassed: false,
  trainedInCity: false,
  examinedInCity: false,
  certificates: [],
}

describe('each condition in a worker’s words', () => {
  test('when it is met', () => {
    expect(texts('R9-1', known)).toEqual([
      '课时：要24课时，您有24课时',
      '考试：已合格',
      '培训地点：在连云港市',
      '考核地点：在连云港市',
      '证书：要考核合格证书，您有',
      '发证日期：2020年6月30日，在2019年1月1日到2021年12月31日之间',
    ])
    expect(standings('R9-1', known)).toEqual(['met'])
  })

  test('when it is not met', () => {
    expect(texts('R9-1', wrong)).toEqual([
      '课时：要24课时，您有23.9课时，还差0.1课时',
      '考试：要考试合格，您还没有合格',
      '培训地点：要在连云港市培训，您不是',
      '考核地点：要在连云港市考核，您不是',
      '证书：要考核合格证书，您没有',
    ])
    expect(standings('R9-1', wrong)).toEqual(['missing'])
  })

  test('when nobody has said', () => {
    expect(texts('R9-1', { tradeSeq: 16 })).toEqual([
      '课时：要24课时，还不知道您上了多少',
      '考试：还不知道您考过没有',
      '培训地点：要在连云港市，还不知道您在哪里培训',
      '考核地点：要在连云港市，还不知道您在哪里考核',
      '证书：要考核合格证书，还不知道您有没有',
      '发证日期：要在2019年1月1日到2021年12月31日之间，还不知道您的日期',
    ])
    expect(standings('R9-1', { tradeSeq: 16 })).toEqual(['unknown'])
  })

  test('about insurance', () => {
    const worker: SubsidyFacts = { certificates: [{ kind: 'level', level: 4, issuedOn: '2020-05-05' }] }
    expect(texts('R10-2', { ...worker, unemploymentInsuranceMonths: 12 })).toContain(
      '失业保险：发证当月要累计满12个月，您有12个月',
    )
    expect(texts('R10-2', worker)).toContain('失业保险：发证当月要累计满12个月，还不知道您缴了多少')
  })

  test('about the years of an apprenticeship', () => {
    const years = (count?: number): SubsidyFacts => ({
      apprenticeship: { kind: 'new', targetLevel: 3, ...(count === undefined ? {} : { years: count }) },
    })
    expect(texts('R9-4b', years(2))).toEqual(['学徒年限：要1到3年，约定的是2年'])
    expect(texts('R9-4b', years())).toEqual(['学徒年限：要1到3年，还不知道约定了几年'])
  })

  test('about the place, by the name of the policy’s own city', () => {
    const elsewhere = parsePolicy({ ...policyJson, jurisdiction: '虚构自治区某某市' })
    const asked = texts('R9-1', { tradeSeq: 16, trainedInCity: false }, elsewhere)
    expect(asked).toContain('培训地点：要在某某市培训，您不是')
    expect(asked).toContain('考核地点：要在某某市，还不知道您在哪里考核')
    expect(explain('R9-1', { ...wrong, examinedInCity: true }, elsewhere).next).toContain('要在某某市培训')
    const unsaid: SubsidyFacts = { ...known }
    delete unsaid.trainedInCity
    expect(explain('R9-1', unsaid, elsewhere).next).toBe('请告诉我们：是不是在某某市培训')
  })

  test('about being employed, where that is asked', () => {
    const operator: SubsidyFacts = { tradeSeq: 42 }
    expect(texts('R9-3', { ...operator, employee: true })).toContain('企业职工：您是企业职工')
    expect(texts('R9-3', { ...operator, employee: false })).toContain('企业职工：职工才能领，您还不是')
    expect(texts('R9-3', operator)).toContain('企业职工：还不知道您是不是企业职工')
    expect(explain('R9-3', { ...operator, employee: false }).next).toBe('企业职工才能领')
  })

  test('about being employed, where that excludes', () => {
    const carpenter: SubsidyFacts = { tradeSeq: 7, hours: { onsite: 11 } }
    expect(texts('W-1', { ...carpenter, employee: false }, madeUp)).toContain('企业职工：您不是企业职工')
    expect(texts('W-1', { ...carpenter, employee: true }, madeUp)).toContain('企业职工：不能是企业职工，您是')
    expect(explain('W-1', { ...carpenter, employee: true }, madeUp).next).toBe('企业职工不能领')
  })
})

describe('what is said beside the conditions', () => {
  test('a sure sum is simply claimed, a cap with its reservation', () => {
    expect(explain('R9-1', known)).toMatchObject({ headline: '400元', next: '可以申领' })
  })

  test('a trade that nobody has named is asked for, in the standing of what is unknown', () => {
    expect(explain('R11-1', { hours: { onsite: 40 }, examPassed: true }).lines.at(-1)).toEqual({
      condition: 'tradeSeq',
      text: '还不知道您学的是哪个工种',
      standing: 'unknown',
    })
  })

  test('a condition that is met leaves the question of another one standing once', () => {
    const lines = texts('R11-1', { tradeSeq: 41, hours: { onsite: 40 } })
    expect(lines.slice(0, 2)).toEqual(['课时：要40课时，您有40课时', '考试：还不知道您考过没有'])
    expect(lines.filter((each) => each.includes('考过没有'))).toHaveLength(1)
  })

  test('one of several certificates is enough', () => {
    const facts: SubsidyFacts = { certificates: [{ kind: 'special_skill', issuedOn: '2020-05-05' }] }
    expect(texts('R10-1', facts)).toContain('证书：要初级工证书或专项能力证书，您有')
  })

  test('a range whose ends nobody has set asks nothing', () => {
    const open = withSettings(policy, {
      'period.levelCertificatesFrom': null,
      'period.levelCertificatesUntil': null,
    })
    const facts: SubsidyFacts = { certificates: [{ kind: 'level', level: 4, issuedOn: '2035-05-05' }] }
    expect(texts('R10-2', facts, open).some((each) => each.includes('日期'))).toBe(false)
  })
})

describe('the words themselves', () => {
  test.each([
    ['江苏省连云港市', '连云港市'],
    ['虚构自治区某某市', '某某市'],
    ['某某市', '某某市'],
    ['某某省', '某某省'],
  ])('the city of %s is %s', (jurisdiction, city) => {
    expect(cityOf(jurisdiction)).toBe(city)
  })

  test('every certificate is called by its name', () => {
    expect(certificateWords).toEqual({
      competency: '考核合格证书',
      special_operations: '建筑施工特种作业人员证',
      special_skill: '专项能力证书',
      'level:5': '初级工证书',
      'level:4': '中级工证书',
      'level:3': '高级工证书',
      'level:2': '技师证书',
      'level:1': '高级技师证书',
    })
  })

  test('only hours, months and years carry a unit', () => {
    const units = Object.entries(conditionWords).filter(([, { unit }]) => unit !== '')
    expect(Object.fromEntries(units.map(([fact, { unit }]) => [fact, unit]))).toEqual({
      countedHours: '课时',
      unemploymentInsuranceMonths: '个月',
      apprenticeshipYears: '年',
    })
  })

  test('no question is without words, and yes is not no', () => {
    for (const question of Object.values(factQuestions)) expect(question).toMatch(/[\u4e00-\u9fff]{4}/)
    expect(yesNo).toEqual({ true: '是', false: '不是' })
  })
})
