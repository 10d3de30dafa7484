import { InvalidPolicy, parsePolicy, type PolicyFile } from '../../shared/subsidy-policy'
import policyJson from '../../seeds/policies/lyg-2020-housing-skills.json'

type Draft = Record<string, unknown> & PolicyFile

/** The policy with one thing broken. */
function broken(breakIt: (draft: Draft) => void): unknown {
  const draft = structuredClone(policyJson) as unknown as Draft
  breakIt(draft)
  return draft
}

function problemsOf(json: unknown): readonly string[] {
  try {
    parsePolicy(json)
  } catch (error) {
    if (error instanceof InvalidPolicy) return error.problems
    throw error
  }
  return []
}

/** Reaches into a draft without its types: the point is to write what the types forbid. */
function at(draft: unknown, ...path: (string | number)[]): Record<string, unknown> {
  return path.reduce<unknown>(
    (part, key) => (part as Record<string | number, unknown>)[key],
    draft,
  ) as Record<string, unknown>
}

/** What is broken, how, and how the answer begins. */
const breakages: [string, (draft: Draft) => void, string][] = [
  [
    'an amount without a citation',
    (d) => delete at(d, 'rules', 0, 'amount')['citation'],
    'rules.0.amount.citation',
  ],
  [
    'a condition without a citation',
    (d) => delete at(d, 'rules', 0, 'conditions', 0)['citation'],
    'rules.0.conditions.0.citation',
  ],
  [
    'an annex category without a citation',
    (d) => delete at(d, 'annex', 'categories', 0)['citation'],
    'annex.categories.0.citation',
  ],
  [
    'an empty quotation',
    (d) => (at(d, 'rules', 0, 'amount', 'citation')['quotation'] = ''),
    'rules.0.amount.citation.quotation',
  ],
  [
    'a figure in a setting without a citation',
    (d) => delete at(d, 'ambiguities', 10)['citation'],
    'ambiguity A11: a figure without a citation',
  ],
  [
    'a date in a setting without a citation',
    (d) => delete at(d, 'ambiguities', 12)['citation'],
    'ambiguity A13: a figure without a citation',
  ],
  [
    'a preset value without a source',
    (d) => (at(d, 'presets', 'common', 'values', 'limits.perYear')['sources'] = []),
    'presets.common.values.limits.perYear.sources',
  ],
  [
    'an unknown operator',
    (d) => (at(d, 'rules', 0, 'conditions', 0)['operator'] = 'greaterThan'),
    'rules.0.conditions.0.operator',
  ],
  [
    'an amount that is not integer fen',
    (d) => (at(d, 'rules', 0, 'amount')['fen'] = 400.5),
    'rules.0.amount.fen',
  ],
  ['an unknown key', (d) => (at(d)['colour'] = 'red'), 'colour'],
  ['an impossible date', (d) => (at(d)['effectiveUntil'] = '2021-02-29'), 'effectiveUntil'],
  [
    'a period that ends before it begins',
    (d) => (at(d)['effectiveUntil'] = '2018-12-31'),
    'effectiveUntil: before effectiveFrom',
  ],
  ['a rule written twice', (d) => (at(d, 'rules', 1)['id'] = 'R9-1'), 'rule R9-1: written twice'],
  [
    'a row in two categories',
    (d) => (at(d, 'annex', 'categories', 0)['rows'] = [14, 19]),
    'row 19: written twice',
  ],
  [
    'a category paid by a rule that does not exist',
    (d) => (at(d, 'annex', 'categories', 0)['rule'] = 'R99'),
    'rule R99: does not exist',
  ],
  [
    'a category that prints another sum than its rule pays',
    (d) => (at(d, 'annex', 'categories', 0)['printedFen'] = 50_000),
    'category 安全管理人员: prints another sum than R9-1 pays',
  ],
  [
    'a flag that does not exist',
    (d) => (at(d, 'rules', 0, 'remarks', 0)['flag'] = 'A99'),
    'ambiguity A99: does not exist',
  ],
  [
    'a setting that does not exist',
    (d) => (at(d, 'rules', 0, 'conditions', 1)['value'] = { setting: 'no.such' }),
    'setting no.such: does not exist',
  ],
  [
    'a setting inside a range that does not exist',
    (d) =>
      (at(d, 'rules', 0, 'conditions', 5)['value'] = { from: { setting: 'no.such' }, until: '2021-12-31' }),
    'setting no.such: does not exist',
  ],
  [
    'a list where one value is asked',
    (d) => (at(d, 'rules', 0, 'conditions', 0)['value'] = [24]),
    'condition R9-1-hours: atLeast needs a single, not a list',
  ],
  [
    'one value where a range is asked',
    (d) => (at(d, 'rules', 0, 'conditions', 5)['value'] = '2019-01-01'),
    'condition R9-1-period: within needs a range, not a single',
  ],
  [
    'a range where a list is asked',
    (d) => (at(d, 'rules', 0, 'conditions', 4)['value'] = { from: 'a', until: 'b' }),
    'condition R9-1-certificate: oneOf needs a list, not a range',
  ],
  [
    'hours asked with another operator',
    (d) => (at(d, 'rules', 0, 'conditions', 0)['operator'] = 'moreThan'),
    'condition R9-1-hours: countedHours is asked with atLeast only',
  ],
  [
    'a condition under a foreign name',
    (d) => (at(d, 'rules', 0, 'conditions', 0)['name'] = 'employee'),
    'condition R9-1-hours: countedHours is reported as minHours',
  ],
  [
    'a period without a date that decides',
    (d) => (at(d, 'rules', 0)['asOf'] = 'notChecked'),
    'rule R9-1: asOf and conditions disagree',
  ],
  [
    'a date that decides without a period',
    (d) => (at(d, 'rules', 4)['asOf'] = 'examinedOn'),
    'rule R9-4a: asOf and conditions disagree',
  ],
  [
    'an engine setting that is missing',
    (d) => delete at(d, 'ambiguities', 18, 'settings')['flags.severalOpen'],
    'setting flags.severalOpen under notice',
  ],
  [
    'a preset that sets what does not exist',
    (d) =>
      (at(d, 'presets', 'notice')['values'] = {
        'no.such': { value: 1, sources: [{ title: 't', address: 'a' }] },
      }),
    'setting no.such: does not exist',
  ],
  [
    'a preset that words a doubt that does not exist',
    (d) => (at(d, 'presets', 'notice')['sentences'] = { A99: '没有。' }),
    'ambiguity A99: does not exist',
  ],
  [
    'evidence for a rule that does not exist',
    (d) => (at(d, 'evidence', 0)['rules'] = ['R99']),
    'rule R99: does not exist',
  ],
  [
    'a condition written twice',
    (d) => (at(d, 'rules', 0, 'conditions', 1)['id'] = 'R9-1-hours'),
    'condition R9-1-hours: written twice',
  ],
  ['a doubt written twice', (d) => (at(d, 'ambiguities', 1)['id'] = 'A1'), 'ambiguity A1: written twice'],
  [
    'a setting decided by two doubts',
    (d) => (at(d, 'ambiguities', 0, 'settings')['online.base'] = 'countedTotal'),
    'setting online.base: written twice',
  ],
  [
    'a category written twice',
    (d) => (at(d, 'annex', 'categories', 1)['category'] = '安全管理人员'),
    'category 安全管理人员: written twice',
  ],
  ['fields without a rule', (d) => (at(d, 'annex', 'sectors')['rule'] = 'R98'), 'rule R98: does not exist'],
  [
    'fields under a doubt that does not exist',
    (d) => (at(d, 'annex', 'sectors')['flag'] = 'A98'),
    'ambiguity A98: does not exist',
  ],
  [
    'a remark of a category under a doubt that does not exist',
    (d) => (at(d, 'annex', 'categories', 0, 'remarks', 0)['flag'] = 'A97'),
    'ambiguity A97: does not exist',
  ],
  [
    'one skill in a row that does not exist',
    (d) => (at(d, 'annex', 'sameSkill', 0)['rows'] = [30, 999]),
    'row 999: does not exist',
  ],
  [
    'an exclusive group written twice',
    (d) => (at(d, 'exclusiveGroups', 1)['id'] = 'training-or-certificate'),
    'group training-or-certificate: written twice',
  ],
  [
    'an exclusive group with a rule that does not exist',
    (d) => (at(d, 'exclusiveGroups', 0, 'sides', 0)['rules'] = ['R97']),
    'rule R97: does not exist',
  ],
  [
    'an exclusive group under a doubt that does not exist',
    (d) => (at(d, 'exclusiveGroups', 0)['flag'] = 'A96'),
    'ambiguity A96: does not exist',
  ],
  [
    'an exclusive group whose scope nobody decides',
    (d) => (at(d, 'exclusiveGroups', 0)['scope'] = { setting: 'no.scope' }),
    'setting no.scope: does not exist',
  ],
  [
    'an exclusive group with one side',
    (d) => (at(d, 'exclusiveGroups', 0)['sides'] = [{ name: '培训补贴', rules: ['R9-1'] }]),
    'exclusiveGroups.0.sides',
  ],
  [
    'a rule that would exclude itself',
    (d) => (at(d, 'exclusiveGroups', 0, 'sides', 0)['rules'] = ['R9-1', 'R10-1']),
    'group training-or-certificate: R10-1 stands on two sides',
  ],
  [
    'a scope that means nothing',
    (d) => (at(d, 'ambiguities', 18, 'settings')['stacking.trainingAndCertificate'] = 'sometimes'),
    'setting stacking.trainingAndCertificate: not one of allow, sameEntitlement, sameTrade, samePerson',
  ],
  [
    'a comparison with a list of settings',
    (d) => (at(d, 'rules', 0, 'conditions', 1)['value'] = { setting: 'employment.proofs' }),
    'setting employment.proofs: a list cannot be compared',
  ],
  [
    'a doubt with a word behind its number',
    (d) => (at(d, 'ambiguities', 0)['id'] = 'A1b'),
    'ambiguities.0.id',
  ],
  [
    'a doubt with a word before its number',
    (d) => (at(d, 'ambiguities', 0)['id'] = 'bA1'),
    'ambiguities.0.id',
  ],
  ['a code that begins with a dash', (d) => (at(d)['code'] = '-lyg-2020'), 'code'],
  ['a code that ends with a dash', (d) => (at(d)['code'] = 'lyg-2020-'), 'code'],
]

