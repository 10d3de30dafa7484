import { factsFrom } from '../../miniapp/src/pages/trade/answers'
import { estimate } from '../../miniapp/src/policies/estimate'

const today = '2021-06-18'
const verdict = (seq: number, answers: Parameters<typeof factsFrom>[0]) =>
  estimate(seq, factsFrom(answers), today)

describe('我能领吗 on the phone', () => {
  it('asks only what the rule of the row looks at', () => {
    expect(estimate(46, {}, today)?.needs).toEqual(expect.arrayContaining(['employee', 'certificates']))
    expect(estimate(46, {}, today)?.needs).not.toContain('hours')
    expect(estimate(41, {}, today)?.needs).toEqual(expect.arrayContaining(['hours', 'examPassed']))
  })

  it('promises at most 1000 yuan for the tower crane, and only with certificate and employer', () => {
    const certificate = {
      certificate: 'yes',
      certificateKind: 'special_operations',
      certificateIssuedOn: '2021-05-01',
    } as const
    expect(verdict(46, certificate)?.rule.outcome).toBe('possible')
    const both = verdict(46, { ...certificate, employee: 'yes' })
    expect(both?.rule).toMatchObject({
      outcome: 'payable',
      amount: { kind: 'upTo', fen: 100_000 },
      clause: '（九）',
    })
    expect(verdict(46, { ...certificate, employee: 'no' })?.rule.outcome).toBe('not_met')
  })

  it('says how many hours are missing for the rebar worker, and marks the clause as inferred', () => {
    const short = verdict(41, { hours: '38', examPassed: 'yes' })
    expect(short?.rule.outcome).toBe('not_met')
    expect(short?.next).toContain('2课时')
    expect(short?.inferred).toBe(true)
    expect(short?.rule.flags.map((flag) => flag.id)).toContain('A5')
  })

  it('takes a half-typed number as not answered', () => {
    expect(factsFrom({ hours: '' })).toEqual({})
    expect(factsFrom({ hours: '4x' })).toEqual({})
    expect(factsFrom({ hours: '４０' })).toEqual({ hours: { onsite: 40, online: 0 } })
  })

  it('takes a certificate without its date as not answered, and none as none', () => {
    expect(factsFrom({ certificate: 'yes', certificateKind: 'competency' })).toEqual({})
    expect(factsFrom({ certificate: 'no' })).toEqual({ certificates: [] })
  })
})
