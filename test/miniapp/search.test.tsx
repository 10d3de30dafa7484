import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import trades from '#seeds/trades.json'
import type { CatalogueRow } from '#shared/policy-catalogue'
import HomePage from '../../miniapp/src/pages/home/index'
import { catalogue } from '../../miniapp/src/trades/catalogue'
import { forgetChangesInMemory, rememberCatalogue } from '../../miniapp/src/trades/catalogue-changes'
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

describe('asking for what a later catalogue added or renamed', () => {
  const citation = { clause: '附件', quotation: '见新目录' }
  const added = {
    ...{ seq: 182, category: '建筑', raw: '无人机巡检员（500）', name: '无人机巡检员' },
    ...{ aliases: [{ name: '厨师', source: '附件' }], searchNames: ['无人机巡检员'], amountYuan: 500 },
  }
  beforeEach(() => {
    phone.storage.set('jbt:device:programme', JSON.stringify({ programmeDate: '2021-06-18' }))
    const rows = (trades as readonly CatalogueRow[]).map((row) =>
      row.seq === 41 ? { ...row, renamed: [{ from: '2021-06-01', name: '钢筋绑扎员', citation }] } : row,
    )
    const later = { ...added, seq: 183, name: '以后才有的', added: { from: '2022-01-01', citation } }
    rememberCatalogue([...rows, { ...added, added: { from: '2021-06-01', citation } }, later], catalogue)
  })
  afterEach(() => {
    phone.storage.clear()
    forgetChangesInMemory()
  })

  it.each([
    ['无人机巡检员', '目录里就叫这个名字'],
    ['会做無人機巡檢員的', '目录里就叫这个名字'],
    ['厨师', '目录里就叫这个名字'],
    ['无人机', '「无人机」是「无人机巡检员」的一部分'],
    ['无人机巡检员怎么报', '目录里叫「无人机巡检员」'],
  ])('finds the added row for %s, with its sum, and says why', (words, why) => {
    const [first] = ask(words)
    expect(first).toContain('无人机巡检员')
    expect(first).toContain(why)
    expect(first).toContain('500元')
  })

  it('finds a renamed row by its new name first, and by its old one as before', () => {
    const [first, ...others] = ask('钢筋绑扎员')
    expect(first).toMatch(/^钢筋绑扎员目录里就叫这个名字/)
    expect(others.filter((row) => row.startsWith('钢筋绑扎员'))).toEqual([])
    cleanup()
    expect(ask('扎钢筋')[0]).toMatch(/^钢筋绑扎员/)
  })

  it('neither offers what begins later nor notes as missing what was added', () => {
    expect(ask('以后才有的').join()).not.toContain('以后才有的')
    cleanup()
    ask('厨师')
    fireEvent.blur(screen.getByLabelText('你干什么活？'))
    expect(kept()).toBeNull()
  })

  it('counts the rows of today where it finds nothing', () => {
    ask('飞行员')
    expect(screen.getByText(/目录的182个工种里没有“飞行员”/)).toBeInTheDocument()
  })
})

/** What waits on the phone to be counted, or null. */
function kept(): unknown {
  const text = phone.storage.get('jbt:device:unmet-searches')
  return typeof text === 'string' ? JSON.parse(text) : null
}
