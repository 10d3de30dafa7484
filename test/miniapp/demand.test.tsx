import { fireEvent, render, screen } from '@testing-library/react'
import DemandPage from '../../miniapp/src/packages/office/demand/index'
import { answer, signInAs, status } from '../support/staff-phone'
import { phone } from '../support/taro'

const ok = (data: unknown) => ({ statusCode: 200, data })
const demand = (terms: string[], nextCursor: string | null = null) =>
  ok({
    items: terms.map((term, place) => ({
      ...{ term, total: 9 - place, noneCount: 7 - place, noneOfTheseCount: 2 },
    })),
    nextCursor,
    fromMonth: '2021-04',
    untilMonth: '2021-06',
  })

describe('工人在找、目录没有', () => {
  it('lists what is looked for, with how often and in which way, and the next page', async () => {
    await signInAs('institution')
    answer({
      ...status,
      'GET /trade-searches/demand?months=3': () => demand(['电梯安装', '保安'], '8.保安'),
      'GET /trade-searches/demand?months=3&cursor=8.%E4%BF%9D%E5%AE%89': () => demand(['监理']),
    })
    render(<DemandPage />)
    expect(await screen.findByText('电梯安装')).toBeInTheDocument()
    expect(screen.getByText('2021年4月到6月')).toBeInTheDocument()
    expect(screen.getByText('目录里没有 7，点了都不是 2')).toBeInTheDocument()
    fireEvent.click(screen.getByText('再看后面的'))
    expect(await screen.findByText('监理')).toBeInTheDocument()
  })

  it('asks anew for another time and place, and says when there is nothing', async () => {
    await signInAs('housing')
    answer({
      ...status,
      'GET /trade-searches/demand?months=3': () => demand(['电梯安装']),
      'GET /trade-searches/demand?months=12': () => demand(['保安']),
      [`GET /trade-searches/demand?months=12&area=${encodeURIComponent('东海县')}`]: () => demand([]),
    })
    render(<DemandPage />)
    await screen.findByText('电梯安装')
    fireEvent.click(screen.getByText('近1年'))
    expect(await screen.findByText('保安')).toBeInTheDocument()
    fireEvent.click(screen.getByText('东海县'))
    expect(await screen.findByText('还没有够多人找的')).toBeInTheDocument()
  })

  it('offers to try again when there is no network', async () => {
    await signInAs('hr')
    phone.respond = () => {
      throw Object.assign(new Error('cut'), { errMsg: 'request:fail' })
    }
    render(<DemandPage />)
    expect(await screen.findByText('再试一次', undefined, { timeout: 4_000 })).toBeInTheDocument()
  })

  it('is not for finance', async () => {
    await signInAs('finance')
    answer(status)
    render(<DemandPage />)
    expect(screen.getByText('这一页是培训机构、住建部门、人社部门用的')).toBeInTheDocument()
  })
})
