import * as v from 'valibot'
import trades from '#seeds/trades.json'
import { amountWords, planOfCategory, TRADE_CATEGORIES, tradesSchema } from '#shared/trades'

const rows = v.parse(tradesSchema, trades)

describe('the annex', () => {
  it('has 181 rows numbered without a gap', () => {
    expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 181 }, (_, index) => index + 1))
  })

  it('adds up to 104,400 yuan', () => {
    expect(rows.reduce((sum, { amountYuan }) => sum + amountYuan, 0)).toBe(104_400)
  })

  it('falls into the four plans as 69, 7, 14 and 91 rows', () => {
    const counts = new Map<string, number>()
    for (const { category } of rows) {
      const { clause } = planOfCategory(category)
      counts.set(clause, (counts.get(clause) ?? 0) + 1)
    }
    expect(Object.fromEntries(counts)).toEqual({ '（一）': 69, '（二）': 7, '（三）': 14, '（四）': 91 })
  })

  it('uses every category', () => {
    expect(new Set(rows.map(({ category }) => category))).toEqual(new Set(TRADE_CATEGORIES))
  })

  it('shows a ceiling only where the notice says at most', () => {
    expect(rows.slice(45, 46).map(amountWords)).toEqual(['最高1000元'])
    expect(rows.slice(40, 41).map(amountWords)).toEqual(['500元'])
  })
})
