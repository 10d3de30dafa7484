import { setOut } from '../support/journey'
import { inventedId } from '../support/people'
import type { Person } from '../support/phone'

const journey = setOut()

describe('somebody without a smartphone, and two clerks of the service desk', () => {
  let clerk: Person
  let colleague: Person
  beforeAll(async () => {
    clerk = await journey.arrive()
    colleague = await journey.arrive({ width: 320, height: 640 })
  })
  afterAll(() => Promise.all([clerk.leave(), colleague.leave()]))

  it('is taken in by the document, with consent, and let on by a second clerk', async () => {
    await clerk.signIn('演示·何窗口')
    await clerk.sees('来了一个人')
    await clerk.tap('来了一个人')
    await clerk.fill('姓名', '李老五')
    await clerk.fill('证件号码', inventedId(88))
    await clerk.tap('下一步')
    await clerk.tap('本人同意')
    await clerk.tap('下一步')
    await clerk.showCode()
    await clerk.sees(/还没有登记过，请填本人的手机号/)
    await clerk.picture('desk-begin')
    await clerk.fill('本人手机号', '14099990088')
    await clerk.tap('下一步')
    await clerk.sees('请本人念验证码')
    await clerk.picture('desk-proof')
    await colleague.signIn('演示·吕窗口')
    await colleague.tap('李*五')
    await colleague.tap('核对过了，放行')
    await colleague.showCode()
    await colleague.sees('两位窗口人员核对过证件')
    await colleague.picture('desk-vouched')
  })

  it('is enrolled by the clerk, who is themselves again afterwards', async () => {
    await clerk.tap('回到列表')
    await clerk.tap('李*五')
    await clerk.tap('开始替他办')
    await clerk.sees(/正在替李\*五办/)
    await clerk.picture('desk-assisting')
    await clerk.open('/packages/claims/account/index')
    await clerk.sees('发验证码到本人手机')
    await clerk.tap('办完了')
    await clerk.sees('来了一个人')
    await clerk.picture('desk-list')
  })
})

describe('a worker whose daughter does it for him', () => {
  it('gives her a code, sees every step of hers, and ends it', async () => {
    const worker = await journey.arrive()
    await worker.signIn('演示·王小四')
    await worker.open('/packages/help/family/index')
    await worker.tap(/^同意拿到帮办码/)
    await worker.tap('出一个帮办码')
    await worker.sees('帮办码')
    const [code = ''] = /\d{4} ?\d{4}/.exec(await worker.reads()) ?? []
    await worker.picture('family-code')
    const daughter = await journey.arrive({ width: 320, height: 640 })
    await daughter.signIn('演示·李新来')
    await daughter.open('/packages/help/family/index')
    await daughter.tap('我帮家人')
    await daughter.fill('8位数字', code)
    await daughter.tap('开始帮他办')
    await daughter.sees(/正在替王\*四办/)
    await daughter.picture('family-assisting')
    await daughter.open('/pages/trade/index?seq=41')
    await daughter.tap(/钢筋工培训班/)
    await daughter.tap('报名，不收费')
    await daughter.sees('已报名')
    await worker.open('/pages/me/index')
    await worker.open('/packages/help/family/index')
    await worker.sees('演示·李新来正在帮您办')
    expect(await worker.reads()).toContain('报名')
    await worker.picture('family-steps')
    const ended = worker.page.waitForResponse(/desk-visits\/.*\/end/)
    await worker.tap('结束')
    await worker.confirm()
    await ended
    await worker.gone('正在帮您办')
    await daughter.open('/packages/claims/enrolments/index')
    await daughter.gone('钢筋工培训班')
    await Promise.all([worker.leave(), daughter.leave()])
  })
})
