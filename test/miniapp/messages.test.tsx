import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import * as v from 'valibot'
import { deliveryLedgerView, notificationListView } from '#shared/notifications'
import LedgerPage from '../../miniapp/src/packages/messages-desk/ledger/index'
import { reasonWords } from '../../miniapp/src/packages/messages-desk/ledger/reason-words'
import MessagesPage from '../../miniapp/src/pages/messages/index'
import { askToNotify, mayAskToNotify } from '../../miniapp/src/platform/subscription'
import { answer, sentTo, signInAs } from '../support/staff-phone'
import Taro from '@tarojs/taro'
import { phone } from '../support/taro'

const [first, second, claimId] = ['1', '2', 'c'].map((digit) => digit.repeat(24)) as [string, string, string]
const at = '2021-06-18T02:00:00.000Z'
const message = (id: string, change: object) => ({
  ...{ id, claimId: null, enrolmentId: null, classId: null, amountFen: null, createdAt: at, readAt: null },
  ...change,
})
const inbox = v.parse(notificationListView, {
  items: [
    message(first, {
      kind: 'payout',
      page: 'claim',
      title: '钱到账了！',
      body: '500元已打到您的卡上',
      claimId,
      amountFen: 50_000,
    }),
    message(second, {
      kind: 'account_changed',
      page: 'account',
      title: '收款卡换了',
      body: '不是您换的，请到窗口',
    }),
  ],
  nextCursor: null,
  unreadCount: 2,
})

const ok = (data: unknown) => ({ statusCode: 200, data })
const done = { statusCode: 204, data: '' }
const urls = () => phone.sent.map(({ url }) => url)
/** Taps and lets what the tap set going come in. */
async function tap(text: string): Promise<void> {
  const found = await screen.findByText(text)
  await act(async () => {
    fireEvent.click(found)
    await new Promise((resolve) => setTimeout(resolve, 0))
  })
}
const me = {
  id: 'a'.repeat(24),
  displayName: '演示·工人',
  roles: ['worker'],
  institutionName: null,
  identity: null,
  payeeAccount: null,
  employment: null,
  unreadCount: 0,
}

describe('the inbox', () => {
  beforeEach(async () => {
    await signInAs('worker')
    answer({
      'GET /me': () => ok({ ...me, unreadCount: 2 }),
      'GET /me/notifications': () => ok(inbox),
      [`POST /me/notifications/${first}/read`]: () => done,
      'POST /me/read-notifications': () => done,
    })
  })

  it('opens what a message is about and marks it as read', async () => {
    render(<MessagesPage />)
    await tap('500元已打到您的卡上')
    await waitFor(() => expect(urls()).toContain(`/api/me/notifications/${first}/read`))
    expect(phone.opened).toEqual([`/packages/claims/progress/index?id=${claimId}`])
  })

  it('marks all as read up to the newest on the screen', async () => {
    render(<MessagesPage />)
    await tap('全部标为看过')
    await waitFor(() => expect(sentTo('/me/read-notifications')).toEqual({ upToId: first }))
  })

  it('shows the payout large, and offers no voice where the phone has none', async () => {
    const other = { ...inbox, items: inbox.items.map((item) => ({ ...item, claimId: 'd'.repeat(24) })) }
    answer({
      'GET /me': () => ok(me),
      'GET /me/notifications': () => ok(other),
      [`POST /me/notifications/${first}/read`]: () => done,
    })
    render(<MessagesPage />)
    await tap('大字看')
    expect(screen.queryByText('读给我听')).toBeNull()
    await tap('去看看')
    expect(phone.opened).toEqual([`/packages/claims/progress/index?id=${'d'.repeat(24)}`])
  })
})

