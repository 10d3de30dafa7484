import { startTestServer, type Caller, type TestServer } from '../support/server'

const PATH = '/cv/ocr/idcard'
const CARD = { name: '买买提·艾力', identityNumber: '999999199211303052' }
let server: TestServer
let worker: Caller

beforeAll(async () => {
  server = await startTestServer()
  worker = await server.as('worker-ready')
})
afterAll(() => server.stop())

/** A JPEG as far as its first and last bytes go, on which the simulator sees what the mark says. */
const photo = (mark: string, end = 'ffd9') =>
  Buffer.concat([
    Buffer.from('ffd8ffe0', 'hex'),
    Buffer.from(`sim-id-card:${mark}|`),
    Buffer.from(end, 'hex'),
  ]).toString('base64')
const front = photo(`Front|${CARD.name}|${CARD.identityNumber}`)
const read = (photoBase64: string) => worker.post('/id-card-readings', { photoBase64 })
const calls = async () => (await server.wechat.calls()).filter(({ path }) => path === PATH).length

describe('a photo of an identity card', () => {
  it('is read for the person to check', async () => {
    const reply = await read(front)
    expect([reply.status, reply.body]).toEqual([200, CARD])
  })

  it('gives no number that cannot be one', async () => {
    const blurred = await read(photo(`Front|${CARD.name}|99999919921130305?`))
    expect(blurred.body).toEqual({ name: CARD.name, identityNumber: '' })
  })

  it.each([
    ['of the side with the emblem', photo('Back'), '拍的是国徽那一面'],
    ['on which nothing is to be seen', photo('Nothing'), '没看清身份证'],
  ])('%s is refused with what to do', async (_what, content, words) => {
    const reply = await read(content)
    expect([reply.status, reply.body['code']]).toEqual([400, 'unreadable_body'])
    expect(reply.body['detail']).toContain(words)
    expect(reply.body['detail']).toContain('或者照着证件自己填')
  })

  it.each([
    ['half a photo', photo('Back', '00'), 400],
    ['a text', Buffer.from('<svg>').toString('base64'), 400],
    ['what is no base64', '照片', 422],
    ['a photo of 2 MB', Buffer.alloc(2 * 1024 * 1024, 0xff).toString('base64'), 413],
    ['nothing', '', 422],
  ])('goes out to nobody when it is %s', async (_what, content, status) => {
    const before = await calls()
    expect((await read(content)).status).toBe(status)
    expect(await calls()).toBe(before)
  })

  it('of somebody else is read for no member of staff', async () => {
    const officer = await server.as('housing-officer')
    expect((await officer.post('/id-card-readings', { photoBase64: front })).status).toBe(403)
  })

  it.each(['http500', 'html', 'truncate', 'drop-after-commit'] as const)(
    'is asked for anew when WeChat answers with %s, and typing is named as the other way',
    async (kind) => {
      const before = await calls()
      await server.wechat.fault({ path: PATH, kind })
      const reply = await read(front)
      expect([reply.status, reply.body['code']]).toEqual([503, 'wechat_unavailable'])
      expect(reply.body['detail']).toContain('照着证件自己填')
      expect(await calls()).toBe(before + 1)
    },
  )

  it('is typed for the rest of the day when the account’s hundred are spent', async () => {
    await server.wechat.fault({ path: PATH, kind: 'errcode', errcode: 45009 })
    expect((await read(front)).body['detail']).toContain('次数用完了')
    const before = await calls()
    expect((await read(front)).status).toBe(503)
    expect(await calls()).toBe(before)
  })

  it('leaves neither name nor number nor picture in the log', () => {
    const log = server.logged.join('\n')
    for (const secret of [CARD.name, CARD.identityNumber, front.slice(0, 40)])
      expect(log).not.toContain(secret)
  })
})
