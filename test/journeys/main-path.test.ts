import { setOut } from '../support/journey'
import type { Person } from '../support/phone'

const journey = setOut()

/** A trade of the path: what the worker types, and what must be on the screen. */
interface Walk {
  words: string
  trade: string
  offered: RegExp
  className: string
  certificate: string | null
  capped: boolean
}

const rebar: Walk = {
  words: '扎钢筋',
  trade: '钢筋工',
  offered: /钢筋工.*建筑.*500 ?元/,
  className: '钢筋工培训班（第6期）',
  certificate: null,
  capped: false,
}
const towerCrane: Walk = {
  words: '开塔吊的',
  trade: '建筑起重机械司机（塔式起重机）',
  offered: /建筑起重机械司机（塔式起重机）.*建筑施工特种作业.*最高 ?1000 ?元/,
  className: '塔吊司机培训班（第3期）',
  certificate: 'SU-A-2021-0046',
  capped: true,
}

describe.each([rebar, towerCrane])('from $words to money received', (walk) => {
  let worker: Person
  let receiptNo: string
  let enrolmentId: string

  beforeAll(async () => {
    worker = await journey.arrive()
  })
  afterAll(async () => {
    await worker.leave()
  })

  it('offers the trade and its amount before anybody signs in, with the network off', async () => {
    await worker.sees('你干什么活？')
    if (walk.capped) await worker.picture('01-home')
    await worker.goOffline(true)
    await worker.type(walk.words)
    await worker.sees(walk.trade)
    await worker.picture(walk.capped ? '02-search-cap' : '02-search-fixed')
    expect(await worker.reads()).toMatch(walk.offered)
    await worker.goOffline(false)
  })

  it('shows the clause in its own words, and open classes', async () => {
    await worker.tap(walk.trade)
    await worker.sees(walk.className)
    await worker.picture(walk.capped ? '03-trade-cap' : '03-trade-fixed')
    const page = await worker.reads()
    expect(page).toContain(
      walk.capped
        ? '建筑施工特种作业人员证的企业职工，按每人不超过1000元标准给予补贴'
        : '培训时间不少于40课时',
    )
    expect(page.includes('推定')).toBe(!walk.capped)
  })

  it('asks to sign in only now, and enrols', async () => {
    await worker.tap(walk.className)
    await worker.sees('报名，不收费')
    if (walk.capped) await worker.picture('04-class')
    await worker.tap('报名，不收费')
    await worker.sees('演示·王小四')
    if (walk.capped) await worker.picture('05-sign-in')
    await worker.tap('演示·王小四')
    await worker.tap('报名，不收费')
    await worker.sees('已报名')
  })

  it('lets the training institution mark hours, exam and certificate', async () => {
    const institution = await journey.arrive()
    await institution.signIn('演示·周老师')
    await institution.open('/packages/institution/classes/index')
    await institution.tap(walk.className)
    for (const lesson of [1, 2, 3, 4, 5]) {
      await institution.tap(`第${lesson}节`)
      await institution.tap('王*四')
      await institution.tap('保存1人的课时')
      await institution.sees('没有要保存的')
    }
    if (walk.capped) await institution.picture('06-institution-attendance')
    await institution.tap('考试')
    await institution.tap('合格')
    await institution.sees('每个人都登记了', { part: true })
    if (walk.certificate) await enterCertificate(institution, walk.certificate)
    await institution.leave()
  })

  it('prefills and explains the claim, and takes it with one tap', async () => {
    await worker.open('/packages/claims/enrolments/index')
    await worker.tap(walk.className)
    await worker.tap('去申领补贴')
    await worker.sees('会交给谁')
    enrolmentId = /enrolmentId=([0-9a-f]{24})/.exec(worker.page.url())?.[1] ?? ''
    expect(await worker.reads()).toMatch(walk.capped ? /最高 ?1000 ?元/ : /课时：要40课时，您有40课时/)
    await worker.picture(walk.capped ? '07-claim-cap' : '07-claim-fixed')
    await worker.tap(walk.capped ? '申领最高1000元' : '申领500元')
    await worker.confirm()
    await worker.sees(/\d{6}-\d{4}-\d{4}/)
    receiptNo = /\d{6}-\d{4}-\d{4}/.exec(await worker.reads())?.[0] ?? ''
    expect(receiptNo).not.toBe('')
    if (walk.capped) await worker.picture('08-receipt')
    await worker.tap('到账时告诉我')
    await worker.confirm()
    await worker.sees('好的，钱到账时微信会告诉您')
  })

  it('is passed by the housing bureau, then by another person at the HR bureau', async () => {
    const housing = await journey.arrive()
    await housing.signIn('演示·陈科员')
    await review(housing, receiptNo, walk)
    await housing.leave()
    const hr = await journey.arrive()
    await hr.signIn('演示·刘科员')
    await review(hr, receiptNo, walk, walk.capped ? { yuan: '800', reason: '按实际培训费核定' } : null)
    await hr.leave()
  })

  it('is put in a batch and paid by finance', async () => {
    const finance = await journey.arrive()
    await finance.signIn('演示·赵会计')
    await finance.open('/packages/finance/payouts/index')
    await finance.tap(/^全选/)
    await finance.tap('组成一批')
    await finance.confirm()
    await finance.showCode()
    await finance.tap('名单定下来')
    await finance.confirm()
    await finance.sees('这份名单您经手过，还要另外1位财政人员核准。')
    await approveList(walk)
    await finance.tap('看看核准了没有')
    await finance.tap('导出给银行')
    await finance.confirm()
    await finance.sees('选结果文件')
    await finance.picture('11-payout-batch')
    await enterPaid(finance)
    await finance.confirm()
    await finance.sees('等对账')
    await finance.fill('银行对账单上，这一批实际付了多少元', walk.capped ? '800' : '500')
    await finance.tap('对账完成')
    await finance.sees('这一批办完了')
    await finance.leave()
  })

  it('shows the worker every step with its date, and the money', async () => {
    await worker.open('/packages/claims/list/index')
    await worker.tap(new RegExp(receiptNo))
    await worker.sees('钱到账了！')
    await worker.picture(walk.capped ? '12-progress-cap' : '12-progress-fixed')
    const page = await worker.reads()
    for (const step of ['已提交', '住建部门审核通过', '人社部门审核通过', '财政开始打款', '钱到账了！'])
      expect(page).toMatch(new RegExp(`${step}.{0,60}6月18日`))
    if (walk.capped)
      expect(page).toMatch(/核定.{0,8}800 ?元.*最高 ?1000 ?元|最高 ?1000 ?元.*核定.{0,8}800 ?元/)
  })

  it('brings the payout notice to the inbox and to WeChat', async () => {
    await worker.open('/pages/messages/index')
    await worker.sees('钱到账了！')
    await worker.picture('13-messages')
    const amounts = await sentAmounts(journey.product.outboxUrl)
    expect(amounts).toContain(walk.capped ? '800元' : '500元')
  })

  it('refuses a second claim for the same entitlement, with the reason', async () => {
    await worker.open(`/packages/claims/confirm/index?enrolmentId=${enrolmentId}`)
    await worker.sees('已经申领过，看进度')
    expect(await worker.reads()).toContain(`已经申领过，回执号${receiptNo}`)
  })
})

