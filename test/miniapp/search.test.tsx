import { fireEvent, render, screen } from '@testing-library/react'
import HomePage from '../../miniapp/src/pages/home/index'
import { phone } from '../support/taro'

/** Nothing reaches the server: the search has to do without. */
const offline = () => {
  throw Object.assign(new Error('cut'), { errMsg: 'request:fail' })
}

function ask(words: string): string[] {
  phone.respond = offline
  render(<HomePage />)
  fireEvent.change(screen.getByLabelText('你干什么活？'), { target: { value: words } })
  return screen.queryAllByRole('link').map((row) => row.textContent ?? '')
}

describe('asking 你干什么活 without a network', () => {
  it('offers the tower crane driver for 开塔吊的, at most 1000 yuan, and says why', () => {
    const [first] = ask('开塔吊的')
    expect(first).toContain('建筑起重机械司机（塔式起重机）')
    expect(first).toContain('建筑施工特种作业')
    expect(first).toContain('最高1000元')
    expect(first).toContain('塔吊')
  })

  it('offers the rebar worker for 扎钢筋, 500 yuan and no 最高', () => {
    const [first] = ask('扎钢筋')
    expect(first).toContain('钢筋工')
    expect(first).toContain('500元')
    expect(first).not.toContain('最高')
  })

  it('opens the row that is tapped', () => {
    ask('扎钢筋')
    const [first] = screen.getAllByRole('link')
    if (first) fireEvent.click(first)
    expect(phone.opened).toEqual(['/pages/trade/index?seq=41'])
  })

  it('says plainly that the annex has no such trade', () => {
    ask('厨师')
    expect(screen.getByText(/目录的181个工种里没有“厨师”/)).toBeInTheDocument()
  })

  it('asks one question where the money differs, and follows the answer', () => {
    ask('水电工')
    const group = screen.getByRole('radiogroup')
    const [answer] = screen.getAllByRole('radio')
    expect(group).toBeInTheDocument()
    const before = screen.getAllByRole('link').length
    if (answer) fireEvent.click(answer)
    expect(screen.getAllByRole('link').length).toBeLessThanOrEqual(before)
  })

  it('shows the categories and the plans while nothing is typed', () => {
    ask('')
    expect(screen.getByText('按行当找')).toBeInTheDocument()
    expect(screen.getByText('四项计划')).toBeInTheDocument()
  })
})
