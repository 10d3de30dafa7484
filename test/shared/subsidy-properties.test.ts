import fc from 'fast-check'
import { applyPreset, parsePolicy, withSettings } from '../../shared/subsidy-policy'
import { presetNames } from '../../shared/subsidy-policy-schema'
import { assess, type Assessment, type SubsidyFacts } from '../../shared/subsidy-rules'
import { explainCandidate } from '../../shared/subsidy-explanation'
import policyJson from '../../seeds/policies/lyg-2020-housing-skills.json'

const policy = parsePolicy(policyJson)
const policies = presetNames.map((name) => applyPreset(policy, name))
const runs = { numRuns: 300, seed: 20_200_706 }

const day = fc.constantFrom('2018-12-31', '2019-01-01', '2020-06-30', '2021-12-31', '2022-01-01')
const hours = fc.constantFrom(0, 12, 20, 23.9, 24, 24.1, 39.9, 40, 40.1, 80)
const certificate = fc.oneof(
  fc.record({ kind: fc.constantFrom('competency', 'special_operations', 'special_skill'), issuedOn: day }),
  fc.record({ kind: fc.constant('level'), level: fc.integer({ min: 1, max: 5 }), issuedOn: day }),
)
const everyFact = {
  tradeSeq: fc.integer({ min: 1, max: 181 }),
  sector: fc.constantFrom('供热', '排水'),
  employee: fc.boolean(),
  trainedInCity: fc.boolean(),
  examinedInCity: fc.boolean(),
  hours: fc.record({ onsite: hours, online: hours }, { requiredKeys: [] }),
  examPassed: fc.boolean(),
  examinedOn: day,
  certificates: fc.array(certificate, { maxLength: 3 }),
  unemploymentInsuranceMonths: fc.constantFrom(0, 11, 11.9, 12, 13),
  apprenticeship: fc.record(
    {
      kind: fc.constantFrom('new', 'modern'),
      targetLevel: fc.integer({ min: 1, max: 5 }),
      years: fc.constantFrom(0, 1, 2, 3, 4),
    },
    { requiredKeys: [] },
  ),
}
const facts = fc.record(everyFact, { requiredKeys: [] }) as fc.Arbitrary<SubsidyFacts>
const under = fc.constantFrom(...policies)

const ask = (asked: SubsidyFacts, by = policy): Assessment => assess(by, asked, '2021-06-18')
const outcomes = (answer: Assessment): Map<string, string> =>
  new Map(answer.candidates.map((each) => [each.rule, each.outcome]))

/** The same facts with some of them forgotten. */
function without(known: SubsidyFacts, forgotten: readonly string[]): SubsidyFacts {
  return Object.fromEntries(Object.entries(known).filter(([name]) => !forgotten.includes(name)))
}

describe('every assessment', () => {
  test('gives each rule one outcome that fits its reasons', () => {
    fc.assert(
      fc.property(facts, under, (known, by) => {
        for (const { rule, outcome, failed, needs } of ask(known, by).candidates) {
          expect(rule).not.toBe('R9-2x')
          if (outcome === 'payable') expect([failed, needs]).toEqual([[], []])
          if (outcome === 'possible') expect([failed.length, needs.length > 0]).toEqual([0, true])
          if (outcome === 'not_met') expect(failed.length).toBeGreaterThan(0)
          if (outcome === 'needs_office') expect(failed).toEqual([])
        }
        const rules = ask(known, by).candidates.map((each) => each.rule)
        expect(new Set(rules).size).toBe(rules.length)
      }),
      runs,
    )
  })

  test('asks only for facts that are not known', () => {
    fc.assert(
      fc.property(facts, under, (known, by) => {
        const partly = ['hours', 'apprenticeship']
        for (const { needs } of ask(known, by).candidates) {
          for (const fact of needs) if (!partly.includes(fact)) expect(known).not.toHaveProperty(fact)
        }
      }),
      runs,
    )
  })

  test('never turns unknown into no: forgetting facts adds no failure', () => {
    fc.assert(
      fc.property(facts, under, fc.subarray(Object.keys(everyFact)), (known, by, forgotten) => {
        const before = outcomes(ask(known, by))
        for (const [rule, outcome] of outcomes(ask(without(known, forgotten), by))) {
          if (outcome === 'not_met' && before.has(rule)) expect(before.get(rule)).toBe('not_met')
        }
      }),
      runs,
    )
  })

  test('says only what no further fact can overturn', () => {
    fc.assert(
      fc.property(facts, under, fc.subarray(Object.keys(everyFact)), (known, by, forgotten) => {
        const later = outcomes(ask(known, by))
        for (const [rule, outcome] of outcomes(ask(without(known, forgotten), by))) {
          // An exam date outside the period is the one fact that is used when known and not asked for (A27).
          if (outcome !== 'payable' || forgotten.includes('examinedOn')) continue
          expect(later.get(rule)).toBe('payable')
        }
      }),
      runs,
    )
  })

  test('knows nothing only where nothing is said: no fact, no failure', () => {
    for (const by of policies) {
      expect(ask({}, by).candidates.every((each) => each.outcome === 'possible')).toBe(true)
    }
  })

  test('keeps money in whole fen, caps as caps, and the best among the sure', () => {
    fc.assert(
      fc.property(facts, under, (known, by) => {
        const { candidates, best } = ask(known, by)
        const sure = candidates.filter((each) => each.outcome === 'payable' && each.amount.kind === 'fixed')
        for (const candidate of candidates) {
          const { amount, rule } = candidate
          expect(Number.isSafeInteger(amount.fen) && amount.fen > 0).toBe(true)
          expect(amount.kind).toBe(rule === 'R9-3' ? 'upTo' : 'fixed')
          expect(explainCandidate(candidate).headline.includes('最高')).toBe(rule === 'R9-3')
        }
        const largest = Math.max(0, ...sure.map((each) => each.amount.fen))
        expect(sure.find((each) => each.rule === best)?.amount.fen ?? 0).toBe(largest)
      }),
      runs,
    )
  })

  test('does not depend on the day of the question, and never changes its input', () => {
    fc.assert(
      fc.property(facts, under, (known, by) => {
        const copy = structuredClone(known)
        expect(assess(by, known, '2026-11-22').candidates).toEqual(ask(known, by).candidates)
        expect(known).toEqual(copy)
      }),
      runs,
    )
  })

  test('leaves a trace from which the outcome can be read again', () => {
    fc.assert(
      fc.property(facts, under, (known, by) => {
        for (const { trace, failed } of ask(known, by).candidates) {
          expect(trace.filter((each) => each.passed === false).map((each) => each.conditionId)).toEqual(
            failed.map((each) => each.conditionId),
          )
          for (const { citation, passed, needs } of trace) {
            expect(citation.quotation.length).toBeGreaterThan(0)
            expect(needs === null).toBe(passed !== 'unknown')
          }
        }
      }),
      runs,
    )
  })

  test('flags what may exclude each other as soon as two rules are open', () => {
    fc.assert(
      fc.property(facts, under, (known, by) => {
        const { candidates } = ask(known, by)
        const open = candidates.filter((each) => ['payable', 'possible'].includes(each.outcome)).length
        for (const { flags, notes } of candidates) {
          expect(flags.includes('A19')).toBe(open >= 2)
          expect(notes.map((each) => each.flag)).toEqual(flags)
        }
      }),
      runs,
    )
  })
})

