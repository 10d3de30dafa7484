import { formatLedger } from '../../shared/money'
import {
  InvalidClass,
  settle,
  type ApprenticeClass,
  type Settlement,
} from '../../shared/subsidy-apprenticeship'
import { applyPreset, parsePolicy, type PresetName } from '../../shared/subsidy-policy'
import policyJson from '../../seeds/policies/lyg-2020-housing-skills.json'
import apprenticeship from './apprenticeship.cases.json'

interface Group {
  preset: PresetName
  situation: string
  agreed: ApprenticeClass
  cases: { says: string; finished: number; expect: string }[]
}

const policy = parsePolicy(policyJson)

/** A settlement in the words of the table. */
function inWords({ prepaidFen, earnedFen, balanceFen }: Settlement): string {
  const sums = `预支${formatLedger(prepaidFen)}，应得${formatLedger(earnedFen)}`
  if (balanceFen === 0) return `${sums}，不补不退`
  return `${sums}，${balanceFen > 0 ? '补' : '退'}${formatLedger(Math.abs(balanceFen))}`
}

function settled(preset: PresetName, agreed: ApprenticeClass, finished: number): string {
  try {
    return inWords(settle(applyPreset(policy, preset), agreed, finished))
  } catch (error) {
    if (error instanceof InvalidClass) return '不能结算'
    throw error
  }
}

describe.each(apprenticeship.groups as Group[])('$situation', ({ preset, agreed, cases }) => {
  test.each(cases)('$says: $expect', ({ finished, expect: expected }) => {
    expect(settled(preset, agreed, finished)).toBe(expected)
  })
})
