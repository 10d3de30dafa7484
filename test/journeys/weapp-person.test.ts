import type { ClaimView } from '#shared/claims'
import demonstration from '#seeds/demonstration.json'
import { ensureBuild } from '../../server/commands/miniapp-build'
import { rebarClaim, steps } from '../support/path-steps'
import { startTestServer, type TestServer } from '../support/server'
import {
  HttpReply,
  WeappRuntime,
  type OpenPage,
  type WeappNode,
  type WeappRequest,
} from '../support/weapp-runtime'

const openid = demonstration.people.find(({ key }) => key === 'worker-ready')?.openid ?? ''
let server: TestServer
let weapp: WeappRuntime
let claim: ClaimView

beforeAll(async () => {
  const folder = ensureBuild('weapp')
  server = await startTestServer()
  await server.wechat.seed([{ openid, phone: '14000000077' }])
  claim = (await rebarClaim(server)).claim
  weapp = new WeappRuntime(folder, askServer)
  weapp.loginCode = () => server.wechat.loginCode(openid)
}, 300_000)
afterAll(() => server.stop())

describe('somebody with the build for WeChat in hand, before the real server and the simulated WeChat', () => {
  it('looks around without a login, and is asked for nothing', async () => {
    const home = await weapp.open('pages/home/index')
    await home.shows('你干什么活？')
    expect(weapp.calls.map(({ name }) => name)).toEqual([])
  })

  it('signs in with one tap, by a code of wx.login', async () => {
    const login = await weapp.open('pages/login/index')
    await login.tap('微信登录')
    await until(() => weapp.calls.some(({ name }) => name === 'switchTab' || name === 'navigateBack'))
    const me = await weapp.open('pages/me/index')
    await me.shows('王*四')
  })

  it('is asked for consent in our words, and the yes names the button that was tapped', async () => {
    const change = await weapp.open('packages/my-data/contact/index')
    await change.shows('新手机号')
    const answers = weapp.needPrivacy()
    await change.shows('用之前，先请您同意')
    const agree = change.found(({ uid }) => uid === 'privacy-agree', 'button of consent')
    expect(attributes(agree)).toContain('agreePrivacyAuthorization')
    await change.emit(agree, 'agreeprivacyauthorization')
    expect(answers).toEqual([
      { event: 'exposureAuthorization' },
      { event: 'agree', buttonId: 'privacy-agree' },
    ])
    expect(change.text()).not.toContain('用之前，先请您同意')
    await bindPhone(change)
  })

  it('is asked once, by WeChat, whether a message may come when the money is there', async () => {
    const receipt = await weapp.open('packages/claims/receipt/index', { id: claim.id })
    await receipt.tap('到账时告诉我')
    await receipt.shows('好的，钱到账时微信会告诉您')
    const asked = weapp.calls.filter(({ name }) => name === 'requestSubscribeMessage')
    expect(asked.map(({ options }) => options['tmplIds'])).toEqual([['test-payout-template']])
  })

  it('finds the payout in the messages', async () => {
    await pay()
    const messages = await weapp.open('pages/messages/index')
    await messages.shows('钱到账了！')
  })

  it('takes a consent back in WeChat, which tells the server', async () => {
    const page = await weapp.open('packages/privacy/withdrawal/index')
    await page.tap('打开微信的设置')
    expect(weapp.calls.at(-1)).toMatchObject({ name: 'openSetting', options: { withSubscriptions: true } })
    const worker = await server.as('worker-ready')
    await worker.post('/demo/consent-withdrawals')
    await until(() => server.logged.some((entry) => entry.includes('wechat_consent_withdrawn')))
  })
})

async function bindPhone(change: OpenPage): Promise<void> {
  const button = change.found((node) => attributes(node).includes('getPhoneNumber'), 'phone button')
  await change.emit(button, 'getphonenumber', { code: await server.wechat.phoneCode(openid) })
  await change.shows('140******77')
}

/** The claim goes all the way to the bank and back. */
async function pay(): Promise<void> {
  await steps.pass(await server.as('housing-officer'), claim)
  await steps.pass(await server.as('hr-officer'), claim)
  const finance = await server.as('finance-officer')
  await steps.pay(
    finance,
    await steps.batch({ finance, secondFinance: await server.as('finance-second') }, [claim]),
  )
}

/** The address that was built in stands for the server of this test. */
async function askServer({ url, method = 'GET', data, header = {} }: WeappRequest): Promise<HttpReply> {
  const { pathname, search } = new URL(url)
  const init = { method, headers: header, ...(data === undefined ? {} : { body: data }) }
  const reply = await fetch(`${server.url}${pathname}${search}`, init)
  const text = await reply.text()
  return new HttpReply(reply.status, text === '' ? null : JSON.parse(text))
}

function attributes(node: WeappNode): unknown[] {
  return Object.values(node)
}

async function until(isSo: () => boolean): Promise<void> {
  for (let left = 200; left > 0; left -= 1) {
    if (isSo()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('Waited in vain')
}
