import demonstration from '#seeds/demonstration.json'
import { startTestServer, type Caller, type TestServer } from '../support/server'

const openid = demonstration.people.find(({ key }) => key === 'worker-new')?.openid ?? ''
const identity = { consent: true, name: '李新来', residentIdNumber: '99999919880802203X' }
/** The same person, who wants another number. */
const proof = { name: identity.name, identityNumber: identity.residentIdNumber }
let days = 0
let server: TestServer
let worker: Caller

beforeAll(async () => {
  server = await startTestServer({}, () => new Date(Date.now() + days * 86_400_000))
})
afterAll(() => server.stop())
beforeEach(async () => {
  days = 0
  await server.wechat.seed([{ openid, phone: '14000000002' }])
  worker = await server.as('worker-new')
})

const bind = async (caller: Caller) =>
  caller.post('/me/phone-bindings', { code: await server.wechat.phoneCode(openid) })

const isLogged = (words: string) => server.logged.some((entry) => entry.includes(words))

describe('binding the mobile number of WeChat', () => {
  it('shows the number masked and nothing else of it', async () => {
    const reply = await bind(worker)
    expect([reply.status, reply.body]).toEqual([201, { mobileMasked: '140******02' }])
  })

  it('puts it into the identity that is saved next without a typed number, once', async () => {
    await bind(worker)
    const saved = await worker.put('/me/identity', identity)
    expect([saved.status, saved.body['identity']['mobileMasked']]).toEqual([200, '140******02'])
    const again = await worker.post('/me/contact-change', proof)
    expect(again.body).toMatchObject({
      code: 'invalid_fields',
      errors: [{ pointer: '/mobileNumber', detail: '请填手机号' }],
    })
  })

  it('lets a typed number go before it', async () => {
    await bind(worker)
    const asked = await worker.post('/me/contact-change', { ...proof, mobileNumber: '14000000009' })
    expect(asked.body['waiting']['mobileMasked']).toBe('140******09')
    expect((await worker.delete('/me/contact-change')).status).toBe(200)
  })

  it('asks for the number again when the form waited longer than half an hour', async () => {
    await bind(worker)
    days = 1
    worker = await server.as('worker-new')
    const late = await worker.post('/me/contact-change', proof)
    expect(late.body['errors'][0]).toMatchObject({ pointer: '/mobileNumber' })
    expect(late.body['errors'][0]['detail']).toContain('放太久了')
  })

  it('takes a code once, and none that another phone got', async () => {
    const code = await server.wechat.phoneCode(openid)
    const other = await server.as('worker-other')
    expect((await other.post('/me/phone-bindings', { code })).body).toMatchObject({
      code: 'phone_code_expired',
    })
    const own = await server.wechat.phoneCode(openid)
    expect((await worker.post('/me/phone-bindings', { code: own })).status).toBe(201)
    expect((await worker.post('/me/phone-bindings', { code: own })).body).toMatchObject({
      code: 'phone_code_expired',
    })
  })

  it('names the way out when WeChat holds no mainland number, or is out of order', async () => {
    await server.wechat.seed([{ openid, phone: '85212345678' }])
    expect((await bind(worker)).body).toMatchObject({ code: 'not_in_this_state' })
    await server.wechat.fault({ path: '/wxa/business/getuserphonenumber', kind: 'http500' })
    expect((await bind(worker)).body).toMatchObject({ code: 'wechat_unavailable' })
  })

  it('is for workers, and in a browser for the demonstration alone', async () => {
    const officer = await server.as('housing-officer')
    expect((await officer.post('/me/phone-bindings', { code: 'x' })).status).toBe(403)
    const { code } = (await worker.post('/demo/phone-codes')).body
    expect((await worker.post('/me/phone-bindings', { code })).status).toBe(201)
  })
})

describe('a consent taken back in WeChat', () => {
  it('reaches the server by a push and is written down as a duty for this person', async () => {
    const { id } = (await worker.get('/me')).body
    expect((await worker.post('/demo/consent-withdrawals')).status).toBe(204)
    const said = `"personId":"${String(id)}","reason":"wechat_consent_withdrawn","scope":"8"`
    for (let left = 200; left > 0 && !isLogged(said); left -= 1)
      await new Promise((resolve) => setTimeout(resolve, 20))
    expect(isLogged(said)).toBe(true)
  })
})
