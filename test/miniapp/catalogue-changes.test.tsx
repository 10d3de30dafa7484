import { render, screen } from '@testing-library/react'
import policyFile from '#seeds/policies/lyg-2020-housing-skills.json'
import trades from '#seeds/trades.json'
import type { CatalogueRow } from '#shared/policy-catalogue'
import { parsePolicy } from '#shared/subsidy-policy'
import { TradeRow } from '../../miniapp/src/components/trade-row'
import { summaryOf } from '../../miniapp/src/packages/estimate/estimate'
import { policyBrief, rememberBrief } from '../../miniapp/src/policies/brief'
import { fieldOf } from '../../miniapp/src/policies/named-fields'
import { textAround } from '../../miniapp/src/policies/original-text'
import { catalogue, tradeName, tradeOf, tradesUnder, type Trade } from '../../miniapp/src/trades/catalogue'
import { forgetChangesInMemory, rememberCatalogue } from '../../miniapp/src/trades/catalogue-changes'
import { phone } from '../support/taro'

const citation = { clause: '附件', quotation: '见新目录' }
const today = '2021-06-18'

/** The phone has fetched a catalogue in which 钢筋工 is renamed and 架子工 closed. */
function fetched(): void {
  phone.storage.set('jbt:device:programme', JSON.stringify({ programmeDate: today }))
  const rows = (trades as readonly CatalogueRow[]).map((row) => {
    if (row.seq === 41) return { ...row, renamed: [{ from: '2021-06-01', name: '钢筋作业工', citation }] }
    if (row.seq === 42) return { ...row, closed: { until: '2021-05-31', citation } }
    return row.seq === 39 ? { ...row, renamed: [{ from: '2021-07-01', name: '以后才叫的', citation }] } : row
  })
  rememberCatalogue(rows, catalogue)
}
const row = (seq: number) => tradeOf(seq) as Trade

beforeEach(forgetChangesInMemory)

describe('a catalogue that was fetched', () => {
  it('gives a trade its new name from its day on, and keeps the old one beside it', () => {
    const before = tradeName(39)
    fetched()
    expect(tradeName(41)).toBe('钢筋作业工')
    expect(row(41).aliases.filter(({ name }) => name === '钢筋工')).toHaveLength(1)
    expect(tradeName(39)).toBe(before)
  })

  it('still holds after the program was restarted', () => {
    fetched()
    forgetChangesInMemory()
    expect(tradeName(41)).toBe('钢筋作业工')
  })

  it('lists a closed trade no longer, and promises nothing for it', () => {
    fetched()
    expect(tradesUnder('全部')).toHaveLength(180)
    render(<TradeRow trade={row(42)} onTap={() => undefined} />)
    expect(screen.getByText('已不在目录里')).toBeInTheDocument()
    expect(document.body.textContent).not.toContain('1000')
  })

  it('tells the server of no training rule for a closed trade: the server lists none either', () => {
    const rulesOf = (tradeSeq: number) =>
      summaryOf(parsePolicy(policyFile), { tradeSeq }, today).candidates.map(({ rule }) => rule)
    const [closed, renamed] = [rulesOf(42), rulesOf(41)]
    fetched()
    expect(closed.filter((rule) => !rulesOf(42).includes(rule))).toEqual(['R9-3'])
    expect(rulesOf(41)).toEqual(renamed)
  })
})

describe('a newer policy on the phone', () => {
  it('gives every row its sum, not the printed one', () => {
    const bundled = policyBrief()
    const dearer = bundled.categories.map((each) => ({ ...each, amount: { ...each.amount, fen: 65_000 } }))
    rememberBrief({ ...bundled, categories: dearer })
    render(<TradeRow trade={row(41)} onTap={() => undefined} />)
    expect(document.body.textContent).toContain('650')
    rememberBrief(bundled)
  })

  it('is never quoted out of the first notice', () => {
    expect(textAround('（十一）', '考试合格后按每人500元标准给予补贴')).not.toBeNull()
    expect(textAround('（十一）', '考试合格后按每人650元标准给予补贴')).toBeNull()
  })
})

describe('work that the annex does not list', () => {
  it('of a field that the notice names leads to the questions for the office', () => {
    expect(fieldOf('供热站', '')).toBe('供热')
    expect(fieldOf('烧锅炉', '供热属于（十一）说的领域，但目录里没有供热的工种，请到窗口问一问。')).toBe(
      '供热',
    )
    expect(fieldOf('厨师', '这一行不归住建，目录里没有。')).toBeNull()
  })
})
