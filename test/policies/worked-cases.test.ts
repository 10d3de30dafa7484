import { formatAmount } from '../../shared/money'
import { applyPreset, parsePolicy, withSettings, type PresetName } from '../../shared/subsidy-policy'
import type { SettingValue } from '../../shared/subsidy-policy-schema'
import { assess, type Candidate, type SubsidyFacts } from '../../shared/subsidy-rules'
import { conditionLabels, factQuestions } from '../../shared/subsidy-wording'
import clauses from '../../seeds/policies/lyg-2020-housing-skills.clauses.json'
import policyJson from '../../seeds/policies/lyg-2020-housing-skills.json'
import clause7 from './clause-7.cases.json'
import clause9 from './clause-9.cases.json'
import clause10 from './clause-10.cases.json'
import clause11 from './clause-11.cases.json'

/** One situation and what changes in it; a fact changed to null becomes unknown. */
interface Group {
  rule: string
  clause: string
  preset?: string
  /** What the office decided otherwise. */
  settings?: Record<string, SettingValue>
  situation: string
  facts: object
  cases: { says: string; change: object; expect: string; flags?: string[] }[]
}

const policy = parsePolicy(policyJson)
const groups = [clause7, clause9, clause10, clause11].flatMap((file) => file.groups as Group[])

/** A candidate in the words of the tables: `可领 400元`, `不够 课时差0.1、考试`, `可能 缺…`, `问窗口`, `不列`. */
function inWords(candidate: Candidate | undefined): string {
  switch (candidate?.outcome) {
    case undefined:
      return '不列'
    case 'payable':
      return `可领 ${formatAmount(candidate.amount)}`
    case 'needs_office':
      return '问窗口'
    case 'possible':
      return `可能 缺${candidate.needs.map((fact) => factQuestions[fact]).join('、')}`
    case 'not_met':
      return `不够 ${candidate.failed
        .map(
          ({ condition, short }) =>
            `${conditionLabels[condition]}${short === undefined ? '' : `差${String(short)}`}`,
        )
        .join('、')}`
  }
}

function changed(facts: object, change: object): SubsidyFacts {
  const merged = Object.entries({ ...facts, ...change }).filter(([, value]) => value !== null)
  return Object.fromEntries(merged) as SubsidyFacts
}

describe.each(groups)('$clause $rule $situation', (group) => {
  const { rule, clause, preset, settings, facts, cases } = group
  const asked = withSettings(applyPreset(policy, (preset ?? 'notice') as PresetName), settings ?? {})
  test.each(cases)('$says: $expect', ({ change, expect: expected, flags = [] }) => {
    const { candidates } = assess(asked, changed(facts, change), '2021-06-18')
    const candidate = candidates.find((each) => each.rule === rule)
    expect(inWords(candidate)).toBe(expected)
    expect(candidate?.flags ?? []).toEqual(expect.arrayContaining(flags))
  })
  test('its clause is in the notice', () => {
    expect(clauses.clauses.map((each) => each.clause)).toContain(clause)
  })
})
