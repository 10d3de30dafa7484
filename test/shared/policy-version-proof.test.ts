import { runCases } from '../../shared/policy-version-cases'
import { changesBetween } from '../../shared/policy-version-changes'
import type { PolicyContent, WorkedCase } from '../../shared/policy-version-content'
import {
  differenceBetween,
  outcomeText,
  payableFen,
  type ClaimOutcome,
} from '../../shared/policy-version-difference'
import { parsePolicy } from '../../shared/subsidy-policy'
import { madeUpCases, madeUpCatalogue, madeUpPolicy } from '../policies/made-up-policy'

const policy = parsePolicy(madeUpPolicy)
const [sure] = madeUpCases
const turned = (change: object, expected: object = {}): WorkedCase[] =>
  sure ? [{ ...sure, ...change, expect: { ...sure.expect, ...expected } }] : []

describe('worked cases', () => {
  it('all pass, and every rule has one', () => {
    expect(runCases(policy, madeUpCases)).toEqual({ total: 3, passed: 3, failures: [], uncoveredRules: [] })
  })

  it('name the rules that nobody has worked out', () => {
    expect(runCases(policy, []).uncoveredRules).toEqual(['W-1', 'C-1'])
  })

  it.each([
    [
      'another sum',
      turned({}, { amount: { kind: 'upTo', fen: 12_346 } }),
      '可领 最高123.46元',
      '可领 最高123.45元',
    ],
    [
      'a cap for a sum',
      turned({}, { amount: { kind: 'fixed', fen: 12_345 } }),
      '可领 123.45元',
      '可领 最高123.45元',
    ],
    ['another outcome', turned({}, { outcome: 'possible' }), '可能 最高123.45元', '可领 最高123.45元'],
    [
      'a rule that is not opened',
      turned({ facts: { tradeSeq: 7 } }, { rule: 'C-1' }),
      '可领 最高123.45元',
      '可能 0.01元',
    ],
    ['a rule that is not there', turned({}, { rule: 'X-1' }), '可领 最高123.45元', '没有X-1这一条'],
    [
      'a row that is not there',
      turned({ facts: { tradeSeq: 41 } }),
      '可领 最高123.45元',
      '情况填得不对：tradeSeq 目录里没有第41行',
    ],
    [
      'another reading, under which ten hours are enough',
      turned(
        { preset: 'common', facts: { ...sure?.facts, hours: { onsite: 3 } } },
        { outcome: 'not_met', failed: ['minHours'] },
      ),
      '不够 课时',
      '可领 最高123.45元',
    ],
    [
      'other conditions that fail',
      turned({ facts: { ...sure?.facts, employee: true } }, { outcome: 'not_met', failed: ['minHours'] }),
      '不够 课时',
      '不够 企业职工',
    ],
  ])('fail with %s', (_what, cases, expectedText, actualText) => {
    expect(runCases(policy, cases).failures).toEqual([
      expect.objectContaining({ id: 'W-1-sure', expectedText, actualText }),
    ])
  })
})

describe('what a version changes for a claim', () => {
  const outcome = (change: Partial<ClaimOutcome>): ClaimOutcome => ({
    ruleId: 'W-1',
    outcome: 'payable',
    amount: { kind: 'fixed', fen: 50_000, unit: 'per_person' },
    blocks: [],
    ...change,
  })
  const sum = (fen: number, kind: 'fixed' | 'upTo' = 'fixed') => ({
    amount: { kind, fen, unit: 'per_person' as const },
  })
  const none = outcome({ ruleId: null, outcome: 'absent', amount: null })

  it.each([
    ['nothing', outcome({}), outcome({}), null],
    ['nothing that was not paid before or after', outcome({ outcome: 'not_met' }), none, null],
    ['less', outcome({}), outcome(sum(49_999)), 'sum_lower'],
    ['more', outcome({}), outcome(sum(50_001)), 'sum_higher'],
    ['a cap', outcome({}), outcome(sum(50_000, 'upTo')), 'cap_or_fixed'],
    ['another rule for the same sum', outcome({}), outcome({ ruleId: 'C-1' }), 'other_rule'],
    ['the row gone', outcome({}), none, 'no_longer_payable'],
    ['a limit', outcome({}), outcome({ outcome: 'blocked' }), 'no_longer_payable'],
    ['at last', outcome({ outcome: 'not_met' }), outcome({}), 'newly_payable'],
  ] as const)('%s', (_what, before, after, kind) => {
    expect(differenceBetween(before, after)).toBe(kind)
  })

  it('is counted in fen, caps at their most, and said in words', () => {
    expect([outcome({}), outcome(sum(7, 'upTo')), none].map(payableFen)).toEqual([50_000, 7, 0])
    expect(outcomeText(outcome({}))).toBe('可领500元')
    expect(outcomeText(outcome(sum(100_000, 'upTo')))).toBe('可领最高1000元')
    expect(outcomeText(none)).toBe('没有对应的条款')
    expect(outcomeText(outcome({ outcome: 'blocked' }))).toBe('条件够，但次数或期限不让领')
  })
})

describe('what changed between two versions', () => {
  const content: PolicyContent = {
    document: madeUpPolicy,
    catalogue: [...madeUpCatalogue],
    preset: 'notice',
    transition: { by: 'booking_date', sentence: '以前报名的按以前的办' },
    cases: [...madeUpCases],
  }
  const [firstRow, secondRow] = madeUpCatalogue

  it('is nothing between the same', () => {
    expect(changesBetween(content, structuredClone(content))).toEqual([])
  })

  it('is named by place, members of lists by their own id, money in yuan', () => {
    const [rule, ...others] = madeUpPolicy.rules
    const amount = rule && { ...rule.amount, fen: 20_000 }
    const document = {
      ...madeUpPolicy,
      rules: [{ ...rule, amount }, ...others],
      documentNumber: '一号',
    } as PolicyContent['document']
    expect(changesBetween(content, { ...content, document, preset: 'common' })).toEqual([
      expect.objectContaining({ pointer: '/document/documentNumber', before: '不设', after: '一号' }),
      {
        pointer: '/document/rules/W-1/amount/fen',
        label: '政策 › 条款 › W-1 › 金额 › 数额',
        kind: 'changed',
        before: '123.45元',
        after: '200元',
      },
      { pointer: '/preset', label: '口径', kind: 'changed', before: '按通知', after: '按通行做法' },
    ])
  })

  it('tells what came, what went, and what is in another order', () => {
    const later = firstRow && { ...firstRow, seq: 8, name: '新工种' }
    const moved = { ...content, catalogue: [secondRow, later].flatMap((row) => row ?? []) }
    expect(changesBetween(content, moved).map(({ pointer, kind }) => [pointer, kind])).toEqual([
      ['/catalogue/8', 'added'],
      ['/catalogue/7', 'removed'],
    ])
    const swapped = { ...content, catalogue: [secondRow, firstRow].flatMap((row) => row ?? []) }
    expect(changesBetween(content, swapped).map(({ pointer, after }) => [pointer, after])).toEqual([
      ['/catalogue', '["900","7"]'],
    ])
  })
})
