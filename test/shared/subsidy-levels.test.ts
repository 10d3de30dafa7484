import { levelLadder, nextLevelOf } from '../../shared/subsidy-levels'
import { parsePolicy } from '../../shared/subsidy-policy'
import policyJson from '../../seeds/policies/lyg-2020-housing-skills.json'
import { madeUpPolicy } from '../policies/made-up-policy'

const notice = parsePolicy(policyJson)

describe('the ladder of levels', () => {
  test('pays 1000, 1500, 3000, 4500 and 6000 yuan from 初级工 up, （十）', () => {
    expect(levelLadder(notice).map(({ level, rule, amount }) => [level, rule, amount.fen / 100])).toEqual([
      [5, 'R10-1', 1000],
      [4, 'R10-2', 1500],
      [3, 'R10-3', 3000],
      [2, 'R10-4', 4500],
      [1, 'R10-5', 6000],
    ])
  })

  test('quotes the clause of every step', () => {
    for (const { clause, quotation, title } of levelLadder(notice)) {
      expect(clause).toBe('（十）')
      expect(quotation).toContain('标准给予补贴')
      expect(title).not.toBe('')
    }
  })

  test('knows only the levels of its policy', () => {
    expect(levelLadder(parsePolicy(madeUpPolicy)).map(({ level }) => level)).toEqual([2])
  })
})

describe('the next level', () => {
  test.each([
    [null, 'R10-1', 1000, null],
    [5, 'R10-2', 1500, 500],
    [4, 'R10-3', 3000, 1500],
    [3, 'R10-4', 4500, 1500],
    [2, 'R10-5', 6000, 1500],
  ])('after %s is %s with %d yuan, %s more', (level, rule, yuan, more) => {
    const next = nextLevelOf(notice, level)
    expect(next?.rule).toBe(rule)
    expect(next?.amount).toEqual({ kind: 'fixed', fen: yuan * 100, unit: 'per_person' })
    expect(next?.moreFen).toBe(more === null ? null : more * 100)
  })

  test('does not exist above 高级技师', () => {
    expect(nextLevelOf(notice, 1)).toBeNull()
  })

  test('skips levels for which a policy pays nothing', () => {
    const other = parsePolicy(madeUpPolicy)
    expect(nextLevelOf(other, 5)).toMatchObject({ level: 2, rule: 'C-1', moreFen: null })
    expect(nextLevelOf(other, 2)).toBeNull()
  })
})
