import { createHash } from 'node:crypto'
import * as v from 'valibot'
import { canonicalText } from '../../shared/subsidy-canonical'
import { applyPreset, parsePolicy, policyStatusOn, type Citation } from '../../shared/subsidy-policy'
import { presetNames } from '../../shared/subsidy-policy-schema'
import { tradesSchema } from '../../shared/trades'
import clausesJson from '../../seeds/policies/lyg-2020-housing-skills.clauses.json'
import policyJson from '../../seeds/policies/lyg-2020-housing-skills.json'
import kinshipJson from '../../seeds/kinship.json'
import tradesJson from '../../seeds/trades.json'

const policy = parsePolicy(policyJson)
const { file } = policy
const trades = v.parse(tradesSchema, tradesJson)
const textOf = new Map([
  ...clausesJson.clauses.map((each) => [each.clause, each.text] as const),
  ['标题', clausesJson.title] as const,
  ['前言', clausesJson.preamble] as const,
  ['附件', clausesJson.annexColumns] as const,
])

/** Every citation anywhere in the file, with its place. */
function* citations(value: unknown, place = ''): Generator<{ place: string } & Citation> {
  if (typeof value !== 'object' || value === null) return
  if ('clause' in value && 'quotation' in value) {
    yield { place, clause: String(value.clause), quotation: String(value.quotation) }
  }
  for (const [key, part] of Object.entries(value)) yield* citations(part, `${place}/${key}`)
}
const cited = [...citations(file)]

test('the policy is called what the notice is called', () => {
  expect(clausesJson.title.replace(/\s/g, '')).toContain(file.title.replace(/\s/g, ''))
})

describe('the notice as data', () => {
  test('the eighteen clauses are there in order, each beginning with its number', () => {
    const numbered = clausesJson.clauses.filter((each) => each.clause.startsWith('（'))
    expect(numbered.map((each) => each.clause)).toEqual(
      '一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五 十六 十七 十八'
        .split(' ')
        .map((each) => `（${each}）`),
    )
    for (const { clause, text } of numbered) expect(text.startsWith(clause)).toBe(true)
  })

  test('the clauses are the ones that were compared with the notice', () => {
    const digest = createHash('sha256').update(canonicalText(clausesJson.clauses)).digest('hex')
    expect(digest).toBe('8b7b51e712d8d7ac00aaea0a3d48a5aa75583d8d12f5869082e443e1030a85d9')
  })

  test.each(cited.map((each) => ({ ...each })))(
    '$place quotes $clause word for word',
    ({ clause, quotation }) => {
      expect(textOf.get(clause)).toContain(quotation)
    },
  )

  test('the fourteen money rules are there', () => {
    expect(file.rules.map((rule) => rule.id)).toEqual(
      'R9-1 R9-2 R9-2x R9-3 R9-4a R9-4b R9-4c R9-4d R10-1 R10-2 R10-3 R10-4 R10-5 R11-1'.split(' '),
    )
  })

  test('every sum stands in its own quotation', () => {
    for (const { amount, quotation } of file.rules) {
      const yuan = `${String(amount.fen / 100)}元`
      expect(amount.citation.quotation).toContain(yuan)
      expect(quotation).toContain(yuan)
    }
  })

  test('“不超过” and only “不超过” makes a cap', () => {
    for (const { amount } of file.rules) {
      expect(amount.kind).toBe(amount.citation.quotation.includes('不超过') ? 'upTo' : 'fixed')
    }
  })

  test('“每年” and only “每年” makes an amount for each year', () => {
    for (const { amount } of file.rules) {
      expect(amount.unit).toBe(amount.citation.quotation.includes('每年') ? 'per_person_year' : 'per_person')
    }
  })

  test('every number that a condition asks for stands in its citation or is a setting', () => {
    for (const rule of file.rules) {
      for (const { fact, value, citation } of rule.conditions) {
        if (fact === 'countedHours' && typeof value === 'number') {
          expect(citation.quotation).toContain(`不少于${String(value)}课时`)
        }
        if (fact === 'apprenticeshipYears') expect(citation.quotation).toContain('1-3年')
      }
    }
  })

  test('the twenty-seven doubts are there, each with settings, a decider and a sentence for the worker', () => {
    expect(file.ambiguities.map((each) => each.id)).toEqual(
      Array.from({ length: 27 }, (_each, index) => `A${String(index + 1)}`),
    )
    for (const each of file.ambiguities) {
      expect(Object.keys(each.settings).length).toBeGreaterThan(0)
      expect(each.decidedBy).toContain('待确认')
      expect(each.sentence).toMatch(/^[^A-Za-z]+。$/)
    }
  })

  test('the notice itself sets no limit that it does not state', () => {
    expect(policy.settings).toMatchObject({
      'online.shareBasisPoints': null,
      'limits.perYear': null,
      'limits.lifetime': null,
      'claim.deadlineMonths': null,
      'publicity.workingDays': null,
    })
    expect(file.presets.notice.values).toEqual({})
  })

  test('what is common elsewhere is labelled so, value by value, with its source', () => {
    const { common } = file.presets
    expect(common.sentence).toContain('不是这份通知的规定')
    for (const { sources } of Object.values(common.values)) expect(sources.length).toBeGreaterThan(0)
    expect(applyPreset(policy, 'common').settings).toMatchObject({
      'online.shareBasisPoints': 5000,
      'online.minutesPerHour': 45,
      'limits.perYear': 3,
      'stacking.sameTradeSameLevelOnce': true,
      'stacking.higherBlocksLower': true,
      'claim.deadlineMonths': 12,
      'publicity.workingDays': 5,
    })
  })

  test.each(presetNames)('no amount changes under %s', (preset) => {
    const amounts = applyPreset(policy, preset).rules.map(({ id, amount }) => [id, amount])
    expect(Object.fromEntries(amounts)).toEqual(
      Object.fromEntries(policy.rules.map(({ id, amount }) => [id, amount])),
    )
  })
})

