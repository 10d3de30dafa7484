import { ApiProblem } from '../../miniapp/src/api/api-problem'
import { send, setCredentials } from '../../miniapp/src/api/client'
import { phone, type Answer } from '../support/taro'

const ok = (data: unknown): Answer => ({ statusCode: 200, data })
const problem = (status: number, code: string, more: object = {}): Answer => ({
  statusCode: status,
  data: { type: `/problems/${code}`, title: '标题', status, detail: '说明', instance: 'r1', code, ...more },
})
const cut = (): never => {
  throw Object.assign(new Error('cut'), { errMsg: 'request:fail net::ERR' })
}

/** Answers one after the other; the last one stays. */
function answers(...list: (() => Answer)[]): void {
  let turn = 0
  phone.respond = () => (list[Math.min(turn++, list.length - 1)] ?? cut)()
}

async function failure(request: Promise<unknown>): Promise<ApiProblem> {
  const reason: unknown = await request.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!(reason instanceof ApiProblem)) throw new Error(`no ApiProblem, but ${String(reason)}`)
  return reason
}

beforeEach(() => setCredentials({ token: () => null, renew: () => Promise.resolve(false) }))

describe('sending a request', () => {
  it('gives the body of the answer', async () => {
    answers(() => ok({ mode: 'demo' }))
    await expect(send({ method: 'GET', path: '/status' })).resolves.toEqual({ mode: 'demo' })
    expect(phone.sent[0]).toMatchObject({ url: '/api/status', method: 'GET' })
  })

  it('carries the token and, for a command, the key of the tap', async () => {
    setCredentials({ token: () => 'abc', renew: () => Promise.resolve(false) })
    answers(() => ok(null))
    await send({ method: 'POST', path: '/claims', body: { a: 1 }, idempotencyKey: 'tap-1' })
    expect(phone.sent[0]?.header).toMatchObject({ Authorization: 'Bearer abc', 'Idempotency-Key': 'tap-1' })
    expect(phone.sent[0]?.data).toBe('{"a":1}')
  })

  it('repeats a read whose connection broke', async () => {
    answers(cut, () => ok('there'))
    await expect(send({ method: 'GET', path: '/status' })).resolves.toBe('there')
    expect(phone.sent).toHaveLength(2)
  })

  it('repeats a command with the same key, so that the work is done once', async () => {
    answers(cut, () => ok('done'))
    await send({ method: 'POST', path: '/claims', body: {}, idempotencyKey: 'tap-2' })
    expect(phone.sent.map((request) => request.header['Idempotency-Key'])).toEqual(['tap-2', 'tap-2'])
  })

  it('does not repeat a command without a key', async () => {
    answers(cut)
    expect((await failure(send({ method: 'POST', path: '/sessions', body: {} }))).code).toBe('offline')
    expect(phone.sent).toHaveLength(1)
  })

  it('gives up a read after the third attempt and says that there is no network', async () => {
    answers(cut)
    const reason = await failure(send({ method: 'GET', path: '/status' }))
    expect(reason).toMatchObject({ code: 'offline', isOutcomeUnknown: true })
    expect(phone.sent).toHaveLength(3)
  })

  it('does not wait a second time after a time-out', async () => {
    answers(() => {
      throw Object.assign(new Error('slow'), { errMsg: 'request:fail timeout' })
    })
    expect((await failure(send({ method: 'GET', path: '/status' }))).code).toBe('timeout')
    expect(phone.sent).toHaveLength(1)
  })
})

describe('a refusal of the server', () => {
  it('comes with its code, its words and all field errors', async () => {
    const errors = [{ pointer: '/mobileNumber', code: 'regex', detail: '手机号要11位，1开头' }]
    answers(() => problem(422, 'invalid_fields', { errors }))
    const reason = await failure(send({ method: 'PUT', path: '/me/identity', body: {}, idempotencyKey: 'k' }))
    expect(reason).toMatchObject({
      code: 'invalid_fields',
      title: '标题',
      message: '说明',
      errors,
      isOutcomeUnknown: false,
    })
  })

  it('names the claim that is in the way', async () => {
    answers(() => problem(409, 'already_claimed', { claimNo: 'LYG-1' }))
    const reason = await failure(send({ method: 'POST', path: '/claims', body: {}, idempotencyKey: 'k' }))
    expect(reason.claimNo).toBe('LYG-1')
  })

  it('that is none of ours counts as the other side’s fault', async () => {
    answers(() => ({ statusCode: 500, data: '<html>' }))
    expect((await failure(send({ method: 'GET', path: '/status' }))).code).toBe('unexpected')
  })
})

describe('a refused token', () => {
  it('is renewed once, silently, and the request goes out again', async () => {
    let token = 'old'
    setCredentials({
      token: () => token,
      renew: async () => {
        token = 'new'
        return true
      },
    })
    answers(
      () => problem(401, 'not_signed_in'),
      () => ok('mine'),
    )
    await expect(send({ method: 'GET', path: '/me' })).resolves.toBe('mine')
    expect(phone.sent.map((request) => request.header['Authorization'])).toEqual(['Bearer old', 'Bearer new'])
  })

  it('that cannot be renewed is reported, without a loop', async () => {
    let renewals = 0
    setCredentials({
      token: () => 'old',
      renew: async () => {
        renewals += 1
        return false
      },
    })
    answers(() => problem(401, 'not_signed_in'))
    expect((await failure(send({ method: 'GET', path: '/me' }))).code).toBe('not_signed_in')
    expect([phone.sent.length, renewals]).toEqual([1, 1])
  })

  it('is not renewed for somebody who never signed in', async () => {
    answers(() => problem(401, 'not_signed_in'))
    await failure(send({ method: 'GET', path: '/me' }))
    expect(phone.sent).toHaveLength(1)
  })
})
