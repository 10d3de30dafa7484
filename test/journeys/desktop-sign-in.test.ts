import { setOut } from '../support/journey'
import type { Person } from '../support/phone'

const journey = setOut()

describe('an officer with a phone and a computer, in two browsers', () => {
  let phone: Person
  let desktop: Person
  beforeAll(async () => {
    phone = await journey.arrive()
    desktop = await journey.arrive({ width: 1280, height: 800 })
  })
  afterAll(() => Promise.all([phone.leave(), desktop.leave()]))

  it('lets the computer in by the code and the number on its screen', async () => {
    await desktop.open('/pages/login/index')
    await desktop.tap('工作人员登录')
    await desktop.sees('用手机扫码登录')
    await desktop.picture('desktop-sign-in')
    const screen = await desktop.reads()
    const code = /在手机上填： ?([A-Z0-9]{4} [A-Z0-9]{4})/.exec(screen)?.[1] ?? ''
    const number = /手机上选这个数字 ?(\d{2})/.exec(screen)?.[1] ?? ''

    await phone.signIn('演示·陈科员')
    await phone.open('/pages/me/index')
    await phone.tap('电脑登录')
    await phone.type(code)
    await phone.tap('下一步')
    await phone.sees('电脑浏览器')
    await phone.picture('desktop-confirm')
    await desktop.sees('手机上已打开')
    await phone.tap(number)
    await phone.sees('电脑登录好了')
    await desktop.page.waitForURL((address) => address.hash.includes('office/queue'))
  })

  it('refuses a computer that is not theirs', async () => {
    const stranger = await journey.arrive({ width: 1280, height: 800 })
    await stranger.open('/packages/desk-sign-in/desktop/index')
    await stranger.sees('用手机扫码登录')
    const code = /填： ?([A-Z0-9]{4} [A-Z0-9]{4})/.exec(await stranger.reads())?.[1] ?? ''
    await phone.open('/packages/desk-sign-in/confirm/index')
    await phone.type(code)
    await phone.tap('下一步')
    await phone.tap('不是我，拒绝')
    await phone.sees('已拒绝')
    await stranger.sees('手机上没有同意')
    await stranger.leave()
  })

  it('signs in with a password of their own and the authenticator, after setting it with a second factor', async () => {
    await phone.open('/packages/desk-sign-in/password/index')
    await phone.fill('登录名', 'housing1')
    await phone.fill('密码', '海边塔吊上的风')
    await phone.fill('密码再填一遍', '海边塔吊上的风')
    await phone.tap('保存')
    await phone.sees('密码至少12位，一句话最好记')
    await phone.fill('密码', '海边塔吊上的风从来不停')
    await phone.fill('密码再填一遍', '海边塔吊上的风从来不停')
    await phone.sees('密码至少12位，一句话最好记')
    await phone.fill('密码', '海边塔吊上的风从来都不停')
    await phone.fill('密码再填一遍', '海边塔吊上的风从来都不停')
    await phone.tap('保存')
    await phone.showCode()
    await phone.sees('已经设好')
    await phone.picture('desktop-password')
    await desktop.open('/packages/desk-sign-in/desktop/index')
    await desktop.tap('密码')
    await desktop.fill('登录名', 'housing1')
    await desktop.fill('密码', '不是这个密码不是这个密码')
    await desktop.fill('动态验证码', '000000')
    await desktop.tap('登录')
    await desktop.sees(/登录名、密码或验证码不对/)
    await desktop.picture('desktop-password-wrong')
  })
})
