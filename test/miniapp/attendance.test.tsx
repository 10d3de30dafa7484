import { createHmac } from 'node:crypto'
import { act, fireEvent, render, screen } from '@testing-library/react'
import type { SigningBody } from '#shared/attendance'
import { shortCode, stepAt } from '#shared/attendance-code'
import SignPage from '../../miniapp/src/packages/attendance/sign/index'
import { settlePrivacy } from '../../miniapp/src/platform/privacy'
import { waitingCodes } from '../../miniapp/src/packages/attendance/sign/waiting-codes'
import TeachPage from '../../miniapp/src/packages/attendance/teach/index'
import { answer, signInAs, status } from '../support/staff-phone'
import { phone } from '../support/taro'

const [classId, keyId] = ['c'.repeat(24), 'e'.repeat(24)]
const secret = 'ab'.repeat(32)
const ok = (data: unknown) => ({ statusCode: 200, data })
const page = () => document.body.textContent ?? ''
const tap = (name: string) => act(async () => void fireEvent.click(screen.getByRole('button', { name })))
const cut = () => {
  throw Object.assign(new Error('cut'), { errMsg: 'request:fail' })
}
const signed = {
  ...{ classId, classTitle: '钢筋工培训班', lessonId: 'L1', heldOn: '2021-06-18', topic: '实操' },
  ...{ direction: 'in', at: '2021-06-18T01:00:00.000Z', isOffline: false, hoursTenths: 0 },
}
async function type(text: string): Promise<void> {
  await act(async () => void fireEvent.input(screen.getByRole('textbox'), { target: { value: text } }))
}

describe('the teacher’s screen', () => {
  const lesson = {
    lesson: {
      id: 'L1',
      heldOn: '2021-06-18',
      startsAt: '08:30',
      endsAt: '17:30',
      topic: '实操',
      hoursTenths: 80,
    },
    people: [{ enrolmentId: keyId, nameMasked: '王*四', records: [], isPresent: false, hoursTenths: null }],
    ...{
      presentCount: 0,
      signs: [],
      refused: [{ at: '2021-06-18T01:00:00.000Z', nameMasked: '李*', reason: '过期' }],
    },
  }
  const key = () => ({
    ...{ keyId, key: secret, classTitle: '钢筋工培训班', topic: '实操', heldOn: '2021-06-18' },
    ...{ startsAt: '08:30', endsAt: '17:30', validUntil: '2021-06-20T00:00:00.000Z' },
    serverNow: new Date(Date.now() + 3_600_000).toISOString(),
  })
  const digitsOn = () =>
    /(\d{3}) (\d{3})签/
      .exec(page().replace(/\s+(?=签)/g, ''))
      ?.slice(1)
      .join('')
  const arrive = async () => {
    await signInAs('institution')
    phone.params = { classId, lessonId: 'L1' }
    answer({
      ...status,
      [`POST /institution/classes/${classId}/lessons/L1/key`]: () => ok(key()),
      [`GET /institution/classes/${classId}/lessons/L1/attendance`]: () => ok(lesson),
    })
    await act(async () => void render(<TeachPage />))
  }

  it('shows the digits of this half minute by the server’s clock, who is there and what was refused', async () => {
    await arrive()
    const mac = (message: string) =>
      createHmac('sha256', Buffer.from(secret, 'hex')).update(message).digest('hex')
    const wanted = [0, 1].map((back) =>
      shortCode({ keyId, step: stepAt(Date.now() + 3_600_000) - back, direction: 'in' }, mac),
    )
    expect(wanted).toContain(digitsOn())
    expect(page()).toContain('在场0人，名单1人')
    expect(page()).toContain('过期')
  })

  it('goes on without a network, by the key that is on the phone', async () => {
    await arrive()
    document.body.innerHTML = ''
    phone.respond = cut
    await act(async () => void render(<TeachPage />))
    expect(await screen.findByText('没有网，照样能签', undefined, { timeout: 4_000 })).toBeInTheDocument()
    expect(digitsOn()).toMatch(/^\d{6}$/)
  })
})

describe('signing in to a lesson', () => {
  it('says that it is done, and not to forget the way out', async () => {
    await signInAs('worker')
    answer({ ...status, 'POST /me/attendance': () => ok(signed) })
    await act(async () => void render(<SignPage />))
    await type('123 456')
    await tap('签上')
    expect(page()).toContain('签到了，09:00')
    expect(page()).toContain('别忘了签退')
  })

  it('without a network is kept, and handed in with the time at which it was scanned', async () => {
    await signInAs('worker')
    phone.respond = cut
    await act(async () => void render(<SignPage />))
    await type('123456')
    await tap('签上')
    expect(await screen.findByText('没有网，先记下了', undefined, { timeout: 4_000 })).toBeInTheDocument()
    const [kept] = waitingCodes()
    answer({ ...status, 'POST /me/attendance': () => ok({ ...signed, isOffline: true }) })
    await tap('现在交')
    const sent = phone.sent.filter(({ url }) => url === '/api/me/attendance').at(-1)
    expect(JSON.parse(sent?.data ?? '')).toEqual({ code: '123456', scannedAt: kept?.scannedAt })
    expect(waitingCodes()).toEqual([])
    expect(page()).toContain('没网时签的')
  })

  it('tells the place only to who wants that, and signs without one that the phone does not tell', async () => {
    await signInAs('worker')
    answer({ ...status, 'POST /me/attendance': () => ok(signed) })
    await act(async () => void render(<SignPage />))
    const sent = () => {
      const body = phone.sent.filter(({ url }) => url === '/api/me/attendance').at(-1)?.data
      return JSON.parse(body ?? '') as SigningBody
    }
    const sign = async () => {
      await type('123456')
      await tap('签上')
    }
    phone.place = { latitude: 34.57, longitude: 119.16, accuracy: 20 }
    await sign()
    expect(sent()).toEqual({ code: '123456' })
    await act(async () => void fireEvent.click(screen.getByRole('checkbox', { name: '签到时带上位置' })))
    await act(async () => settlePrivacy(true))
    await sign()
    expect(sent().place).toMatchObject({ latitude: 34.57, longitude: 119.16 })
    phone.place = null
    await sign()
    expect(sent()).toEqual({ code: '123456' })
  })

  it('says why a code was not taken, and keeps nothing of it', async () => {
    await signInAs('worker')
    const problem = { code: 'code_refused', title: '没签上', detail: '这个码过期了' }
    answer({ ...status, 'POST /me/attendance': () => ({ statusCode: 409, data: problem }) })
    await act(async () => void render(<SignPage />))
    await type('654321')
    await tap('签上')
    expect(page()).toContain('这个码过期了')
    expect(waitingCodes()).toEqual([])
  })
})
