import policyFile from '#seeds/policies/lyg-2020-housing-skills.json'
import brief from '#seeds/policies/lyg-2020-housing-skills.brief.json'
import { briefOf } from '#shared/policy-brief'
import { parsePolicy } from '#shared/subsidy-policy'
import {
  factsFrom,
  fenFrom,
  hoursFrom,
  monthsFrom,
  type Answers,
  type Subject,
} from '../../miniapp/src/packages/estimate/answers'
import { trainingQuestions, wantedCertificate } from '../../miniapp/src/packages/estimate/asked'
import { estimate } from '../../miniapp/src/packages/estimate/estimate'
import { basisOf } from '../../miniapp/src/policies/basis'
import { catalogue } from '../../miniapp/src/trades/catalogue'

const policy = parsePolicy(policyFile)
const on = '2021-06-18'

function verdict(subject: Subject, answers: Answers) {
  const facts = factsFrom(subject, answers, wantedCertificate(policy, subject))
  return estimate(policy, facts, { level: answers.level, on })
}
const scaffolder = { tradeSeq: 42 }
const rebar = { tradeSeq: 41 }

describe('我能领吗 on the phone', () => {
  it('asks only what the rule of the row looks at, and first what nothing can mend', () => {
    expect(trainingQuestions(policy, scaffolder, on)).toEqual(['employee', 'certificates'])
    expect(trainingQuestions(policy, rebar, on)).toEqual(['hours', 'examPassed'])
    expect(trainingQuestions(policy, { tradeSeq: 21 }, on)).toEqual([
      'trainedInCity',
      'examinedInCity',
      'hours',
      'examPassed',
      'certificates',
    ])
    expect(trainingQuestions(policy, { sector: '供热' }, on)).toEqual([])
  })

  it('promises at most 1000 yuan for the scaffolder, and only with certificate and employer', () => {
    const certificate: Answers = { certificate: 'yes', certificateIssuedOn: '2021-05-01' }
    expect(verdict(scaffolder, certificate).training?.outcome).toBe('possible')
    expect(verdict(scaffolder, { ...certificate, employee: 'yes' }).training).toMatchObject({
      outcome: 'payable',
      amount: { kind: 'upTo', fen: 100_000 },
      clause: '（九）',
    })
    expect(verdict(scaffolder, { ...certificate, employee: 'no' }).training?.outcome).toBe('not_met')
  })

  it('says how many hours are missing for the rebar worker, and marks the clause as inferred', () => {
    const { training } = verdict(rebar, { onsite: '37', examPassed: 'yes' })
    expect(training?.outcome).toBe('not_met')
    expect(training?.next).toContain('3课时')
    expect(training?.flags.map((flag) => flag.id)).toContain('A5')
    expect(basisOf(41)?.inferred).toBe(true)
  })

  it('says that one month is missing for the 高级工 with eleven', () => {
    const { certificate } = verdict(rebar, {
      level: '3',
      levelIssuedOn: '2021-05-20',
      employee: 'yes',
      insuranceMonths: '11',
    })
    expect(certificate).toMatchObject({ rule: 'R10-3', outcome: 'not_met' })
    expect(certificate?.next).toContain('差1个月')
  })

  it('says that they may exclude each other only while both ways are open', () => {
    const level: Answers = { level: '3', levelIssuedOn: '2021-05-20' }
    expect(verdict(rebar, level).together).toMatchObject([{ scope: null }])
    expect(verdict(rebar, { ...level, employee: 'no' }).together).toEqual([])
  })

  it('sends a field without a row to the office', () => {
    const { training } = verdict({ sector: '供热' }, {})
    expect(training?.outcome).toBe('needs_office')
    expect(training?.flags.map((flag) => flag.id)).toContain('A9')
  })

  it('takes 不清楚 as unknown, never as no', () => {
    expect(
      factsFrom(scaffolder, { employee: 'unsure', certificate: 'unsure' }, 'special_operations'),
    ).toEqual({
      training: scaffolder,
      certificate: scaffolder,
    })
    expect(verdict(scaffolder, { employee: 'unsure' }).training?.outcome).toBe('possible')
  })

  it('does not take one certificate for the whole list while the other has not been told of', () => {
    const permit: Answers = { certificate: 'yes', certificateIssuedOn: '2021-05-01' }
    const first = factsFrom(scaffolder, permit, 'special_operations')
    expect(first.training.certificates).toHaveLength(1)
    expect(first.certificate.certificates).toBeUndefined()
    const level: Answers = { level: '4', levelIssuedOn: '2021-05-02' }
    const second = factsFrom(scaffolder, level, 'special_operations')
    expect(second.training.certificates).toBeUndefined()
    expect(second.certificate.certificates).toEqual([{ kind: 'level', level: 4, issuedOn: '2021-05-02' }])
    const both = factsFrom(scaffolder, { ...permit, ...level }, 'special_operations')
    expect(both.training).toEqual(both.certificate)
    expect(both.training.certificates).toHaveLength(2)
  })

  it('takes a half-typed number as not answered', () => {
    expect(['', '4x', '40.55', '12345'].map(hoursFrom)).toEqual([null, null, null, null])
    expect(hoursFrom('４０')).toBe(40)
    expect([monthsFrom('11'), monthsFrom('11.5')]).toEqual([11, null])
    expect([fenFrom('300'), fenFrom('12.5'), fenFrom('-3')]).toEqual([30_000, 1_250, null])
  })

  it('takes a day that no calendar has as not answered, and one before 2019 or to come as it is', () => {
    const on = (examinedOn: string) =>
      verdict(rebar, { onsite: '40', examPassed: 'yes', examinedOn }).training
    expect(['2021-02-30', '2021-13-01', '2021-00-10', '昨天'].map((day) => on(day)?.outcome)).toEqual(
      Array(4).fill('payable'),
    )
    expect(['2018-12-31', '2030-01-01'].map((day) => on(day)?.failed)).toEqual([['inPeriod'], ['inPeriod']])
    const paper: Answers = { certificate: 'yes', certificateIssuedOn: '2021-02-30', employee: 'yes' }
    expect(verdict(scaffolder, paper).training?.outcome).toBe('possible')
  })

  it('takes a certificate without its date as not answered, and none as none', () => {
    expect(factsFrom(scaffolder, { certificate: 'yes' }, 'special_operations').training).toEqual(scaffolder)
    expect(factsFrom(scaffolder, { certificate: 'no' }, 'special_operations').training.certificates).toEqual(
      [],
    )
  })
})

describe('what the first pages say of a row', () => {
  it('is what the policy says: after a change of the policy, build the brief again', () => {
    expect(brief).toEqual(briefOf(policy))
  })

  it('is known for every row of the annex', () => {
    expect(catalogue.filter((trade) => basisOf(trade.seq) === null)).toEqual([])
    expect(basisOf(41)?.text).toBe('依据（十一），要40课时')
    expect(basisOf(42)?.text).toBe('依据（九）')
  })
})
