import { applyPreset, parsePolicy } from '../../shared/subsidy-policy'
import { explainCandidate } from '../../shared/subsidy-explanation'
import { assess, InvalidFacts, type SubsidyFacts } from '../../shared/subsidy-rules'
import { madeUpPolicy } from './made-up-policy'

const policy = parsePolicy(madeUpPolicy, (text) => String(text.length))
const carpenter: SubsidyFacts = {
  tradeSeq: 900,
  hours: { onsite: 10.5 },
  employee: false,
  unemploymentInsuranceMonths: 5.9,
  examinedOn: '2030-01-02',
}
const ask = (facts: SubsidyFacts, under = policy) => assess(under, facts, '2030-05-01')
const outcomeOf = (facts: SubsidyFacts, rule = 'W-1') =>
  ask(facts).candidates.find((each) => each.rule === rule)?.outcome

describe('a second, made-up policy', () => {
  test('brings its own code, version, rows, rules and sums', () => {
    const { policy: named, candidates, best, status } = ask(carpenter)
    expect(named).toMatchObject({ code: 'made-up-2030', version: 3, preset: 'notice' })
    expect(named.hash).toMatch(/^\d+$/)
    expect(status.status).toBe('active')
    expect(candidates.map((each) => each.rule)).toEqual(['W-1', 'C-1'])
    expect(candidates[0]).toMatchObject({ outcome: 'payable', amount: { kind: 'upTo', fen: 12_345 } })
    expect(best).toBeNull()
  })

  test('rows of the first policy are unknown to it', () => {
    expect(() => ask({ tradeSeq: 41 })).toThrow(InvalidFacts)
  })

  test.each([
    [{ hours: { onsite: 10.4 } }, 'not_met'],
    [{ hours: { onsite: 10.5 } }, 'payable'],
    [{ employee: true }, 'not_met'],
    [{ unemploymentInsuranceMonths: 6 }, 'not_met'],
    [{ unemploymentInsuranceMonths: 0 }, 'payable'],
    [{ examinedOn: '2030-01-01' }, 'not_met'],
    [{ examinedOn: '2030-01-02' }, 'payable'],
  ] as [SubsidyFacts, string][])('%j is %s', (change, outcome) => {
    expect(outcomeOf({ ...carpenter, ...change })).toBe(outcome)
  })

  test('only a minimum can fall short', () => {
    const [candidate] = ask({
      ...carpenter,
      unemploymentInsuranceMonths: 6,
      hours: { onsite: 10 },
    }).candidates
    expect(candidate?.failed.map((each) => [each.condition, each.short])).toEqual([
      ['minHours', 0.5],
      ['insuranceMonths', undefined],
    ])
  })

  test.each([
    [24, 'payable'],
    [24.1, 'not_met'],
  ])('at most 24 months: %d is %s', (unemploymentInsuranceMonths, outcome) => {
    const facts: SubsidyFacts = {
      unemploymentInsuranceMonths,
      certificates: [{ kind: 'competency', issuedOn: '1999-01-01' }],
    }
    expect(outcomeOf(facts, 'C-1')).toBe(outcome)
    expect(ask(facts).best).toBe(outcome === 'payable' ? 'C-1' : null)
  })

  test('its preset changes its own setting', () => {
    const facts: SubsidyFacts = { ...carpenter, hours: { onsite: 3 } }
    expect(ask(facts).candidates[0]?.outcome).toBe('not_met')
    expect(ask(facts, applyPreset(policy, 'common')).candidates[0]?.outcome).toBe('payable')
  })

  test('its own flag is used for a field without a row', () => {
    expect(ask({ sector: '林业' }).candidates[0]).toMatchObject({ outcome: 'needs_office', flags: ['A26'] })
  })

  test('a person may be refused for being an employee, in words that fit', () => {
    const [candidate] = ask({ ...carpenter, employee: true }).candidates
    const explained = candidate && explainCandidate(candidate)
    expect(explained?.headline).toBe('最高123.45元')
    expect(explained?.lines.map((each) => each.text)).toContain('企业职工：不能是企业职工，您是')
    expect(explained?.next).toBe('企业职工不能领')
  })
})
