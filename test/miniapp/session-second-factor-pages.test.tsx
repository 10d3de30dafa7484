import { act, fireEvent, render, screen } from '@testing-library/react'
import Taro from '@tarojs/taro'
import type { SecondFactorView } from '#shared/staff-second-factor'
import { payoutApi } from '../../miniapp/src/api/payout-endpoints'
import { settleSecondFactor } from '../../miniapp/src/api/second-factor'
import { SecondFactorSheet } from '../../miniapp/src/components/second-factor-sheet'
import SecondFactorPage from '../../miniapp/src/packages/account/second-factor/index'
import { answer, sentTo, signInAs, status } from '../support/staff-phone'
import { phone, type Answer } from '../support/taro'

type Reply = () => Answer | Promise<Answer>
const MINUTE = 60_000
const ok = (data: unknown): Answer => ({ statusCode: 200, data })
const problem = (statusCode: number, code: string, detail: string): Answer => ({
  statusCode,
  data: {
    code,
    title: '有几处需要改',
    detail,
    errors: code === 'invalid_fields' ? [{ pointer: '/code', code: 'second_factor', detail }] : [],
  },
})
const needed = problem(403, 'second_factor_needed', '这一步要验证本人，请输入验证器里的6位数字')
const batch = { claimIds: ['a'], expectedTotalFen: 1 }

/** The standing of somebody's second factor. @param aheadMs by how much the server's clock is ahead of the phone's */
const standing = (changes: Partial<SecondFactorView> = {}, aheadMs = 0) => ({
  state: 'on' as const,
  recoveryCodesLeft: 8,
  provenUntil: null,
  lockedUntil: null,
  countsMinutes: 10,
  now: new Date(Date.now() + aheadMs).toISOString(),
  ...changes,
})
const tap = (name: string) => act(async () => void fireEvent.click(screen.getByRole('button', { name })))
const fill = (label: string, value: string) =>
  act(async () => void fireEvent.change(screen.getByLabelText(label), { target: { value } }))

describe('the sheet that asks for a code', () => {
  let isShown = false

  /** A payment that needs the code is on its way, and the sheet is there. */
  async function askFor(replies: Record<string, Reply> = {}): Promise<void> {
    await signInAs('finance')
    isShown = false
    answer({
      ...status,
      'GET /me/second-factor': () => ok(standing()),
      'POST /payout-batches': () => (isShown ? ok({ id: 'batch' }) : needed),
      ...replies,
    })
    render(<SecondFactorSheet />)
    await act(async () => {
      void payoutApi.create('tap-of-finance', batch).catch((reason: unknown) => reason)
      await new Promise((resolve) => setTimeout(resolve, 5))
    })
  }
  afterEach(() => act(async () => settleSecondFactor(false)))

  it('sends the six digits, and the step goes on', async () => {
    await askFor({
      'POST /me/second-factor/checks': () => {
        isShown = true
        return ok(standing())
      },
    })
    await fill('6位验证码', '123 456')
    await tap('验证并继续')
    expect(sentTo('/me/second-factor/checks')).toEqual({ kind: 'code', code: '123 456' })
    expect(screen.queryByText('请验证本人')).toBeNull()
    expect(phone.sent.filter(({ url }) => url.endsWith('/payout-batches'))).toHaveLength(2)
  })

  it('sends nothing while digits are missing', async () => {
    await askFor()
    await fill('6位验证码', '12345')
    await tap('验证并继续')
    expect(sentTo('/me/second-factor/checks')).toBeUndefined()
  })

  it.each([
    ['wrong digits', 422, 'invalid_fields', '验证码不对，请看验证器里现在的6位数字，还能试4次'],
    ['an expired code', 422, 'invalid_fields', '这个验证码过期了，请看现在的6位数字'],
    ['a lock', 429, 'too_many_requests', '输错太多次，请15分钟后再试'],
  ])('says what the server says of %s, and stays open', async (_what, statusCode, code, detail) => {
    await askFor({ 'POST /me/second-factor/checks': () => problem(statusCode, code, detail) })
    await fill('6位验证码', '000000')
    await tap('验证并继续')
    expect(screen.getByText(detail)).toBeInTheDocument()
    expect(screen.getByText('请验证本人')).toBeInTheDocument()
  })

  it('says that there is no network, and keeps the digits for another try', async () => {
    await askFor({
      'POST /me/second-factor/checks': () => Promise.reject({ errMsg: 'request:fail' }),
    })
    await fill('6位验证码', '000000')
    await tap('验证并继续')
    expect(screen.getByText('现在没有网络')).toBeInTheDocument()
    expect(screen.getByLabelText('6位验证码')).toHaveValue('000000')
  })

  it.each([
    [5 * MINUTE, '慢了约5分钟'],
    [-3 * MINUTE, '快了约3分钟'],
    [4 * 60 * MINUTE, '慢了约4小时'],
  ])('says it when the phone’s clock is wrong by %d ms: %s', async (aheadMs, words) => {
    await askFor({ 'GET /me/second-factor': () => ok(standing({}, aheadMs)) })
    expect(screen.getByText('请检查手机时间')).toBeInTheDocument()
    expect(screen.getByText(new RegExp(words))).toBeInTheDocument()
  })

  it('says nothing of a clock that is some seconds off', async () => {
    await askFor({ 'GET /me/second-factor': () => ok(standing({}, 40_000)) })
    expect(screen.queryByText('请检查手机时间')).toBeNull()
  })

  it('leads somebody who has bound nothing to where it is done', async () => {
    await askFor({ 'GET /me/second-factor': () => ok(standing({ state: 'none' })) })
    expect(screen.queryByLabelText('6位验证码')).toBeNull()
    await tap('去绑定验证器')
    expect(phone.opened.at(-1)).toContain('second-factor')
    expect(screen.queryByText('请验证本人')).toBeNull()
  })

  it('fills the demonstration’s code in, or says when there is another', async () => {
    await askFor({ 'GET /demo/one-time-codes/mine': () => ok({ code: '042042', secondsLeft: 12 }) })
    await tap('填入演示码')
    expect(screen.getByLabelText('6位验证码')).toHaveValue('042042')
    answer({ 'GET /demo/one-time-codes/mine': () => ok({ code: null, secondsLeft: 12 }) })
    await tap('填入演示码')
    expect(screen.getByText('刚才的验证码都用过了，请12秒后再点。')).toBeInTheDocument()
  })
})

