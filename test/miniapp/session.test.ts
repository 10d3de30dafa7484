import { refreshMe, signIn, signOut, signedInAs } from '../../miniapp/src/api/session'
import { bookingApi } from '../../miniapp/src/api/booking-endpoints'
import { api } from '../../miniapp/src/api/endpoints'
import { phone, type Answer } from '../support/taro'

const refusal: Answer = { statusCode: 401, data: { code: 'not_signed_in', title: '请先登录', detail: '' } }
const me = { id: 'worker', roles: ['worker'], unreadCount: 0 }
const ok = (data: unknown): Answer => ({ statusCode: 200, data })
const bodyOf = (data: string | undefined) => JSON.parse(data ?? '{}') as Record<string, string>

/** A server that knows one good token and one good refresh token. */
function serverWith(state: { good: string; refresh: string; refreshAnswer?: () => Answer }): void {
  let count = 1
  phone.respond = async ({ url, data, header }) => {
    await Promise.resolve()
    if (url.endsWith('/demo/login-codes')) return ok({ code: 'code' })
    if (url.endsWith('/sessions')) {
      state.good = 'token-1'
      state.refresh = 'refresh-1'
      return ok({ token: state.good, refreshToken: state.refresh, expiresAt: '', me })
    }
    if (url.endsWith('/sessions/refresh')) {
      if (state.refreshAnswer) return state.refreshAnswer()
      if (bodyOf(data)['refreshToken'] !== state.refresh) return refusal
      count += 1
      state.good = `token-${count}`
      state.refresh = `refresh-${count}`
      return ok({ token: state.good, refreshToken: state.refresh, expiresAt: '' })
    }
    return header['Authorization'] === `Bearer ${state.good}` ? ok(me) : refusal
  }
}
const sentTo = (end: string) => phone.sent.filter(({ url }) => url.endsWith(end))

describe('a token whose quarter of an hour is over', () => {
  it('is exchanged once for all requests that meet it at the same time', async () => {
    const state = { good: '', refresh: '' }
    serverWith(state)
    await signIn('worker')
    state.good = 'another'
    await Promise.all([api.me(), api.me(), api.me(), bookingApi.enrolments()])
    expect(sentTo('/sessions/refresh')).toHaveLength(1)
    expect(signedInAs()?.id).toBe('worker')
  })

  it('goes back with the key of this device, which stays the same and is no part of the session', async () => {
    const state = { good: '', refresh: '' }
    serverWith(state)
    await signIn('worker')
    const [first] = sentTo('/sessions').map(
      ({ data }) => JSON.parse(data ?? '') as { device: { key: string } },
    )
    await signOut()
    await signIn('worker')
    state.good = 'another'
    await refreshMe()
    expect(first?.device.key).toMatch(/^[0-9a-f]{64}$/)
    expect(bodyOf(sentTo('/sessions/refresh')[0]?.data)['deviceKey']).toBe(first?.device.key)
  })

  it('is not given up while the line is bad: the next request tries again', async () => {
    const state: Parameters<typeof serverWith>[0] = { good: '', refresh: '' }
    serverWith(state)
    await signIn('worker')
    state.good = 'another'
    state.refreshAnswer = () => {
      throw Object.assign(new Error('cut'), { errMsg: 'request:fail' })
    }
    await expect(refreshMe()).rejects.toThrow()
    expect(signedInAs()?.id).toBe('worker')
    delete state.refreshAnswer
    await refreshMe()
    expect(sentTo('/sessions')).toHaveLength(1)
  })

  it('that cannot be exchanged leads to one silent sign-in, and to no loop when that does not help', async () => {
    const state: Parameters<typeof serverWith>[0] = { good: '', refresh: '', refreshAnswer: () => refusal }
    serverWith(state)
    await signIn('worker')
    state.good = 'another'
    await refreshMe()
    expect([sentTo('/sessions/refresh').length, sentTo('/sessions').length]).toEqual([1, 2])
    const { respond } = phone
    phone.respond = (request) => (request.url.endsWith('/me') ? refusal : respond(request))
    await expect(refreshMe()).rejects.toThrow()
    expect(sentTo('/sessions')).toHaveLength(3)
  })
})
