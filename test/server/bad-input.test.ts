import type { ClassListView } from '#shared/classes'
import { isResidentId } from '#shared/identity'
import type { ProblemBody } from '#shared/problem'
import { ok } from '../support/path-steps'
import { inventedId, inventedWorker } from '../support/people'
import { startTestServer, type Caller, type Reply, type TestServer } from '../support/server'

let server: TestServer
let worker: Caller
let hr: Caller
const NOWHERE = '0123456789abcdef01234567'
/** Born in 2099, with the right check character. */
const unborn = [...'0123456789X'].map((check) => `99999920990315101${check}`).find(isResidentId)

beforeAll(async () => {
  server = await startTestServer()
  worker = await server.as('worker-ready')
  hr = await server.as('hr-officer')
})
afterAll(() => server.stop())

const problemOf = (reply: Reply): ProblemBody => reply.body
const pointersOf = (reply: Reply) => (problemOf(reply).errors ?? []).map(({ pointer }) => pointer)

/** Sends bytes as they are. */
async function raw(
  path: string,
  init: RequestInit,
): Promise<{ status: number; type: string; body: unknown }> {
  const response = await fetch(`${server.url}${path}`, init)
  const text = await response.text()
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    body: text === '' ? null : JSON.parse(text),
  }
}

function identity(
  contentType: string,
  body: string | Uint8Array<ArrayBuffer>,
  more: Record<string, string> = {},
) {
  const headers = { 'Content-Type': contentType, Authorization: `Bearer ${worker.token}`, ...more }
  return raw('/api/me/identity', { method: 'PUT', headers, body })
}

describe('wrong fields', () => {
  it('are all named at once, each with its pointer and one Chinese sentence', async () => {
    const reply = await worker.put('/me/identity', {
      name: '王4',
      residentIdNumber: inventedId(1).slice(0, 17) + 'A',
      mobileNumber: 14000000001,
      role: 'hr',
    })
    expect(reply.status).toBe(422)
    expect(reply.headers.get('content-type')).toContain('application/problem+json')
    expect(pointersOf(reply).sort()).toEqual([
      '/consent',
      '/mobileNumber',
      '/name',
      '/residentIdNumber',
      '/role',
    ])
    for (const { detail, code } of problemOf(reply).errors ?? []) {
      expect(detail).toMatch(/\p{Script=Han}/u)
      expect(code).toMatch(/^[a-z_]+$/)
    }
  })

  it.each([
    ['a name that is too long', { name: '长'.repeat(31) }, '/name'],
    ['a wrong check character', { residentIdNumber: '999999197903151012' }, '/residentIdNumber'],
    ['a birthday that never was', { residentIdNumber: '999999197902301015' }, '/residentIdNumber'],
    // Without the mobile number: another one than on file goes another way.
    ['a birthday still to come', { residentIdNumber: unborn, mobileNumber: undefined }, '/residentIdNumber'],
    ['a wrong type', { mobileNumber: { $gt: '' } }, '/mobileNumber'],
    ['a list in place of a text', { name: ['王小四'] }, '/name'],
    ['nothing', { name: null }, '/name'],
    ['a field of another step', { cardNumber: '6299990000000000012' }, '/cardNumber'],
    ['a name from the prototype of objects', { toString: 'x' }, '/toString'],
    ['a constructor', { constructor: { prototype: {} } }, '/constructor'],
  ])('such as %s are refused', async (_what, wrong, pointer) => {
    const { name, residentIdNumber, mobileNumber } = inventedWorker(1)
    const reply = await worker.put('/me/identity', {
      consent: true,
      name,
      residentIdNumber,
      mobileNumber,
      ...wrong,
    })
    expect([reply.status, pointersOf(reply)]).toEqual([422, [pointer]])
  })

  it.each(['2021-02-29', '2021-6-18', '2021-06-18T00:00:00Z', '2099-01-01'])(
    'include the day %s since which nobody has been employed',
    async (employedSince) => {
      const body = { employerName: '甲', proofKind: 'labour_contract', proofNumber: 'HT-1', employedSince }
      const reply = await worker.put('/me/employment', body)
      expect([reply.status, pointersOf(reply)]).toEqual([422, ['/employedSince']])
    },
  )

  it('inside lists are named by their place', async () => {
    const institution = await server.as('institution-jianan')
    const reply = await institution.put(`/institution/classes/${NOWHERE}/lessons/L1/attendance`, {
      entries: [
        { enrolmentId: NOWHERE, hoursTenths: 5 },
        { enrolmentId: 'x', hoursTenths: 0.5 },
      ],
    })
    expect([reply.status, pointersOf(reply)]).toEqual([
      422,
      ['/entries/1/enrolmentId', '/entries/1/hoursTenths'],
    ])
  })

  it('of an event are judged by the event they belong to', async () => {
    const path = `/claims/${NOWHERE}/events`
    const unknown = await hr.post(path, { event: 'bank_paid', revision: 0 })
    expect([unknown.status, pointersOf(unknown)]).toEqual([422, ['/event']])
    const mixed = await hr.post(path, { event: 'withdraw', revision: 0, decidedFen: 1 })
    expect([mixed.status, pointersOf(mixed)]).toEqual([422, ['/decidedFen']])
  })
})

