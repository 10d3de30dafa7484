import { decidingDate } from '../../shared/subsidy-conditions'
import { hoursAskedBy } from '../../shared/subsidy-course-balance'
import { InvalidClass, settle } from '../../shared/subsidy-apprenticeship'
import { levelLadder } from '../../shared/subsidy-levels'
import { parsePolicy, withSettings, type Rule, type SubsidyPolicy } from '../../shared/subsidy-policy'
import type { ConditionEntry, PolicyFile, RuleEntry } from '../../shared/subsidy-policy-schema'
import { assess, type SubsidyFacts } from '../../shared/subsidy-rules'
import policyJson from '../../seeds/policies/lyg-2020-housing-skills.json'
import { madeUpPolicy } from './made-up-policy'

/** A policy with one of its rules written otherwise: nothing may rest on how the first notice happens to be written. */
function variant(json: unknown, ruleId: string, change: (rule: RuleEntry) => void): SubsidyPolicy {
  const file = structuredClone(json) as PolicyFile
  const rule = file.rules.find((each) => each.id === ruleId)
  if (!rule) throw new Error(`no rule ${ruleId}`)
  change(rule)
  return parsePolicy(file)
}

const condition = (part: Partial<ConditionEntry>): ConditionEntry =>
  ({ id: 'extra', citation: { clause: '第二条', quotation: '虚构' }, ...part }) as ConditionEntry

const candidateOf = (policy: SubsidyPolicy, rule: string, facts: SubsidyFacts) =>
  assess(policy, facts, '2021-06-18').candidates.find((each) => each.rule === rule)

function ruleOf(policy: SubsidyPolicy, id: string): Rule {
  const rule = policy.rules.find((each) => each.id === id)
  if (!rule) throw new Error(`no rule ${id}`)
  return rule
}

describe('an apprenticeship with further conditions', () => {
  const shorter = variant(policyJson, 'R9-4a', (rule) => {
    rule.conditions.push(
      condition({
        id: 'short',
        name: 'apprenticeshipYears',
        fact: 'apprenticeshipYears',
        operator: 'atMost',
        value: 2,
      }),
      condition({ id: 'employed', name: 'employee', fact: 'employee', operator: 'equals', value: true }),
    )
  })
  const agreed = { targetLevel: 4, planned: 1 }

  test('is settled when every condition about years holds, whatever else the rule asks', () => {
    expect(settle(shorter, { ...agreed, years: 2 }, 1).earnedFen).toBe(800_000)
    expect(() => settle(shorter, { ...agreed, years: 3 }, 1)).toThrow(InvalidClass)
  })

  test('names its own limit of years, not a tenth of it', () => {
    const facts: SubsidyFacts = { apprenticeship: { targetLevel: 4, years: 3 } }
    const failed = candidateOf(shorter, 'R9-4a', facts)?.failed
    expect(failed).toMatchObject([{ conditionId: 'short', expected: 2, actual: 3 }])
  })
})

describe('months', () => {
  const months = (part: Partial<ConditionEntry>) =>
    variant(madeUpPolicy, 'W-1', (rule) => {
      const [, , asked] = rule.conditions
      if (asked) Object.assign(asked, part)
    })
  const carpenter = (count: number): SubsidyFacts => ({ tradeSeq: 7, unemploymentInsuranceMonths: count })

  test('asked as “more than” are short by at least a tenth at the number itself', () => {
    const more = months({ operator: 'moreThan', value: 6 })
    expect(candidateOf(more, 'W-1', carpenter(6))?.failed).toMatchObject([
      { expected: 6, actual: 6, short: 0.1 },
    ])
    expect(candidateOf(more, 'W-1', carpenter(4))?.failed).toMatchObject([{ short: 2 }])
    expect(candidateOf(more, 'W-1', carpenter(6.1))?.failed).toEqual([])
  })

  test('asked as a range are reported as written, not in tenths', () => {
    const range = months({ operator: 'within', value: { from: 6, until: 24 } })
    const [failure] = candidateOf(range, 'W-1', carpenter(25))?.failed ?? []
    expect(failure).toMatchObject({ expected: { from: 6, until: 24 }, actual: 25 })
    expect(failure).not.toHaveProperty('short')
    expect(candidateOf(range, 'W-1', carpenter(24))?.failed).toEqual([])
  })
})

describe('the date that decides', () => {
  const other = parsePolicy(madeUpPolicy)

  test('is none for a rule that asks for no date, although it asks for a certificate', () => {
    const certificates = [{ kind: 'competency', issuedOn: '2030-02-01' } as const]
    expect(decidingDate(ruleOf(other, 'C-1'), { certificates })).toBeNull()
  })

  test('is none while the exam has no date', () => {
    expect(decidingDate(ruleOf(other, 'W-1'), {})).toBeNull()
    expect(decidingDate(ruleOf(other, 'W-1'), { examinedOn: '2030-01-02' })).toBe('2030-01-02')
  })
})

