import path from 'node:path'
import type { ClaimView } from '#shared/claims'
import type { SessionView } from '#shared/session'
import { setOut } from '../support/journey'
import { ok, steps } from '../support/path-steps'
import { inventedCard } from '../support/people'
import type { Person } from '../support/phone'
import { verifiedCaller } from '../support/second-factor'
import { caller, type Caller } from '../support/server'
import { openPolicyDesk } from '../support/version-desk'

const settings: Record<string, string> = {}
const journey = setOut(settings)
const small = { width: 320, height: 640 }
const newCard = inventedCard(77)
/** The claim that goes the whole way. */
let claim: ClaimView
/** The last of three claims that go to one card. */
let suspect: ClaimView

beforeAll(async () => {
  await withPublicity()
  claim = await claimed('worker-ready')
  for (const key of ['worker-other', 'worker-crew-1', 'worker-crew-2']) {
    const account = { consent: true, bankName: '演示银行', cardNumber: inventedCard(79) }
    ok(await (await signedIn(key)).put('/me/payee-account', account))
    suspect = await claimed(key)
  }
}, 60_000)

describe('a claim with two suspected doubles', () => {
  it('stands beside both on the officer’s screen, with what they have in common', async () => {
    for (const size of [
      { width: 375, height: 812 },
      { width: 1280, height: 900 },
    ]) {
      const housing = await atWork('演示·陈科员', '/packages/office/queue/index', size)
      await housing.tap(new RegExp(suspect.claimNo))
      await housing.sees('疑似重复（2笔）')
      await housing.page.getByText('疑似重复（2笔）').last().scrollIntoViewIfNeeded()
      await housing.picture(`39-suspected-doubles-${String(size.width)}`)
      await housing.leave()
    }
  })

  it('is refused with the reason, and the worker appeals to somebody else', async () => {
    const housing = await atWork('演示·陈科员', '/packages/office/queue/index')
    await housing.tap(new RegExp(suspect.claimNo))
    await housing.tap('不通过')
    await housing.tap('培训或证书记录不实')
    await housing.write('三个人用一张卡，说不清')
    await inSheet(housing, '不通过')
    await housing.confirm()
    await housing.gone(suspect.claimNo)
    await housing.leave()
    const worker = await atWork('演示·周高架', `/packages/claims/progress/index?id=${suspect.id}`)
    await worker.tap('我有不同意见，要申诉')
    await worker.write('卡是班长统一填错的，课我每节都上了，签到都在')
    await worker.picture('40-appeal')
    await worker.tap('提交申诉')
    await worker.sees('您的申诉收到了')
    await worker.leave()
    const second = await atWork('演示·汪科员', '/packages/office/queue/index')
    await second.tap(/^异议/)
    await second.tap(new RegExp(suspect.claimNo))
    await second.sees('本人申诉')
    await second.tap('重新审核')
    await second.write('签到和考试记录都在，请本人换成自己的卡再审')
    await second.picture('41-appeal-answer')
    await inSheet(second, '重新审核')
    await second.confirm()
    await second.showCode()
    await second.leave()
    expect((await now('worker-crew-2', suspect)).state).toBe('housing_review')
  })
})