/** Whoever makes a list does not approve it. */
async function approveList(walk: Walk): Promise<void> {
  const second = await journey.arrive()
  await second.signIn('演示·周会计')
  await second.open('/packages/finance/payouts/index')
  await second.tap('批次')
  await second.tap('等核准')
  if (walk.capped) await second.picture('11-payout-approval')
  await second.tap('核准这份名单')
  await second.confirm()
  await second.showCode()
  await second.sees('可以导出')
  await second.leave()
}

async function enterPaid(officer: Person): Promise<void> {
  await officer.tap('到账')
  await officer.type('BK20210618001')
  await officer.tap('登记1笔结果')
}

/** One bureau looks at a claim, ticks every check, decides. */
async function review(
  officer: Person,
  receiptNo: string,
  walk: Walk,
  decided: { yuan: string; reason: string } | null = null,
): Promise<void> {
  await officer.open('/packages/office/queue/index')
  await officer.tap(new RegExp(receiptNo))
  await officer.sees('请您逐项核对')
  await officer.picture(decided ? '10-review-hr' : '09-review-housing')
  const checks = walk.capped
    ? ['姓名与身份证号一致', '证书编号查得到', '用人单位证明属实', '收款账户是本人的']
    : ['姓名与身份证号一致', '课时与考试记录属实', '收款账户是本人的']
  for (const check of checks) await officer.tap(check)
  if (decided) {
    await officer.type(decided.yuan)
    await officer.write(decided.reason)
  }
  await officer.tap('通过')
  await officer.confirm()
  await officer.showCode()
  await officer.gone(receiptNo)
}

async function sentAmounts(outboxUrl: string): Promise<string[]> {
  for (let left = 30; left > 0; left -= 1) {
    const { messages } = (await (await fetch(outboxUrl)).json()) as {
      messages: { data: Record<string, string> }[]
    }
    if (messages.length > 0) return messages.map((message) => message.data['amount2'] ?? '')
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  return []
}

async function enterCertificate(institution: Person, number: string): Promise<void> {
  await institution.tap('证书')
  await institution.tap('登记证书')
  await institution.type(number)
  await institution.chooseDay('发证日期')
  await institution.tap('保存证书')
  await institution.sees(number, { part: true })
}
