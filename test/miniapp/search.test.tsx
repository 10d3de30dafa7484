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
    expect(screen.getByRole('radiogroup')).toBeInTheDocument()
    fireEvent.click(screen.getByText('接水、暖气'))
    const rows = screen.getAllByRole('link').map((row) => row.textContent ?? '')
    expect(rows).toEqual([expect.stringMatching(/^水暖工您选的“接水、暖气”建筑500元/)])
    fireEvent.click(screen.getByText('重选'))
    expect(screen.getByRole('radiogroup')).toBeInTheDocument()
  })

  it('shows the categories and the plans while nothing is typed', () => {
    ask('')
    expect(screen.getByText('按行当找')).toBeInTheDocument()
    expect(screen.getByText('四项计划')).toBeInTheDocument()
  })

  it('shows rows that are one skill for the same money as one', () => {
    const rows = ask('摊铺机')
    expect(rows[0]).toContain('和“沥青混凝土推铺机操作工”是同一门手艺')
    expect(rows.filter((row) => row.startsWith('沥青混凝土推铺机操作工'))).toEqual([])
  })

  it('tells a screen reader name, money, reason and category in one sentence', () => {
    ask('开塔吊的')
    const [first] = screen.getAllByRole('link')
    expect(first).toHaveAccessibleName(
      /^建筑起重机械司机（塔式起重机），最高1000元，.*塔吊.*，建筑施工特种作业，依据（九）$/,
    )
  })

  it.each([
    ['水电工', '都不是'],
    ['扎钢筋', '不是这个'],
  ])('lets one say of the rows for %s: %s, and shows other ways, and the way back', (words, says) => {
    ask(words)
    fireEvent.click(screen.getByText(says))
    expect(screen.getByText('按行当找')).toBeInTheDocument()
    expect(screen.getByText('四项计划')).toBeInTheDocument()
    expect(screen.getByText(/到窗口问一问/)).toBeInTheDocument()
    expect(kept()).toMatchObject({ waiting: [{ kind: 'none_of_these' }] })
    fireEvent.click(screen.getByText('回到刚才的结果'))
    expect(screen.getByText(says)).toBeInTheDocument()
  })

  it('notes what the annex lacks once the finger has left the field, not while it types', () => {
    ask('厨师')
    expect(kept()).toBeNull()
    fireEvent.blur(screen.getByLabelText('你干什么活？'))
    expect(kept()).toMatchObject({ waiting: [{ term: '厨师', area: null, kind: 'none' }] })
  })

  it('asks once where one works, and says what was noted', async () => {
    ask('厨师')
    fireEvent.blur(screen.getByLabelText('你干什么活？'))
    fireEvent.click(await screen.findByText('灌云县'))
    expect(screen.getByText(/记下了，记在灌云县。只记这个词，不记您是谁。/)).toBeInTheDocument()
    expect(kept()).toMatchObject({ waiting: [{ term: '厨师', area: '灌云县' }] })
  })

  it('neither notes nor asks where when the words may name a person', async () => {
    ask('我叫王小四13800138000')
    fireEvent.blur(screen.getByLabelText('你干什么活？'))
    await screen.findByText('按行当找')
    expect(kept()).toBeNull()
    expect(screen.queryByText(/记下了|您在哪儿干活/)).toBeNull()
  })

  it('cuts what is too long for a sentence', () => {
    ask('这是一句很长很长的话里面没有工种只有别的事情')
    expect(screen.getByText(/里没有“这是一句很长很长的话里面没有工…”/)).toBeInTheDocument()
  })
})

/** What waits on the phone to be counted, or null. */
function kept(): unknown {
  const text = phone.storage.get('jbt:device:unmet-searches')
  return typeof text === 'string' ? JSON.parse(text) : null
}