describe('one claim through everything that can happen to it', () => {
  it('is returned by the housing bureau with a coded reason', async () => {
    const housing = await atWork('演示·陈科员', '/packages/office/queue/index')
    await housing.tap(new RegExp(claim.claimNo))
    await housing.sees('系统核对')
    await housing.picture('30-claim-checks')
    await housing.tap('退回')
    await housing.tap('收款账户有问题')
    await housing.write('尾号和社保卡对不上，请看一下')
    await inSheet(housing, '退回')
    await housing.confirm()
    await housing.gone(claim.claimNo)
    await housing.leave()
  })

  it('is mended by the worker at just that place, and keeps its place in the queue', async () => {
    const worker = await atWork('演示·王小四', `/packages/claims/progress/index?id=${claim.id}`)
    await worker.sees('住建部门：收款账户有问题')
    await worker.picture('31-claim-returned')
    await worker.tap('改收款账户')
    await takeCard(worker, inventedCard(78))
    await worker.tap('已改好，再交上去')
    await worker.confirm()
    await worker.sees('住建部门在审', { part: true })
    expect((await now('worker-ready')).state).toBe('housing_review')
    await worker.leave()
  })

  it('passes both bureaux, and its masked name is made public', async () => {
    for (const officer of ['演示·陈科员', '演示·刘科员']) {
      const person = await atWork(officer, '/packages/office/queue/index')
      await person.tap(new RegExp(claim.claimNo))
      for (const check of ['姓名与身份证号一致', '课时与考试记录属实', '收款账户是本人的'])
        await person.tap(check)
      await person.tap('通过')
      await person.confirm()
      await person.showCode()
      await person.gone(claim.claimNo)
      await person.leave()
    }
    expect((await now('worker-ready')).state).toBe('in_publicity')
  })

  it('is objected to by somebody who need not say who they are', async () => {
    const anybody = await journey.arrive(small)
    await anybody.open('/packages/help/publicity/index')
    await anybody.sees(/王\*四/)
    await anybody.picture('32-publicity')
    await anybody.tap('提异议')
    await anybody.write('那几天他在别的工地干活，没来上课')
    await anybody.tap('提交异议')
    await anybody.sees('收到了，先不打款')
    await anybody.picture('33-objection-receipt')
    await anybody.leave()
    expect((await now('worker-ready')).state).toBe('objected')
  })

  it('has the objection answered by somebody of the HR bureau who has not decided on it', async () => {
    const second = await atWork('演示·何科员', '/packages/office/queue/index')
    await second.tap(/^异议/)
    await second.tap(new RegExp(claim.claimNo))
    await second.sees('公示期异议')
    await second.tap('异议不成立')
    await second.write('五节课的签到和考场记录都在，本人参加了')
    await second.picture('34-objection-answer')
    await inSheet(second, '异议不成立')
    await second.confirm()
    await second.showCode()
    await second.gone('公示期异议')
    await second.leave()
    expect((await now('worker-ready')).state).toBe('in_publicity')
  })

  it('can be paid when the publicity is over, and comes back from the bank', async () => {
    await daysLater(8)
    await untilPayable()
    const finance = await released()
    await finance.tap('失败')
    await finance.tap('社保卡金融功能没有激活')
    await finance.tap('登记1笔结果')
    await finance.confirm()
    await finance.sees('没打成')
    await finance.picture('35-payment-failed')
    await closed(finance, '0')
    await finance.leave()
  }, 60_000)

  it('goes to another card of the worker, without a new review', async () => {
    const worker = await atWork('演示·王小四', `/packages/claims/progress/index?id=${claim.id}`)
    await worker.sees('银行没有打成', { part: true })
    await worker.picture('36-claim-pay-failed')
    await worker.tap('换收款账户')
    await takeCard(worker, newCard)
    await worker.tap('用这张卡再打一次')
    await worker.confirm()
    await worker.sees('起才打款', { part: true })
    await worker.leave()
  })

  it('is paid after the days for which a new card waits, once somebody has looked at it', async () => {
    await daysLater(11)
    const looking = await atWork('演示·赵会计', '/packages/finance/payouts/index')
    await looking.sees('先不能打（1笔）')
    await looking.picture('37-changed-account')
    await looking.tap('新账户核对过了')
    await looking.confirm()
    await looking.showCode()
    await looking.sees(/^全选/)
    await looking.leave()
    const finance = await released()
    await finance.tap('到账')
    await finance.type('BK20210629001')
    await finance.tap('登记1笔结果')
    await finance.confirm()
    await closed(finance, '500')
    await finance.leave()
    const worker = await atWork('演示·王小四', `/packages/claims/progress/index?id=${claim.id}`)
    await worker.sees('钱到账了！')
    await worker.picture('38-claim-whole-way')
    await worker.leave()
    const { timeline, payment } = await now('worker-ready')
    expect(payment).toMatchObject({ outcome: 'paid', attempt: 2 })
    expect(timeline.at(-1)?.standing).toBe('done')
  }, 60_000)
})