describe('the annex in the policy', () => {
  test.each(trades)(
    'row $seq $name stands in $category and pays $amountYuan',
    ({ seq, category, amountYuan }) => {
      const mapped = policy.categoryOfRow.get(seq)
      expect(mapped?.category).toBe(category)
      expect(mapped?.printedFen).toBe(amountYuan * 100)
    },
  )

  test('it has the 181 rows and no other', () => {
    expect([...policy.categoryOfRow.keys()].sort((a, b) => a - b)).toEqual(trades.map((each) => each.seq))
  })

  test('what the text does not say is marked as inferred, and the worker is told', () => {
    for (const { rule, inferred, remarks } of file.annex.categories) {
      expect(inferred).toBe(rule === 'R11-1')
      expect(remarks.some((each) => each.flag === 'A5')).toBe(inferred)
    }
  })

  test('rows that are one skill are those of the kinship list, in both directions', () => {
    const same = kinshipJson.relations.filter((each) => each.relation === 'same')
    expect(file.annex.sameSkill.map((each) => each.rows)).toEqual(same.map((each) => each.rows))
    expect([...(policy.sameSkill.get(79) ?? [])]).toEqual([117, 177])
    expect([...(policy.sameSkill.get(117) ?? [])]).toEqual([79])
    expect(policy.sameSkill.has(42)).toBe(false)
  })

  test('the named fields stand in （十一） one by one', () => {
    const { named, citation } = file.annex.sectors
    expect(named).toHaveLength(7)
    expect(citation.quotation.startsWith(named.join('、'))).toBe(true)
  })
})

describe('the standing of the policy', () => {
  test.each([
    ['2018-12-31', 'before', '本办法从2019年1月1日开始'],
    ['2019-01-01', 'active', '本办法有效，到2021年12月31日为止'],
    ['2021-12-31', 'active', '本办法有效，到2021年12月31日为止'],
    ['2022-01-01', 'closed', '本办法已于2021年12月31日结束'],
    ['2026-11-22', 'closed', '本办法已于2021年12月31日结束'],
  ])('on %s it is %s', (date, status, sentence) => {
    expect(policyStatusOn(policy, date)).toEqual({ status, sentence })
  })
})
