import { explainCandidate } from '../../shared/subsidy-explanation'
import { factNames } from '../../shared/subsidy-facts'
import { applyPreset, parsePolicy, withSettings } from '../../shared/subsidy-policy'
import { conditionFacts, conditionNames } from '../../shared/subsidy-policy-schema'
import { assess, outcomes, type Candidate, type SubsidyFacts } from '../../shared/subsidy-rules'
import {
  certificateWords,
  conditionLabels,
  conditionWords,
  factQuestions,
  outcomeWords,
} from '../../shared/subsidy-wording'
import policyJson from '../../seeds/policies/lyg-2020-housing-skills.json'

const policy = parsePolicy(policyJson)

function candidate(rule: string, facts: SubsidyFacts, under = policy): Candidate {
  const found = assess(under, facts, '2021-06-18').candidates.find((each) => each.rule === rule)
  if (!found) throw new Error(`${rule} is not offered`)
  return found
}
const explain = (rule: string, facts: SubsidyFacts, under = policy) =>
  explainCandidate(candidate(rule, facts, under))
const texts = (rule: string, facts: SubsidyFacts, under = policy) =>
  explain(rule, facts, under).lines.map((each) => each.text)

describe('the explanation for a worker', () => {
  test('a minimum says what is asked, what is there and what is missing', () => {
    const facts: SubsidyFacts = { tradeSeq: 41, hours: { onsite: 39, online: 0 } }
    expect(texts('R11-1', facts)).toEqual([
      '课时：要40课时，您有39课时，还差1课时',
      '考试：还不知道您考过没有',
    ])
    expect(explain('R11-1', facts)).toMatchObject({
      headline: '500元',
      verdict: '现在还不够条件',
      next: '再上1课时',
    })
  })

  test('a cap is shown as a cap, and the decision is announced', () => {
    const facts: SubsidyFacts = {
      tradeSeq: 42,
      employee: true,
      certificates: [{ kind: 'special_operations', issuedOn: '2020-06-30' }],
    }
    expect(explain('R9-3', facts)).toMatchObject({
      headline: '最高1000元',
      verdict: '条件都够了',
      next: '可以申领，实际金额审核时定',
      clause: '（九）',
      notes: [
        { flag: 'A1', sentence: '这1000元是最高数，实际发多少由审核决定。' },
        { flag: 'A3', sentence: '课时要求：文件没有写明，我们不按课时卡您。' },
        { flag: 'A19', sentence: expect.any(String) as unknown },
      ].slice(0, 2),
    })
    expect(texts('R9-3', facts)).toEqual([
      '企业职工：您是企业职工',
      '证书：要建筑施工特种作业人员证，您有',
      '发证日期：2020年6月30日，在2019年1月1日到2021年12月31日之间',
    ])
  })

  test('missing facts become questions', () => {
    expect(explain('R9-3', { tradeSeq: 42 })).toMatchObject({
      verdict: '有可能，还差几样信息',
      next: '请告诉我们：是不是企业职工、有什么证书',
    })
    expect(texts('R11-1', { hours: { onsite: 40 }, examPassed: true })).toContain('还不知道您学的是哪个工种')
  })

  test('months after the certificate are not promised to help', () => {
    const facts: SubsidyFacts = {
      employee: true,
      unemploymentInsuranceMonths: 11,
      certificates: [{ kind: 'level', level: 4, issuedOn: '2020-05-05' }],
    }
    expect(explain('R10-2', facts).next).toBe('发证时失业保险还差1个月')
    expect(texts('R10-2', facts)).toContain('失业保险：发证当月要累计满12个月，您有11个月，还差1个月')
  })

  test('several failures are all named, with what to do', () => {
    const facts: SubsidyFacts = {
      tradeSeq: 16,
      examPassed: false,
      trainedInCity: false,
      examinedInCity: false,
      hours: { onsite: 4 },
      certificates: [],
    }
    expect(explain('R9-1', facts).next).toBe(
      '再上20课时，考试合格以后再来，要在连云港市培训，要在连云港市考核，先取得考核合格证书',
    )
    expect(explain('R9-1', facts).lines.map((each) => each.standing)).toEqual(Array(5).fill('missing'))
  })

  test('an apprenticeship shows the year and the whole', () => {
    expect(explain('R9-4b', { apprenticeship: { kind: 'new', targetLevel: 3, years: 2 } })).toMatchObject({
      headline: '每年5000元，共10000元',
    })
    const tooLong = explain('R9-4b', { apprenticeship: { kind: 'new', targetLevel: 3, years: 4 } })
    expect(tooLong).toMatchObject({ headline: '每年5000元', next: '学徒期要1到3年' })
    expect(tooLong.lines[0]?.text).toBe('学徒年限：要1到3年，约定的是4年')
  })

  test('the date that decides is named', () => {
    const late: SubsidyFacts = {
      tradeSeq: 41,
      examPassed: true,
      hours: { onsite: 40 },
      examinedOn: '2022-01-01',
    }
    expect(texts('R11-1', late)).toContain(
      '考试日期：要在2019年1月1日到2021年12月31日之间，您的是2022年1月1日',
    )
    expect(explain('R11-1', late).next).toBe('日期不在期限里，这一条领不了')
  })

  test('an open end of the period is said as such', () => {
    const facts: SubsidyFacts = { certificates: [{ kind: 'level', level: 4, issuedOn: '2023-05-05' }] }
    const noEnd = withSettings(policy, { 'period.levelCertificatesUntil': null })
    expect(texts('R10-2', facts, noEnd)).toContain('发证日期：2023年5月5日，在2019年1月1日（含）以后')
    const noStart = withSettings(policy, { 'period.levelCertificatesFrom': null })
    expect(texts('R10-2', facts, noStart)).toContain(
      '发证日期：要在2021年12月31日（含）以前，您的是2023年5月5日',
    )
  })

  test('a field without a row is sent to the office', () => {
    expect(explain('R11-1', { sector: '供热' })).toMatchObject({
      verdict: '要到窗口问一下',
      next: '到窗口问一下，确认以后再报名',
      notes: [{ flag: 'A9' }, { flag: 'A19' }],
    })
  })

  test('borrowed rules are never passed off as the notice', () => {
    const facts: SubsidyFacts = { tradeSeq: 41, hours: { onsite: 15, online: 30 }, certificates: [] }
    const notice = explain('R11-1', facts).notes.find((each) => each.flag === 'A26')
    const common = explain('R11-1', facts, applyPreset(policy, 'common')).notes.find(
      (each) => each.flag === 'A26',
    )
    expect(notice?.sentence).toBe('线上课时能算多少，标准还没有公布；先只算面授课时。')
    expect(common?.sentence).toContain('不是这份通知的规定')
  })
})