describe('a decision of the office', () => {
  const technician: SubsidyFacts = {
    employee: true,
    unemploymentInsuranceMonths: 0,
    certificates: [{ kind: 'level', level: 1, issuedOn: '2020-06-30' }],
  }
  const outcomeOf = (
    rule: string,
    asked: SubsidyFacts,
    values: Record<string, number | string | boolean | null>,
  ) => outcomes(ask(asked, withSettings(policy, values))).get(rule)

  test('that technicians need no insurance pays them 6000 (A12)', () => {
    expect(outcomeOf('R10-5', technician, {})).toBe('not_met')
    expect(outcomeOf('R10-5', technician, { 'insurance.monthsForTechnicians': null })).toBe('payable')
  })

  test('that 2019-01-01 itself is outside refuses that day only (A13)', () => {
    const on = (issuedOn: string): SubsidyFacts => ({
      employee: true,
      unemploymentInsuranceMonths: 12,
      certificates: [{ kind: 'level', level: 4, issuedOn }],
    })
    const excluded = { 'period.levelCertificatesFrom': '2019-01-02' }
    expect(outcomeOf('R10-2', on('2019-01-01'), excluded)).toBe('not_met')
    expect(outcomeOf('R10-2', on('2019-01-02'), excluded)).toBe('payable')
  })

  test('that operators need 24 hours refuses 23.9 (A3)', () => {
    const operator = (onsite: number): SubsidyFacts => ({
      tradeSeq: 42,
      employee: true,
      hours: { onsite },
      certificates: [{ kind: 'special_operations', issuedOn: '2020-06-30' }],
    })
    expect(outcomeOf('R9-3', operator(23.9), { 'operatorCertificate.minHours': 24 })).toBe('not_met')
    expect(outcomeOf('R9-3', operator(24), { 'operatorCertificate.minHours': 24 })).toBe('payable')
  })

  test('that only the exam must be in the city lets training elsewhere pass (A23)', () => {
    const elsewhere: SubsidyFacts = {
      tradeSeq: 16,
      trainedInCity: false,
      examinedInCity: true,
      hours: { onsite: 24 },
      examPassed: true,
      certificates: [{ kind: 'competency', issuedOn: '2020-06-30' }],
    }
    expect(outcomeOf('R9-1', elsewhere, { 'place.trainedInCity': null })).toBe('payable')
    expect(outcomeOf('R9-1', { ...elsewhere, examinedInCity: false }, { 'place.trainedInCity': null })).toBe(
      'not_met',
    )
  })

  test('that online hours are measured against the required hours changes their count (A26)', () => {
    const values = { 'online.shareBasisPoints': 5000, 'online.base': 'requiredHours' }
    const course = (onsite: number): SubsidyFacts => ({
      tradeSeq: 41,
      examPassed: true,
      hours: { onsite, online: 30 },
    })
    expect(outcomeOf('R11-1', course(15), values)).toBe('not_met')
    expect(outcomeOf('R11-1', course(20), values)).toBe('payable')
  })
})