describe('operators of the store', () => {
  it.each([{ $ne: null }, { $gt: '' }, { $where: 'sleep(1000)' }, { $regex: '.*' }])(
    'in place of a value are refused: %j',
    async (operator) => {
      const replies = await Promise.all([
        worker.post('/sessions', { code: operator }),
        worker.post('/claims', { enrolmentId: operator }),
        worker.post('/me/subscriptions', { templateId: operator, answer: 'accept' }),
        worker.post('/demo/login-codes', { personKey: operator }),
      ])
      expect(replies.map(({ status }) => status)).toEqual([422, 422, 422, 422])
    },
  )

  it('in a query are refused, also when a name comes twice', async () => {
    for (const query of ['tradeSeq[$ne]=1', 'tradeSeq=1&tradeSeq=2', 'cursor[$gt]=', '$where=1']) {
      const reply = await worker.get(`/classes?${query}`)
      expect([query, reply.status]).toEqual([query, 422])
    }
  })
})

describe('a query or a body that no route asks for', () => {
  it.each(['/me?role=hr', '/status?x=1', '/me/claims?workerId=1', '/review/claims?state=paid'])(
    'is refused, not overlooked: GET %s',
    async (path) => {
      const reply = await (path.startsWith('/review') ? hr : worker).get(path)
      expect([reply.status, pointersOf(reply).length]).toEqual([422, 1])
    },
  )

  it('is refused with a command that takes none, but an empty object is nothing', async () => {
    const path = `/classes/${NOWHERE}/enrolments`
    const reply = await worker.post(path, { workerId: NOWHERE })
    expect([reply.status, pointersOf(reply)]).toEqual([422, ['/workerId']])
    expect((await worker.post(path, {})).status).toBe(404)
    expect((await worker.post(path)).status).toBe(404)
  })

  it('does not hurt by its depth', async () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000)
    expect((await worker.post(`/classes/${NOWHERE}/enrolments`, deep)).status).toBe(422)
    expect((await worker.put('/me/identity', deep)).status).toBe(422)
  })
})

describe('a body that cannot be read', () => {
  it.each([
    ['broken', '{"name": '],
    ['a bare number', '12'],
    ['a bare text', '"x"'],
    ['not JSON', '<name>王</name>'],
    ['poisoned', '{"__proto__": {"isAdmin": true}}'],
  ])('because it is %s is answered with 400 or 422, never half read', async (_what, body) => {
    const reply = await worker.put('/me/identity', body)
    expect([400, 422]).toContain(reply.status)
    expect(Object.hasOwn(Object.prototype, 'isAdmin')).toBe(false)
  })

  it('is 400 with the code unreadable_body when it is no JSON', async () => {
    const reply = await worker.put('/me/identity', '{"name": ')
    expect([reply.status, problemOf(reply).code]).toEqual([400, 'unreadable_body'])
  })

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/xml',
    'multipart/form-data; boundary=x',
  ])('because it calls itself %s is 400', async (type) => {
    const reply = await identity(type, JSON.stringify({ name: '王小四' }))
    expect(reply).toMatchObject({ status: 400, body: { code: 'unreadable_body' } })
  })

  it('may say its character set', async () => {
    expect((await identity('application/json; charset=utf-8', '{}')).status).toBe(422)
  })

  it.each(['gzip', 'deflate', 'br', 'nonsense'])(
    'because its bytes are not the %s that it claims is 400',
    async (encoding) => {
      const reply = await identity('application/json', '{"name":"x"}', { 'Content-Encoding': encoding })
      expect(reply).toMatchObject({ status: 400, body: { code: 'unreadable_body' } })
    },
  )

  it('because it is larger than 256 kB is 413', async () => {
    const reply = await worker.put('/me/identity', { consent: true, name: 'x'.repeat(300_000) })
    expect([reply.status, problemOf(reply).code]).toEqual([413, 'body_too_large'])
  })
})

