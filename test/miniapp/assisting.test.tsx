import { act, render, screen } from '@testing-library/react'
import EnrolmentsPage from '../../miniapp/src/packages/claims/enrolments'
import { beginAssisting, onVisitOver, refreshMe, signedInAs, signIn } from '../../miniapp/src/api/session'
import { phone } from '../support/taro'

const helper = { id: 'helper', roles: ['worker'], identity: null, unreadCount: 0 }
const worker = { ...helper, id: 'worker' }
const session = (me: object, token: string) => ({ token, refreshToken: null, expiresAt: '', me })

/** The worker has a training; the visit is over from the moment at which `isOver` is set. */
function serverWhere(state: { isOver: boolean }): void {
  phone.respond = ({ url, header }) => {
    if (url.endsWith('/demo/login-codes')) return { statusCode: 200, data: { code: 'helper' } }
    if (url.endsWith('/sessions')) return { statusCode: 200, data: session(helper, 'token-helper') }
    const isWorkers = header['Authorization'] === 'Bearer token-worker'
    if (isWorkers && state.isOver)
      return { statusCode: 401, data: { code: 'not_signed_in', title: '请先登录', detail: '' } }
    if (url.endsWith('/me/enrolments'))
      return { statusCode: 200, data: { items: isWorkers ? [training] : [], nextCursor: null } }
    return { statusCode: 200, data: { items: [], nextCursor: null } }
  }
}
const training = {
  id: 'e'.repeat(24),
  state: 'enrolled',
  claim: null,
  class: { title: '钢筋工培训班', startsOn: '2021-06-19', institution: { name: '演示·建安培训中心' } },
}

describe('a phone on which somebody acts for a worker', () => {
  it('shows nothing of the worker any more as soon as the visit is over, and says so', async () => {
    const state = { isOver: false }
    const told = jest.fn()
    serverWhere(state)
    onVisitOver(told)
    await signIn('helper')
    beginAssisting('v'.repeat(24), session(worker, 'token-worker') as never, 'family')
    await act(async () => void render(<EnrolmentsPage />))
    expect(screen.getByText('钢筋工培训班')).toBeTruthy()
    state.isOver = true
    await act(() => expect(refreshMe()).rejects.toThrow())
    expect(signedInAs()?.id).toBe('helper')
    expect(screen.queryByText('钢筋工培训班')).toBeNull()
    expect(told).toHaveBeenCalledTimes(1)
  })
})
