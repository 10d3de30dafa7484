import path from 'node:path'
import type { GateCodeView } from '#shared/certificates'
import { setOut } from '../support/journey'
import type { Person } from '../support/phone'

const CLASS = '塔吊司机培训班（第4期）'
const EXAMINER = '演示·建设职业技能评价中心'
const CERTIFICATE = 'SU-A-2021-0099'
const settings: Record<string, string> = {}
const journey = setOut(settings)

/** Signs in and waits until their own desk is there. */
async function atWork(name: string, desk: string): Promise<Person> {
  const person = await journey.arrive()
  await person.signIn(name)
  await person.sees(desk)
  return person
}

describe('a class from its filing to a certificate, by six people', () => {
  it('is written down by its institution, told what is missing, and filed', async () => {
    const institution = await atWork('演示·周老师', '我们的培训班')
    await institution.tap('开班备案')
    await institution.tap('新开一个班')
    await institution.sees('办什么班')
    await institution.tap('提交备案')
    await institution.sees(/还有\d+处要写、要改/)
    await institution.picture('class-filing-faults')
    await institution.tap('点这里选')
    await institution.fill('工种名字或序号', '46')
    await institution.tap(/第46项/)
    await institution.fill('班名', CLASS)
    await institution.fill('招多少人', '20')
    await institution.fill('学费（元）', '0')
    await institution.tap(/港城技工学校/)
    await institution.fill('地点名字', '建安培训中心实训场')
    await institution.fill('地址', '海州区（演示地址）')
    await institution.fill('坐标', '34.5722，119.1632')
    await institution.tap('加一位老师')
    await institution.fill('姓名', '孙师傅')
    await institution.fill('资格', '起重机械高级技师')
    await institution.tap('写好了')
    for (const [part, hours] of [
      ['职业道德', '1'],
      ['安全意识和操作规程', '3'],
    ] as const) {
      await institution.tap(part)
      await institution.fill('课时', hours)
      await institution.tap('写好了')
    }
    await institution.tap('加一项内容')
    await institution.fill('内容', '实操')
    await institution.fill('课时', '4')
    await institution.tap('写好了')
    await institution.tap('排第一节课')
    await institution.chooseDay('日期')
    await institution.fill('上什么', '安全和实操')
    await institution.picture('class-filing-lesson')
    await institution.tap('写好了')
    for (const day of ['开班', '结束', '报名截止', '考试日期']) await institution.chooseDay(day)
    await institution.fill('考试地点', '建安培训中心实训场')
    await institution.fill('谁来考（可以不写）', EXAMINER)
    await institution.tap(/提交备案$/)
    await institution.sees('等合办单位同意')
    await institution.picture('class-filing-filed')
    await institution.leave()
  })

  it('is agreed to by the body that holds it jointly', async () => {
    const partner = await atWork('演示·吴老师', '我们的培训班')
    await partner.tap('开班备案')
    await partner.tap(CLASS)
    await partner.tap('同意合办')
    await partner.confirm()
    await partner.sees('住建部门审核中')
    await partner.leave()
  })

  it('is approved by the housing bureau, then by another person at the HR bureau', async () => {
    for (const [officer, state] of [
      ['演示·陈科员', '人社部门审核中'],
      ['演示·刘科员', '审核通过'],
    ] as const) {
      const person = await atWork(officer, '审核')
      await person.open('/packages/class-desk/queue/index')
      await person.tap(CLASS)
      await person.sees('高危岗位', { part: true })
      await person.picture(`class-filing-review-${state}`)
      await person.tap('通过')
      await person.confirm()
      await person.showCode()
      await person.sees(state)
      await person.leave()
    }
  })

  it('takes a worker', async () => {
    const worker = await journey.arrive()
    await worker.signIn('演示·王小四')
    await worker.open('/pages/trade/index?seq=46')
    await worker.tap(CLASS)
    await worker.tap('报名，不收费')
    await worker.sees('已报名')
    await worker.leave()
  })

  it('begins the next day, its roster sealed, and ends with hours, result and certificate', async () => {
    await journey.product.kill()
    const ahead = path.resolve(__dirname, '..', 'support', 'days-later.cjs')
    Object.assign(settings, { DAYS_LATER: '1', NODE_OPTIONS: `--require ${ahead}` })
    await journey.product.start()
    const institution = await atWork('演示·周老师', '我们的培训班')
    await institution.tap(CLASS)
    await institution.tap('第1节')
    await institution.tap('王*四')
    await institution.tap('保存1人的课时')
    await institution.sees('没有要保存的')
    await institution.tap('考试')
    await institution.sees(`由“${EXAMINER}”登记`)
    await institution.picture('class-graded-elsewhere')
    await institution.tap('看班办到哪一步')
    await institution.sees('校验码')
    expect(await institution.reads()).toMatch(/封存 6月19日（周六），1人/)
    await institution.picture('class-life')
    await institution.leave()
    const evaluator = await atWork('演示·秦考评', '我们考核的班')
    await evaluator.picture('examined-classes')
    await evaluator.tap(CLASS)
    await evaluator.tap('合格')
    await evaluator.sees('每个人都登记了', { part: true })
    await evaluator.picture('examined-class')
    await evaluator.tap('证书')
    await evaluator.tap('登记证书')
    await evaluator.type(CERTIFICATE)
    await evaluator.chooseDay('发证日期')
    await evaluator.tap('保存证书')
    await evaluator.sees(CERTIFICATE, { part: true })
    await evaluator.leave()
    const worker = await journey.arrive()
    await worker.signIn('演示·王小四')
    await worker.open('/packages/claims/enrolments/index')
    await worker.tap(CLASS)
    await worker.sees(CERTIFICATE, { part: true })
    await worker.leave()
  })

  it('ends at the gate of a site, where a guard scans the certificate and sees that it is good', async () => {
    const worker = await journey.arrive()
    await worker.signIn('演示·王小四')
    await worker.open('/packages/certificates/wallet/index')
    const answered = worker.page.waitForResponse(/gate-code/)
    await worker.tap('给门卫扫')
    const { token } = (await (await answered).json()) as GateCodeView
    await worker.picture('wallet-gate-code')
    const guard = await journey.arrive()
    await guard.open(`/packages/certificates/check/index?token=${token}`)
    await guard.sees('持证人')
    expect(await guard.reads()).toMatch(/有效.*王\*/)
    await guard.picture('gate-check')
    await Promise.all([worker.leave(), guard.leave()])
  })
})