describe('asking whether WeChat may tell', () => {
  beforeEach(async () => {
    await signInAs('worker')
    answer({ 'POST /me/subscriptions': () => done })
    process.env['TARO_ENV'] = 'weapp'
  })
  afterEach(() => {
    process.env['TARO_ENV'] = 'h5'
  })
  const answering = (answers: Record<string, string>) =>
    Object.assign(Taro, { requestSubscribeMessage: async () => ({ errMsg: 'ok', ...answers }) })

  it('is not done again for a fortnight after a no', async () => {
    answering({ 'template-1': 'reject' })
    expect(mayAskToNotify(Date.now())).toBe(true)
    expect(await askToNotify('a-key-of-a-tap', ['template-1'], '补贴到账通知')).toBe('reject')
    expect(mayAskToNotify(Date.now())).toBe(false)
    expect(mayAskToNotify(Date.now() + 15 * 86_400_000)).toBe(true)
  })

  it('asks for both kinds in one dialog and tells the server each answer', async () => {
    answering({ 'template-1': 'accept', 'template-2': 'ban' })
    expect(await askToNotify('a-key-of-a-tap', ['template-1', 'template-2'], '补贴到账通知')).toBe('accept')
    const told = phone.sent.filter(({ url }) => url === '/api/me/subscriptions').map(({ data }) => data)
    expect(told.map((data) => JSON.parse(data ?? '') as unknown)).toEqual([
      { templateId: 'template-1', answer: 'accept' },
      { templateId: 'template-2', answer: 'ban' },
    ])
  })
})

describe('the ledger of messages', () => {
  const copy = (id: string, change: object) => ({ id, channel: 'wechat', attempts: 6, at, ...change })
  const ledger = v.parse(deliveryLedgerView, {
    items: [
      {
        ...{
          id: first,
          kind: 'payout',
          title: '钱到账了！',
          personName: '王*四',
          createdAt: at,
          readAt: null,
        },
        copies: [
          copy(first, { state: 'dead', reason: 'CONFIG 40037' }),
          copy(second, { channel: 'sms', state: 'unknown', reason: 'no answer' }),
        ],
      },
    ],
    nextCursor: null,
    deadCount: 1,
    unknownCount: 1,
  })

  it('lets an officer send again what was given up, and only that', async () => {
    await signInAs('housing')
    answer({
      'GET /notice-deliveries?show=all': () => ok(ledger),
      [`POST /notice-deliveries/${first}/send-again`]: () => done,
    })
    render(<LedgerPage />)
    expect(await screen.findByText('短信：不知道到没到')).toBeTruthy()
    expect(screen.getByText('微信模板的配置不对（CONFIG 40037）')).toBeTruthy()
    expect(screen.getByText('对方没有答复')).toBeTruthy()
    expect(screen.getAllByText('再发一次')).toHaveLength(1)
    await tap('再发一次')
    await waitFor(() => expect(urls()).toContain(`/api/notice-deliveries/${first}/send-again`))
  })
})

describe('why a copy did not go out', () => {
  it.each([
    ['USER 43101', '没有授权，或授权次数用完了（USER 43101）'],
    ['no template configured', '微信模板还没配置'],
    ['FailedOperation.InsufficientBalanceInSmsPackage', '短信余额不够'],
    ['FailedOperation.PhoneNumberInBlacklist', '这个手机号收不到短信'],
    ['LimitExceeded.PhoneNumberDailyLimit', '短信'],
    ['ECONNREFUSED', '没有发成（ECONNREFUSED）'],
  ])('%s is said in words', (reason, words) => {
    expect(reasonWords(reason)).toContain(words)
  })

  it('has words of its own for everything that the server says itself', () => {
    const folder = path.join(__dirname, '../../server/notifications')
    const sources = readdirSync(folder).map((file) => readFileSync(path.join(folder, file), 'utf8'))
    const said = sources.flatMap((source) => source.match(/(?<=reason: ')[^']+(?=')/g) ?? [])
    expect(said.length).toBeGreaterThan(5)
    expect(said.filter((reason) => reasonWords(reason).includes(reason))).toEqual([])
  })
})
