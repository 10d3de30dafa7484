import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import trades from '#seeds/trades.json'
import type { CatalogueRow } from '#shared/policy-catalogue'
import { keepVerdict } from '../../miniapp/src/policies/kept-verdict'
import CategoryPage from '../../miniapp/src/pages/category/index'
import TradePage from '../../miniapp/src/pages/trade/index'
import { catalogue } from '../../miniapp/src/trades/catalogue'
import { forgetChangesInMemory, rememberCatalogue } from '../../miniapp/src/trades/catalogue-changes'
import { status } from '../support/staff-phone'
import { phone } from '../support/taro'

const page = () => document.body.textContent ?? ''

function arrive(seq: string): void {
  phone.params = { seq }
  phone.respond = () => {
    throw Object.assign(new Error('cut'), { errMsg: 'request:fail' })
  }
  render(<TradePage />)
}

describe('the page of a trade, without a network', () => {
  it('shows a cap as a cap, with the words of the notice and what they leave open', () => {
    arrive('42')
    expect(page()).toContain('架子工')
    expect(page()).toContain('最高1000元')
    expect(page()).toContain('按每人不超过1000元标准给予补贴')
    expect(page()).toContain('这1000元是最高数')
    expect(page()).not.toContain('推定')
  })

  it('marks a clause that we concluded', () => {
    arrive('41')
    expect(screen.getByText('推定')).toBeInTheDocument()
    expect(page()).toContain('是我们根据附件推定的')
  })

  it('leads to the questions with one tap, and opens them once for two', () => {
    arrive('41')
    fireEvent.click(screen.getByText('算一算'))
    fireEvent.click(screen.getByText('算一算'))
    expect(phone.opened).toEqual(['/packages/estimate/my-subsidy/index?seq=41'])
  })

  it('says what came of them last time', () => {
    keepVerdict(41, { tone: 'stop', word: '现在还不能领', line: '再上3课时' })
    arrive('41')
    expect(page()).toContain('上次算到：再上3课时')
    expect(screen.getByText('接着算')).toBeInTheDocument()
  })

  it('has a way for those who are not in the annex', () => {
    arrive('112')
    fireEvent.click(screen.getByText('目录里没有我的工种'))
    expect(phone.opened).toEqual(['/packages/estimate/my-subsidy/index'])
  })
})

it('shows no sum and no earlier result, here and in the lists, once the subsidy was stopped', async () => {
  const statusText = '本办法2021年6月10日已停止，之后报名的没有补贴'
  keepVerdict(41, { tone: 'ok', word: '能领', line: '可领500元' })
  phone.params = { seq: '41' }
  phone.respond = (request) => {
    if (!request.url.endsWith('/status')) throw Object.assign(new Error('cut'), { errMsg: 'request:fail' })
    const data = status['GET /status']().data as { policy: object }
    return { statusCode: 200, data: { ...data, policy: { ...data.policy, status: 'closed', statusText } } }
  }
  render(<TradePage />)
  expect(await screen.findByText('以前报了名的，仍按报名那天的规定办。')).toBeInTheDocument()
  expect(document.querySelector('.trade-head')).toHaveTextContent(statusText)
  expect(document.querySelector('.trade-head')).not.toHaveTextContent('500')
  expect(page()).not.toContain('可领500元')
  cleanup()
  phone.params = { name: '建筑' }
  render(<CategoryPage />)
  const rows = [...document.querySelectorAll('.trade-row')].map((row) => row.textContent)
  expect(rows).toContainEqual(expect.stringContaining('钢筋工'))
  for (const row of rows) expect(row).toMatch(/^(?!.*\d元).*现在没有补贴/)
})

it('asks no questions about a row that today’s catalogue does not have', () => {
  phone.storage.set('jbt:device:programme', JSON.stringify({ programmeDate: '2021-06-18' }))
  const closed = { closed: { until: '2021-06-17', citation: { clause: '附件', quotation: '见新目录' } } }
  const rows = (trades as readonly CatalogueRow[]).map((row) =>
    row.seq === 41 ? { ...row, ...closed } : row,
  )
  rememberCatalogue(rows, catalogue)
  arrive('41')
  expect(page()).toContain('这个工种现在不在补贴目录里')
  expect(screen.queryByText('算一算')).toBeNull()
  forgetChangesInMemory()
})