describe('a policy file is refused', () => {
  test.each(breakages)('%s', (_name, breakIt, problem) => {
    const problems = problemsOf(broken(breakIt))
    expect(problems.some((each) => each.startsWith(problem))).toBe(true)
  })

  test('with everything that is wrong, not the first', () => {
    const problems = problemsOf(
      broken((draft) => {
        at(draft, 'rules', 1)['id'] = 'R9-1'
        at(draft)['effectiveUntil'] = '2018-12-31'
      }),
    )
    expect(problems.length).toBeGreaterThanOrEqual(2)
    expect(new InvalidPolicy(problems).message).toContain('rule R9-1: written twice')
  })

  test('by a refusal of its own name, one line for each problem', () => {
    const refusal = new InvalidPolicy(['code: missing', 'title: missing'])
    expect(refusal.name).toBe('InvalidPolicy')
    expect(refusal.message).toBe('policy file is not usable:\ncode: missing\ntitle: missing')
  })

  test('as a whole when it is no object', () => {
    expect(problemsOf(null)).toEqual([expect.stringMatching(/^file: /)])
  })

  test.each([null, 'text', [], {}])('when it is %j', (json) => {
    expect(problemsOf(json).length).toBeGreaterThan(0)
  })
})

describe('a policy file is accepted', () => {
  test('with a period of one day', () => {
    expect(problemsOf(broken((d) => (at(d)['effectiveUntil'] = '2019-01-01')))).toEqual([])
  })

  test.each(['draft-2019-01-01', '2019-01-01-draft'])('with the name %s, which is no figure', (name) => {
    const named = broken((d) => (at(d, 'ambiguities', 1, 'settings')['cap.method'] = name))
    expect(problemsOf(named)).toEqual([])
  })
})