test('a rule of the annex that accepts a certificate by its level is no step of the ladder', () => {
  const mixed = variant(madeUpPolicy, 'W-1', (rule) => {
    rule.conditions.push(
      condition({ name: 'certificate', fact: 'certificateKind', operator: 'oneOf', value: ['level:4'] }),
    )
  })
  expect(levelLadder(mixed).map((each) => each.rule)).toEqual(['C-1'])
})

test('the hours that a rule asks for do not depend on where it writes them', () => {
  const reversed = variant(policyJson, 'R9-1', (rule) => void rule.conditions.reverse())
  expect(hoursAskedBy(reversed, 'R9-1')).toBe(240)
})

test('years of an apprenticeship are unknown where none is named, whatever opens the rule', () => {
  const byTrade = variant(madeUpPolicy, 'W-1', (rule) => {
    rule.conditions.push(
      condition({ name: 'apprenticeshipYears', fact: 'apprenticeshipYears', operator: 'atMost', value: 2 }),
    )
  })
  expect(candidateOf(byTrade, 'W-1', { tradeSeq: 7 })?.needs).toContain('apprenticeship')
})

describe('amounts', () => {
  const policy = parsePolicy(policyJson)

  test('of a person carry no year', () => {
    expect(candidateOf(policy, 'R11-1', { tradeSeq: 41 })?.amount).toEqual({
      kind: 'fixed',
      fen: 50_000,
      unit: 'per_person',
    })
  })

  test('of an apprenticeship are those of one year while the years are unknown, or not allowed', () => {
    const yearly = { kind: 'fixed', fen: 500_000, unit: 'per_person_year', perYearFen: 500_000 }
    for (const apprenticeship of [{ targetLevel: 3 }, { targetLevel: 3, years: 4 }]) {
      expect(candidateOf(policy, 'R9-4b', { apprenticeship })?.amount).toEqual(yearly)
    }
  })
})

describe('doubts', () => {
  const policy = parsePolicy(policyJson)

  test('about the period are raised by a period that fails, and by nothing else', () => {
    const late = { certificates: [{ kind: 'special_operations', issuedOn: '2022-01-01' } as const] }
    expect(candidateOf(policy, 'R9-3', { tradeSeq: 42, ...late })?.flags).toContain('A15')
    expect(candidateOf(policy, 'R9-3', { tradeSeq: 42, employee: false })?.flags).not.toContain('A15')
  })

  test('about hours measure online hours against the hours of the doubt itself', () => {
    const half = withSettings(policy, { 'online.shareBasisPoints': 5000, 'online.base': 'requiredHours' })
    const gas = (onsite: number): SubsidyFacts => ({ tradeSeq: 21, hours: { onsite, online: 30 } })
    expect(candidateOf(half, 'R9-2', gas(20))?.flags).toContain('A7')
    expect(candidateOf(half, 'R9-2', gas(19.9))?.flags).not.toContain('A7')
  })

  test('about online hours measure them against the hours of the rule, wherever it writes them', () => {
    const reversed = variant(policyJson, 'R11-1', (rule) => void rule.conditions.reverse())
    const half = withSettings(reversed, { 'online.shareBasisPoints': 5000, 'online.base': 'requiredHours' })
    const course = (online: number): SubsidyFacts => ({ tradeSeq: 41, hours: { onsite: 20, online } })
    expect(candidateOf(half, 'R11-1', course(20))?.flags).not.toContain('A26')
    expect(candidateOf(half, 'R11-1', course(20.1))?.flags).toContain('A26')
  })

  test('about online hours and schools can stand beside a rule that asks for neither', () => {
    const remarked = variant(policyJson, 'R10-2', (rule) => {
      rule.remarks.push(
        { flag: 'A26', when: 'onlineNotCounted' },
        { flag: 'A18', when: 'modernApprenticeship' },
      )
    })
    const certificates: SubsidyFacts['certificates'] = [{ kind: 'level', level: 4, issuedOn: '2020-05-05' }]
    const flags = candidateOf(remarked, 'R10-2', { certificates, hours: { online: 1 } })?.flags
    expect(flags).toContain('A26')
    expect(flags).not.toContain('A18')
  })

  test('about a field leave nothing to be told', () => {
    const heating = { sector: '供热', hours: { onsite: 40 }, examPassed: true }
    expect(candidateOf(policy, 'R11-1', heating)).toMatchObject({ outcome: 'needs_office', needs: [] })
  })
})