describe('the page that binds an authenticator', () => {
  const secret = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const made = { secret, uri: 'otpauth://totp/x', qr: { size: 9, path: 'M4 4h1v1h-1z' } }

  async function openPage(replies: Record<string, Reply> = {}): Promise<void> {
    await signInAs('hr')
    answer({
      ...status,
      'GET /me/second-factor': () => ok(standing({ state: 'none', recoveryCodesLeft: 0 })),
      'POST /me/second-factor': () => ok(made),
      'POST /me/second-factor/confirmation': () => ok({ recoveryCodes: ['ABCDE23456', 'FGHJK23456'] }),
      ...replies,
    })
    await act(async () => void render(<SecondFactorPage />))
  }

  it('offers the key to be scanned, read in groups of four, and copied', async () => {
    const clipboard = jest.spyOn(Taro, 'setClipboardData')
    await openPage()
    await tap('装好了，开始绑定')
    expect(screen.getByRole('img', { name: '给验证器扫的二维码' })).toBeInTheDocument()
    expect(screen.getByText('ABCD EFGH IJKL MNOP QRST UVWX YZ23 4567')).toBeInTheDocument()
    await tap('复制密钥')
    expect(clipboard.mock.calls.at(-1)).toEqual([{ data: secret }])
    clipboard.mockRestore()
  })

  it('shows the recovery codes alone, until the person says they are written down', async () => {
    const clipboard = jest.spyOn(Taro, 'setClipboardData')
    await openPage()
    await tap('装好了，开始绑定')
    await fill('6位验证码', '123456')
    await tap('确认绑定')
    expect(screen.getByText('ABCDE-23456')).toBeInTheDocument()
    expect(screen.queryByText('确认绑定')).toBeNull()
    await tap('全部复制')
    expect(clipboard.mock.calls.at(-1)).toEqual([{ data: 'ABCDE-23456\nFGHJK-23456' }])
    clipboard.mockRestore()
    await tap('我已抄好')
    expect(screen.queryByText('ABCDE-23456')).toBeNull()
  })

  it('says how many recovery codes are left, and what to do when few are', async () => {
    await openPage({ 'GET /me/second-factor': () => ok(standing({ recoveryCodesLeft: 2 })) })
    expect(screen.getByText('恢复码还剩2个')).toBeInTheDocument()
    expect(screen.getByText('恢复码快用完了')).toBeInTheDocument()
  })

  it('says how long one showing counts, as this server has it', async () => {
    await openPage({ 'GET /me/second-factor': () => ok(standing({ countsMinutes: 5 })) })
    expect(screen.getByText(/验证一次管5分钟/)).toBeInTheDocument()
  })

  it('takes a recovery code for the lost phone', async () => {
    await openPage({
      'GET /me/second-factor': () => ok(standing()),
      'POST /me/second-factor/removal': () => ({ statusCode: 204, data: null }),
    })
    await fill('验证码，或一个恢复码', 'abcde-23456')
    await tap('解除绑定')
    expect(sentTo('/me/second-factor/removal')).toEqual({ kind: 'recovery', code: 'abcde-23456' })
  })
})
