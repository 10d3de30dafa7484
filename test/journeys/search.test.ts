import { setOut } from '../support/journey'
import type { Person } from '../support/phone'

const journey = setOut({ BEHIND_PROXY: 'yes' })
let worker: Person

beforeEach(async () => {
  worker = await journey.arrive()
  await worker.sees('你干什么活？')
})
afterEach(async () => {
  await worker.leave()
})

/** A name that means rows of different money or kind, the question about it, and one answer with its rows. */
const questions = [
  {
    words: '水电工',
    question: '主要接电还是接水？',
    says: '接电、布线',
    rows: /电工.*建筑施工特种作业.*最高 ?1000 ?元/,
    other: '水暖工',
  },
  {
    words: '泵工',
    question: '开的是哪种泵？',
    says: '水泵、砂浆泵',
    rows: /司泵工.*建筑 .*500 ?元/,
    other: '建筑混凝土泵操作工',
  },
  {
    words: '木工',
    question: '支模板、做门窗家具，还是修古建？',
    says: '修古建筑',
    rows: /古建筑传统木工.*500 ?元/,
    other: '模板工',
  },
  {
    words: '安全员',
    question: '管哪一类安全？',
    says: '燃气公司',
    rows: /安全生产管理人员.*燃气.*400 ?元/,
    other: '机械类',
  },
]

describe('the one question', () => {
  it.each(questions)('is asked of $words, and the answer leaves only its rows', async (asked) => {
    await worker.type(asked.words)
    await worker.sees(asked.question)
    expect(await worker.reads()).toContain(asked.other)
    await worker.tap(asked.says)
    await worker.sees(`您选了“${asked.says}”`)
    expect(await worker.reads()).toMatch(asked.rows)
    expect(await worker.reads()).not.toContain(asked.other)
  })
})

describe('what the annex lacks', () => {
  it('is counted without a name, and shown to institutions once three phones have reported it', async () => {
    for (const [place, area] of ['海州区', '海州区', '东海县'].entries()) {
      const somebody = await journey.arrive()
      await somebody.page.setExtraHTTPHeaders({ 'X-Forwarded-For': `198.51.100.${String(place + 1)}` })
      await somebody.type('水电工')
      await somebody.tap('都不是')
      await somebody.sees('“水电工”不是刚才那些')
      const sent = somebody.page.waitForResponse((answer) => answer.url().endsWith('/api/trade-searches'))
      await somebody.tap(area)
      expect((await sent).status()).toBe(204)
      expect((await sent).request().headers()['authorization']).toBeUndefined()
      await somebody.leave()
    }
    const institution = await journey.arrive()
    await institution.signIn('演示·周老师')
    await institution.sees('我们的培训班')
    await institution.open('/packages/office/demand/index')
    await institution.sees('水电工')
    expect(await institution.reads()).toMatch(/水电工 点了都不是 3 3次/)
    await institution.tap('海州区')
    await institution.sees('还没有够多人找的')
    await institution.leave()
  })

  it('is said plainly, with other ways to look', async () => {
    await worker.type('厨师')
    await worker.sees('目录的181个工种里没有“厨师”')
    await worker.sees('按行当找')
    await worker.tap(/^古典建筑/)
    await worker.sees('古建筑传统木工')
  })
})

describe('without a network, from the first start on', () => {
  it('finds, asks, browses, and keeps what is to be counted until there is a network', async () => {
    await worker.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    await worker.goOffline(true)
    await worker.page.reload()
    await worker.sees('你干什么活？')
    await worker.type('扎钢筋')
    await worker.sees('钢筋工')
    await worker.type('水电工')
    await worker.tap('接水、暖气')
    await worker.sees('重选')
    expect(await worker.reads()).toMatch(/水暖工.*500 ?元/)
    await worker.type('厨师')
    await worker.tap('不说')
    await worker.sees(/^记下了/)
    await worker.tap(/^水处理/)
    await worker.sees('水生产处理工')
    const sent = worker.page.waitForResponse((answer) => answer.url().endsWith('/api/trade-searches'))
    await worker.goOffline(false)
    await worker.page.goBack()
    expect((await sent).status()).toBe(204)
  })
})
