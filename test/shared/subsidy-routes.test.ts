import { exclusionsBetween } from '../../shared/subsidy-exclusions'
import { applyPreset, parsePolicy, withSettings } from '../../shared/subsidy-policy'
import { routesOf } from '../../shared/subsidy-routes'
import { assess, type SubsidyFacts } from '../../shared/subsidy-rules'
import policyJson from '../../seeds/policies/lyg-2020-housing-skills.json'

const notice = parsePolicy(policyJson)
const common = applyPreset(notice, 'common')
const routes = (facts: SubsidyFacts, policy = notice) =>
  routesOf(policy, assess(policy, facts, '2021-06-18').candidates)
const rules = (list: readonly { rule: string }[]) => list.map((each) => each.rule)

/** A scaffolder with a permit and a certificate of the middle level. */
const scaffolder: SubsidyFacts = {
  tradeSeq: 42,
  employee: true,
  unemploymentInsuranceMonths: 12,
  certificates: [
    { kind: 'special_operations', issuedOn: '2020-06-30' },
    { kind: 'level', level: 4, issuedOn: '2020-06-30' },
  ],
}

describe('the routes to money', () => {
  test('a course, a certificate and an apprenticeship stand side by side', () => {
    const found = routes({ ...scaffolder, apprenticeship: { kind: 'new', targetLevel: 3, years: 2 } })
    expect(rules(found.training)).toEqual(['R9-3'])
    expect(rules(found.certificate)).toEqual(['R10-2'])
    expect(rules(found.apprenticeship)).toEqual(['R9-4b'])
  })

  test('who has only named a trade sees every certificate that might pay', () => {
    expect(rules(routes({ tradeSeq: 41 }).certificate)).toEqual(['R10-1', 'R10-2', 'R10-3', 'R10-4', 'R10-5'])
  })

  test('the notice does not say whether both pay, and the worker is told so (A19)', () => {
    expect(routes(scaffolder).together).toEqual([
      {
        group: 'training-or-certificate',
        scope: null,
        sentence: '您可能够几条，原文没写能不能都领，可能不能同时领。',
        flag: 'A19',
        citation: null,
        sources: [],
      },
    ])
  })

  test('what is common elsewhere is said with its source', () => {
    const [together] = routes(scaffolder, common).together
    expect(together).toMatchObject({
      scope: 'sameEntitlement',
      sentence: '同一次培训、同一本证书，只能领一样。',
    })
    expect(together?.sources.length).toBeGreaterThan(0)
  })

  test('each group is named once, however many rules are open', () => {
    const open = routes({ tradeSeq: 41, apprenticeship: { targetLevel: 3, years: 2 } })
    expect(open.together.map((each) => each.group)).toEqual([
      'apprenticeship-or-others',
      'training-or-certificate',
    ])
  })

  test('a route that is closed excludes nothing', () => {
    const unemployed = routes({ ...scaffolder, employee: false })
    expect(rules(unemployed.training)).toEqual(['R9-3'])
    expect(unemployed.together).toEqual([])
    expect(routes({ tradeSeq: 41, certificates: [] }).together).toEqual([])
  })

  test('a field that only the office can place still counts as open', () => {
    const heating = routes({
      sector: '供热',
      certificates: [{ kind: 'level', level: 4, issuedOn: '2020-06-30' }],
    })
    expect(heating.together).toHaveLength(1)
  })
})

describe('what excludes what', () => {
  test.each([
    ['allow', '可以都领。'],
    ['sameEntitlement', '同一次培训、同一本证书，只能领一样。'],
    ['sameTrade', '同一工种，只能领一样。'],
    ['samePerson', '一个人只能领一样。'],
  ])('decided as %s it reads %s', (scope, sentence) => {
    const decided = withSettings(notice, { 'stacking.trainingAndCertificate': scope })
    expect(exclusionsBetween(decided, 'R9-3', 'R10-2')).toMatchObject([{ scope, sentence }])
  })

  test.each([
    ['R9-3', 'R11-1', []],
    ['R10-1', 'R10-2', []],
    ['R9-3', 'R10-2', ['training-or-certificate']],
    ['R10-2', 'R9-3', ['training-or-certificate']],
    ['R9-4a', 'R11-1', ['apprenticeship-or-others']],
    ['R9-4a', 'R10-2', ['apprenticeship-or-others']],
    ['R9-4a', 'R9-4b', []],
    ['R9-3', 'R99', []],
    ['R99', 'R98', []],
  ])('%s and %s: %j', (one, other, groups) => {
    expect(exclusionsBetween(notice, one, other).map((each) => each.group)).toEqual(groups)
  })
})