describe('the wording', () => {
  const withoutWords = { conditionNames, outcomes, factNames, conditionFacts }
  test('nothing is without words', () => {
    expect(Object.keys(conditionLabels).sort()).toEqual([...withoutWords.conditionNames].sort())
    expect(Object.keys(outcomeWords).sort()).toEqual([...withoutWords.outcomes].sort())
    expect(Object.keys(factQuestions).sort()).toEqual([...withoutWords.factNames].sort())
    expect(Object.keys(conditionWords).sort()).toEqual([...withoutWords.conditionFacts].sort())
  })

  test('every flag that can be shown has a sentence, and every certificate a name', () => {
    for (const rule of policy.rules) {
      for (const { note } of rule.remarks) expect(note.sentence).not.toBe('')
      for (const kind of rule.certificates) expect(certificateWords).toHaveProperty([kind])
    }
    for (const { remarks } of policy.categoryOfRow.values()) {
      for (const { note } of remarks) expect(note.sentence).not.toBe('')
    }
  })

  test('no word blames the worker or hides behind the system', () => {
    const said = JSON.stringify([
      conditionLabels,
      outcomeWords,
      factQuestions,
      policyJson.ambiguities.map((each) => each.sentence),
    ])
    expect(said).not.toMatch(/系统错误|参数|非法|请联系管理员|[A-Za-z]{4,}级/)
  })
})
