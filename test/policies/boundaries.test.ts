import { decidingDate, isAccepted } from '../../shared/subsidy-conditions'
import { parsePolicy, type Condition, type Rule } from '../../shared/subsidy-policy'
import type { SubsidyFacts } from '../../shared/subsidy-rules'
import policyJson from '../../seeds/policies/lyg-2020-housing-skills.json'
import clause9 from './clause-9.cases.json'
import clause10 from './clause-10.cases.json'
import clause11 from './clause-11.cases.json'

/** A worked case with its facts put together: what is asked, and whether the table says “不够”. */
interface Worked {
  facts: SubsidyFacts
  refused: boolean
}

interface Group {
  rule: string
  settings?: object
  facts: object
  cases: { change: object; expect: string }[]
}

const groups = [clause9, clause10, clause11].flatMap((file) => file.groups as Group[])
const policy = parsePolicy(policyJson)
const offered = policy.rules.filter((rule) => rule.opening.by !== 'nothing')

function worked(rule: Rule): Worked[] {
  return groups
    .filter((group) => group.rule === rule.id && group.settings === undefined)
    .flatMap(({ facts, cases }) =>
      cases.map((each) => ({
        facts: { ...facts, ...each.change } as SubsidyFacts,
        refused: each.expect.startsWith('不够'),
      })),
    )
}

/** The value at which a condition looks, in tenths or as a day; undefined where the case leaves it open. */
function lookedAt({ fact }: Condition, rule: Rule, { facts }: Worked): number | string | undefined {
  const { hours, unemploymentInsuranceMonths: months, apprenticeship, examinedOn } = facts
  if (fact === 'countedHours') return hours?.online === 0 ? tenths(hours.onsite) : undefined
  if (fact === 'unemploymentInsuranceMonths') return tenths(months)
  if (fact === 'apprenticeshipYears') return apprenticeship?.years
  if (fact !== 'asOfDate') return undefined
  return rule.asOf === 'examinedOn' ? examinedOn : onlyCertificate(rule, facts)
}

function tenths(amount: number | null | undefined): number | undefined {
  return typeof amount === 'number' ? Math.round(amount * 10) : undefined
}

function onlyCertificate(rule: Rule, facts: SubsidyFacts): string | undefined {
  const accepted = (facts.certificates ?? []).filter((each) => isAccepted(rule, each))
  return accepted.length === 1 ? accepted[0]?.issuedOn : undefined
}

const dayAfter = (day: string, days: number): string => {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

/** Every boundary of a condition as [just below, at, just above], and which of the three are refused. */
function boundaries({ fact, value }: Condition): { at: (number | string)[]; refused: boolean[] }[] {
  if (typeof value === 'number') return [{ at: [value - 1, value, value + 1], refused: [true, false, false] }]
  if (typeof value !== 'object' || !('from' in value)) return []
  const { from, until } = value
  const step =
    fact === 'asOfDate' ? dayAfter : (end: string, by: number) => Math.round(Number(end) * 10 + by) / 10
  const around = (end: unknown) =>
    [-1, 0, 1].map((by) => step(String(end), by)).map((at, i) => (i === 1 ? end : at))
  return [
    { at: around(from) as string[], refused: [true, false, false] },
    { at: around(until) as string[], refused: [false, false, true] },
  ]
}

describe.each(offered)('the worked cases of $id', (rule) => {
  const cases = worked(rule)
  const asked = rule.conditions.flatMap((condition) =>
    boundaries(condition).flatMap(({ at, refused }) =>
      at.map((value, index) => ({ condition, value, refused: refused[index] ?? false })),
    ),
  )
  test.each(asked)(
    '$condition.name at $value is worked out: refused $refused',
    ({ condition, value, refused }) => {
      const found = cases.filter((each) => lookedAt(condition, rule, each) === value)
      expect(found.length).toBeGreaterThan(0)
      expect(found.some((each) => each.refused === refused)).toBe(true)
    },
  )
})

test('the date that decides is the latest that qualifies, and none where nothing is dated', () => {
  const byId = new Map(policy.rules.map((rule) => [rule.id, rule]))
  const certificates = ['2018-12-31', '2020-03-01', '2019-01-01', '2022-01-01'].map((issuedOn) => ({
    kind: 'competency' as const,
    issuedOn,
  }))
  const dateOf = (id: string, facts: SubsidyFacts) => {
    const rule = byId.get(id)
    if (!rule) throw new Error(`no rule ${id}`)
    return decidingDate(rule, facts)
  }
  expect(dateOf('R9-1', { certificates })).toBe('2020-03-01')
  expect(dateOf('R9-1', { certificates: certificates.slice(0, 1) })).toBeNull()
  expect(dateOf('R9-1', { certificates: [] })).toBeNull()
  expect(dateOf('R9-1', {})).toBeNull()
  expect(dateOf('R9-3', { certificates })).toBeNull()
  expect(dateOf('R11-1', { certificates, examinedOn: '2021-06-01' })).toBe('2021-06-01')
  expect(dateOf('R11-1', { certificates, examinedOn: '2022-06-01' })).toBeNull()
  expect(dateOf('R11-1', { certificates })).toBeNull()
  expect(dateOf('R9-4a', { certificates, examinedOn: '2021-06-01' })).toBeNull()
})
