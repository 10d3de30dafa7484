import { canonicalText } from '../../shared/subsidy-canonical'
import { applyPreset, InvalidPolicy, parsePolicy, withSettings } from '../../shared/subsidy-policy'
import policyJson from '../../seeds/policies/lyg-2020-housing-skills.json'

test('rules are asked in order: the own trade, apprenticeships, certificates, what nothing opens', () => {
  const openings = parsePolicy(policyJson).rules.map((rule) => rule.opening.by)
  expect([...new Set(openings)]).toEqual(['annexRow', 'apprenticeship', 'certificate', 'nothing'])
  expect(openings).toHaveLength(14)
  expect(openings.at(-1)).toBe('nothing')
})

describe('the fingerprint', () => {
  const digest = (text: string) => text

  test('is of the whole file and the same under every preset', () => {
    const policy = parsePolicy(policyJson, digest)
    expect(policy.hash).toBe(canonicalText(policyJson))
    expect(applyPreset(policy, 'common').hash).toBe(policy.hash)
    expect(parsePolicy(policyJson).hash).toBe('')
  })

  test('does not depend on the order of keys, but on every value', () => {
    const reversed = Object.fromEntries(Object.entries(policyJson).reverse())
    expect(canonicalText(reversed)).toBe(canonicalText(policyJson))
    expect(canonicalText({ b: 1, a: [{ d: null, c: 'x' }] })).toBe('{"a":[{"c":"x","d":null}],"b":1}')
    expect(canonicalText([1, 2])).not.toBe(canonicalText([2, 1]))
  })
})

describe('settings decided otherwise', () => {
  const policy = parsePolicy(policyJson)
  test('an unknown setting is refused', () => {
    expect(() => withSettings(policy, { 'no.such': 1 })).toThrow('setting no.such: does not exist')
  })
  test('a value of the wrong kind is refused', () => {
    expect(() => withSettings(policy, { 'online.base': 'everything' })).toThrow(InvalidPolicy)
  })
  test('a scope that means nothing is refused', () => {
    expect(() => withSettings(policy, { 'stacking.trainingAndCertificate': 'sometimes' })).toThrow(
      InvalidPolicy,
    )
    expect(() => withSettings(policy, { 'stacking.trainingAndCertificate': 1 })).toThrow(InvalidPolicy)
  })
  test('the policy itself stays as it was', () => {
    withSettings(policy, { 'insurance.months': 6 })
    expect(policy.settings['insurance.months']).toBe(12)
    expect(applyPreset(policy, 'notice')).toBe(policy)
  })
})