describe('an address', () => {
  it.each(['abc', 'ABCDEFABCDEFABCDEFABCDEF', `${NOWHERE}0`, '$ne', '%00', "1' or '1'='1", '__proto__'])(
    'with the identifier %s is refused with 422',
    async (id) => {
      const replies = await Promise.all([
        worker.get(`/claims/${encodeURIComponent(id)}`),
        worker.post(`/enrolments/${encodeURIComponent(id)}/leave`),
        server.anonymous.get(`/classes/${encodeURIComponent(id)}`),
      ])
      expect(replies.map(({ status }) => status)).toEqual([422, 422, 422])
    },
  )

  it.each(['%', '%zz', '%c0%ae', '..%2f..%2fetc%2fpasswd'])(
    'that is written wrongly is no failure: %s',
    async (id) => {
      const reply = await worker.get(`/claims/${id}`)
      expect([400, 404, 422]).toContain(reply.status)
      expect(reply.headers.get('content-type')).toContain('application/problem+json')
    },
  )

  it('of nothing is 404, as a problem', async () => {
    for (const path of ['/nothing', '/claims/x/y/z', '/constructor']) {
      const reply = await worker.get(path)
      expect([path, reply.status, problemOf(reply).code]).toEqual([path, 404, 'not_found'])
    }
  })

  it.each([
    ['DELETE', '/api/me'],
    ['PUT', '/api/claims'],
    ['PATCH', '/api/me/identity'],
    ['POST', '/api/status'],
  ])('does not take every method: %s %s is 405', async (method, path) => {
    const reply = await raw(path, { method })
    expect(reply).toMatchObject({ status: 405, body: { code: 'method_not_allowed' } })
    expect(reply.type).toContain('application/problem+json')
  })

  it.each(['x', '1.2', NOWHERE, '2021-06-18', `99.${NOWHERE}`, '{"$gt":""}', '9'.repeat(101)])(
    'with the list place %s answers calmly',
    async (cursor) => {
      const query = `?cursor=${encodeURIComponent(cursor)}`
      const replies = await Promise.all([
        worker.get(`/classes${query}`),
        worker.get(`/me/claims${query}`),
        worker.get(`/me/notifications${query}`),
        hr.get(`/review/claims${query}`),
        hr.get(`/review/claims${query}&show=decided`),
      ])
      for (const { status } of replies) expect([200, 404, 422]).toContain(status)
    },
  )
})

describe('a key for repeating', () => {
  it.each(['short', 'with space in it', 'x'.repeat(256)])('of the wrong form is refused: %s', async (key) => {
    const { items } = ok<ClassListView>(await worker.get('/classes'))
    const reply = await worker.post(`/classes/${items[0]?.id}/enrolments`, undefined, {
      'Idempotency-Key': key,
    })
    expect([reply.status, pointersOf(reply)]).toEqual([422, ['/headers/Idempotency-Key']])
  })
})

describe('what an answer never tells', () => {
  it('is how the server is made', async () => {
    const replies = await Promise.all([
      worker.get('/nothing'),
      worker.put('/me/identity', '{"name": '),
      worker.get(`/claims/${NOWHERE}`),
    ])
    for (const reply of replies) {
      expect(JSON.stringify(reply.body)).not.toMatch(/koa|mongo|node_modules|Error:|\bat \//i)
      expect(reply.headers.get('x-powered-by')).toBeNull()
    }
  })
})
