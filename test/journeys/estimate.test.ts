import { setOut } from '../support/journey'
import type { Person } from '../support/phone'

const journey = setOut()

const rebar = '/packages/estimate/my-subsidy/index?seq=41'

/** Answers a question by its words: 37 课时, 合格了. */
async function answerRebar(worker: Person, hours: string): Promise<void> {
  await worker.page
    .getByLabel('现场课上了多少课时')
    .locator('input')
    .or(worker.page.locator('input[aria-label="现场课上了多少课时"]'))
    .last()
    .fill(hours)
  await worker.tap('合格了')
}

describe('我能领吗', () => {
  let worker: Person

  beforeEach(async () => {
    worker = await journey.arrive()
  })
  afterEach(async () => {
    await worker.leave()
  })

  it('begins at the trade with one tap, and says three 课时 are missing as soon as they are told', async () => {
    await worker.open('/pages/trade/index?seq=41')
    await worker.tap('算一算')
    await worker.sees('还有2个问题没答', { part: true })
    await answerRebar(worker, '37')
    await worker.sees('再上3课时', { part: true })
    await worker.picture('estimate-short')
    await answerRebar(worker, '40')
    await worker.sees('确定是500元。')
    await worker.sees('已和服务器核对，结果一样。')
    await worker.page.goBack()
    await worker.sees('接着算')
    expect(await worker.reads()).toContain('上次算到：可以申领')
  })

  it('works without a network, and catches up with the server when it is back', async () => {
    await worker.open(rebar)
    await worker.sees(/已和服务器核对（[0-9a-f]{8}）/)
    await worker.goOffline(true)
    await answerRebar(worker, '40')
    await worker.sees('确定是500元。')
    await worker.sees('这是手机上算的；有网时会和服务器核对，以服务器为准。')
    await worker.goOffline(false)
    await worker.sees('已和服务器核对，结果一样。')
  })

  it('shows the server’s result where it is another, and reports what the phone had made of it', async () => {
    const reports: unknown[] = []
    await worker.page.route('**/api/estimate', async (route) => {
      const answer = await route.fetch()
      const body = (await answer.text()).replaceAll('"fen":50000', '"fen":40000')
      await route.fulfill({ response: answer, body })
    })
    worker.page.on('request', (request) => {
      if (request.url().endsWith('/api/estimate-differences')) reports.push(request.postDataJSON())
    })
    await worker.open(rebar)
    await answerRebar(worker, '40')
    await worker.sees('服务器算的和手机上不一样')
    await worker.sees('确定是400元。')
    expect(reports).toHaveLength(1)
    expect(reports[0]).toMatchObject({
      policyHash: /^[0-9a-f]{64}$/.exec(String((reports[0] as { policyHash: string }).policyHash))?.[0],
      facts: { tradeSeq: 41, examPassed: true, hours: { onsite: 40 } },
      phone: { best: 'R11-1' },
    })
  })

  it('tells a 供热 worker what to ask at the window', async () => {
    await worker.open('/pages/trade/index?seq=112')
    await worker.tap('目录里没有我的工种')
    await worker.tap('供热')
    await worker.sees('做供热的，要先问窗口')
    await worker.picture('estimate-office')
  })
})
