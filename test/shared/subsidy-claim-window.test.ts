import { claimBy } from '../../shared/subsidy-claim-window'
import { applyPreset, parsePolicy, withSettings } from '../../shared/subsidy-policy'
import type { SubsidyFacts } from '../../shared/subsidy-rules'
import policyJson from '../../seeds/policies/lyg-2020-housing-skills.json'

const notice = parsePolicy(policyJson)
const common = applyPreset(notice, 'common')
const scaffolder: SubsidyFacts = { certificates: [{ kind: 'special_operations', issuedOn: '2020-06-18' }] }

describe('the last day to claim', () => {
  test('is not set by the notice', () => {
    expect(claimBy(notice, 'R9-3', scaffolder)).toBeNull()
  })

  test('is twelve months after the certificate where that is common, with its source', () => {
    expect(claimBy(common, 'R9-3', scaffolder)).toEqual({
      entitledOn: '2020-06-18',
      lastDay: '2021-06-18',
      sentence: '最晚2021年6月18日（当天也行）申领',
      flag: 'A20',
      citation: null,
      sources: common.file.presets.common.values['claim.deadlineMonths']?.sources,
    })
  })

  test('runs from the exam where the rule asks for its date', () => {
    expect(claimBy(common, 'R11-1', { examinedOn: '2021-03-31' })?.lastDay).toBe('2022-03-31')
  })

  test('runs from the latest certificate that qualifies', () => {
    const certificates = ['2019-05-01', '2021-02-01', '2022-05-01'].map((issuedOn) => ({
      kind: 'special_operations' as const,
      issuedOn,
    }))
    expect(claimBy(common, 'R9-3', { certificates })?.lastDay).toBe('2022-02-01')
  })

  test.each([
    ['the date is not known', 'R9-3', {}],
    ['no certificate is of the right kind', 'R9-1', scaffolder],
    ['the rule looks at no date', 'R9-4a', scaffolder],
    ['the policy has no such rule', 'R99', scaffolder],
  ])('is unknown while %s', (_why, rule, facts) => {
    expect(claimBy(common, rule, facts)).toBeNull()
  })

  test('waits for a day of grace (A21)', () => {
    const graced = withSettings(common, { 'claim.graceUntil': '2021-07-05' })
    expect(claimBy(graced, 'R9-3', scaffolder)?.lastDay).toBe('2021-07-05')
  })
})