/** Version 2 of the policy: the first one, with five working days of publicity. */
async function withPublicity(): Promise<void> {
  const desk = await openPolicyDesk({ as: signedIn })
  const draft = await desk.draft()
  const { document } = draft
  const { notice } = document.presets
  const sources = [{ title: '演示·公示办法', address: 'example.org' }]
  const values = { ...notice.values, 'publicity.workingDays': { value: 5, sources } }
  const edited = await desk.edit(draft, {
    document: { ...document, presets: { ...document.presets, notice: { ...notice, values } } },
  })
  ok(await desk.event(desk.approver, await desk.ready(edited), { event: 'activate' }))
}

async function signedIn(personKey: string): Promise<Caller> {
  const anonymous = caller(journey.product.url, null)
  const { code } = ok<{ code: string }>(await anonymous.post('/demo/login-codes', { personKey }))
  const { token } = ok<SessionView>(await anonymous.post('/sessions', { code }))
  return verifiedCaller(caller(journey.product.url, token))
}

/** A claim for row 41 on a training that is complete. */
async function claimed(personKey: string): Promise<ClaimView> {
  const worker = await signedIn(personKey)
  const institution = await signedIn('institution-jianan')
  const enrolment = await steps.enrol(worker, 41)
  await steps.attend(institution, enrolment)
  await steps.passExam(institution, enrolment)
  return steps.claim(worker, enrolment)
}

async function now(personKey: string, which: ClaimView = claim): Promise<ClaimView> {
  return ok<ClaimView>(await (await signedIn(personKey)).get(`/claims/${which.id}`))
}

/** What ends a publicity runs by itself, soon after the start. */
async function untilPayable(): Promise<void> {
  for (let left = 60; left > 0; left -= 1) {
    if ((await now('worker-ready')).state === 'payable') return
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  throw new Error('The publicity does not end')
}

async function atWork(
  name: string,
  place: string,
  size?: { width: number; height: number },
): Promise<Person> {
  const person = await journey.arrive(size)
  await person.signIn(name)
  await person.open(place)
  return person
}

async function takeCard(worker: Person, cardNumber: string): Promise<void> {
  await worker.fill('哪家银行', '演示银行（社保卡）')
  await worker.fill('卡号', cardNumber)
  await worker.tap(/^同意存下我的银行卡号/)
  await worker.tap('保存')
  await worker.sees('申领进度')
}

/** The button at the end of the sheet that lies over the page. */
async function inSheet(person: Person, words: string): Promise<void> {
  await person.page.locator('.sheet:visible').getByText(words, { exact: true }).last().click()
}

/** The product is started again, so many days after its first start. */
async function daysLater(days: number): Promise<void> {
  await journey.product.kill()
  const ahead = path.resolve(__dirname, '..', 'support', 'days-later.cjs')
  Object.assign(settings, { DAYS_LATER: String(days), NODE_OPTIONS: `--require ${ahead}` })
  await journey.product.start()
}

/** A list of all that can be paid, made by one of finance and approved by the other, at the bank. */
async function released(): Promise<Person> {
  const finance = await atWork('演示·赵会计', '/packages/finance/payouts/index')
  await finance.tap(/^全选/)
  await finance.tap('组成一批')
  await finance.confirm()
  await finance.showCode()
  await finance.tap('名单定下来')
  await finance.confirm()
  await finance.sees('还要另外1位', { part: true })
  const second = await atWork('演示·周会计', '/packages/finance/payouts/index')
  await second.tap('批次')
  await second.tap('等核准')
  await second.tap('核准这份名单')
  await second.confirm()
  await second.showCode()
  await second.sees('可以导出')
  await second.leave()
  await finance.tap('看看核准了没有')
  await finance.tap('导出给银行')
  await finance.confirm()
  await finance.sees('选结果文件')
  return finance
}

/** Compares the list with what the bank's statement says it has paid. */
async function closed(finance: Person, yuan: string): Promise<void> {
  await finance.sees('等对账')
  await finance.fill('银行对账单上，这一批实际付了多少元', yuan)
  await finance.tap('对账完成')
  await finance.sees('这一批办完了')
}
