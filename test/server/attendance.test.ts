import { createHmac } from 'node:crypto'
import type {
  AttendanceFlagListView,
  AttendanceFlagView,
  LessonAttendanceView,
  LessonKeyView,
  SignedView,
} from '#shared/attendance'
import { codeText, shortCode, stepAt, type SignDirection } from '#shared/attendance-code'
import type { ClassListView, InstitutionClassView } from '#shared/classes'
import type { EnrolmentView } from '#shared/enrolments'
import { findAttendanceSigns } from '../../server/attendance/attendance-signs.service'
import { codeOf } from '../support/claim-desk'
import { ok, steps } from '../support/path-steps'
import { inventedWorker, joinedWorker } from '../support/people'
import { openRightsDesk } from '../support/rights-desk'
import { startTestServer, type Caller, type Reply, type TestServer } from '../support/server'

const MINUTE_MS = 60_000
let server: TestServer
let teacher: Caller
let housing: Caller
let now = new Date()
const begin = now
let number = 0

beforeAll(async () => {
  server = await startTestServer({}, () => now)
  teacher = await server.as('institution-jianan')
  housing = await server.as('housing-officer')
})
afterAll(() => server.stop())

/** The programme's day begins at nine; classes of rebar workers have their last lesson on it, from 08:30 to 17:30. */
const later = (minutes: number) => {
  now = new Date(now.getTime() + minutes * MINUTE_MS)
}
const detailOf = ({ body }: Reply) => (body as { detail: string }).detail

async function enrolled(): Promise<{
  worker: Caller
  enrolment: EnrolmentView
  phone: (key: string) => Promise<Caller>
}> {
  number += 1
  const { openid } = inventedWorker(number)
  const worker = await joinedWorker(server, number)
  const enrolment = await steps.enrol(worker, 41)
  const phone = async (key: string) => {
    const body = {
      code: await server.wechat.loginCode(openid),
      device: { key: key.repeat(64).slice(0, 64), name: '手机' },
    }
    const { token } = ok<{ token: string }>(await server.anonymous.post('/sessions', body))
    return server.withToken(token)
  }
  return { worker, enrolment, phone }
}
const lessonPath = ({ class: item }: EnrolmentView, lessonId = 'L5') =>
  `/institution/classes/${item.id}/lessons/${lessonId}`
async function opened(enrolment: EnrolmentView, lessonId = 'L5') {
  const key = ok<LessonKeyView>(await teacher.post(`${lessonPath(enrolment, lessonId)}/key`))
  const mac = (message: string) =>
    createHmac('sha256', Buffer.from(key.key, 'hex')).update(message).digest('hex')
  const code = (direction: SignDirection, when = now) => ({
    keyId: key.keyId,
    step: stepAt(when.getTime()),
    direction,
  })
  return {
    key,
    qr: (direction: SignDirection, when = now) => codeText(code(direction, when), mac),
    digits: (direction: SignDirection, when = now) => shortCode(code(direction, when), mac),
  }
}
const sign = (caller: Caller, code: string, more: object = {}) =>
  caller.post('/me/attendance', { code, ...more })
const lesson = async (enrolment: EnrolmentView) =>
  ok<LessonAttendanceView>(await teacher.get(`${lessonPath(enrolment)}/attendance`))
const hoursOf = async (enrolment: EnrolmentView) =>
  (await lesson(enrolment)).people.find(({ enrolmentId }) => enrolmentId === enrolment.id)?.hoursTenths

describe('coming and going by the code on the teacher’s screen', () => {
  it('puts the hours between on the ledger, by the server’s clock', async () => {
    const { worker, enrolment } = await enrolled()
    const codes = await opened(enrolment)
    expect(ok<SignedView>(await sign(worker, codes.qr('in')))).toMatchObject({
      direction: 'in',
      hoursTenths: 0,
      isOffline: false,
    })
    later(54)
    expect(ok<SignedView>(await sign(worker, codes.qr('out')))).toMatchObject({
      direction: 'out',
      hoursTenths: 8,
    })
    const [mine] = ok<{ items: EnrolmentView[] }>(await worker.get('/me/enrolments')).items
    expect(mine?.onsiteHoursTenths).toBe(8)
  })

  it('is done once for each person: the same code again gives the same, and serves the next in the row', async () => {
    const [one, other] = [await enrolled(), await enrolled()]
    const codes = await opened(one.enrolment)
    const code = codes.qr('in')
    const first = ok<SignedView>(await sign(one.worker, code))
    expect(ok<SignedView>(await sign(one.worker, code))).toEqual(first)
    ok(await sign(other.worker, code))
    const { people, presentCount } = await lesson(one.enrolment)
    expect(people.find(({ enrolmentId }) => enrolmentId === one.enrolment.id)?.records).toHaveLength(1)
    expect(presentCount).toBeGreaterThanOrEqual(2)
  })

  it('works with six digits where nobody can scan, and guesses are counted', async () => {
    const { worker, enrolment } = await enrolled()
    const codes = await opened(enrolment)
    const right = codes.digits('in')
    const wrong = right === '000000' ? '111111' : '000000'
    expect(codeOf(await sign(worker, wrong))).toBe('code_refused')
    ok(await sign(worker, right))
    for (let tries = 2; tries < 30; tries += 1) await sign(worker, wrong)
    expect(codeOf(await sign(worker, right))).toBe('too_many_requests')
  })

  it('needs coming before going', async () => {
    const { worker, enrolment } = await enrolled()
    const codes = await opened(enrolment)
    expect(detailOf(await sign(worker, codes.qr('out')))).toContain('还没签到')
  })
})

describe('a code is refused, in words, and the refusal kept', () => {
  const refusals: Record<string, { codeFor: (enrolment: EnrolmentView) => Promise<string>; words: string }> =
    {
      'forwarded as a photo: a minute later it is another': {
        codeFor: async (enrolment) => {
          const code = (await opened(enrolment)).qr('in')
          later(1)
          return code
        },
        words: '过期',
      },
      'with a seal that its key did not make': {
        codeFor: async (enrolment) =>
          (await opened(enrolment)).qr('in').replace(/.$/, (last) => (last === '0' ? '1' : '0')),
        words: '不对',
      },
      'of a half minute that is still to come': {
        codeFor: async (enrolment) =>
          (await opened(enrolment)).qr('in', new Date(now.getTime() + 2 * MINUTE_MS)),
        words: '自动设置时间',
      },
    }

  it.each(Object.entries(refusals))('%s', async (_case, { codeFor, words }) => {
    const { worker, enrolment } = await enrolled()
    const refused = await sign(worker, await codeFor(enrolment))
    expect([refused.status, codeOf(refused)]).toEqual([409, 'code_refused'])
    expect(detailOf(refused)).toContain(words)
    expect(await hoursOf(enrolment)).toBeNull()
    expect((await lesson(enrolment)).refused[0]?.reason).toContain(words)
  })

  it('of a stranger: somebody who is not on the roster', async () => {
    const { enrolment } = await enrolled()
    number += 1
    const stranger = await joinedWorker(server, number)
    const refused = await sign(stranger, (await opened(enrolment)).qr('in'))
    expect(detailOf(refused)).toContain('不在这个班的名单里')
    expect((await lesson(enrolment)).refused[0]?.nameMasked).toMatch(/\*/)
  })
})

describe('the key of a lesson', () => {
  it('is its own institution’s alone, the same when asked for again, and not to be had long before', async () => {
    const { worker, enrolment } = await enrolled()
    const { key } = await opened(enrolment)
    expect((await opened(enrolment)).key.key).toBe(key.key)
    const other = await server.as('institution-gangcheng')
    expect((await other.post(`${lessonPath(enrolment)}/key`)).status).toBe(404)
    expect((await worker.post(`${lessonPath(enrolment)}/key`)).status).toBe(403)
    const { items } = ok<ClassListView>(await server.anonymous.get('/classes?tradeSeq=32'))
    const early = await teacher.post(`/institution/classes/${items[0]?.id ?? ''}/lessons/L1/key`)
    expect(detailOf(early)).toContain('课前3天')
  })
})

describe('without a network', () => {
  it('a scanned code is handed in later by the phone that was signed in then, and marked', async () => {
    const { enrolment, phone } = await enrolled()
    const mine = await phone('a')
    const codes = await opened(enrolment)
    later(5)
    const [code, scannedAt] = [codes.qr('in'), now.toISOString()]
    later(7)
    const [leaving, then] = [codes.qr('out'), now.toISOString()]
    later(2)
    expect(ok<SignedView>(await sign(mine, code, { scannedAt }))).toMatchObject({
      isOffline: true,
      direction: 'in',
    })
    expect(ok<SignedView>(await sign(mine, leaving, { scannedAt: then }))).toMatchObject({
      isOffline: true,
      hoursTenths: 1,
    })
    const person = (await lesson(enrolment)).people.find(({ enrolmentId }) => enrolmentId === enrolment.id)
    expect(person?.records.map(({ isOffline }) => isOffline)).toEqual([true, true])
  })

  it('counts only with the half minute in which it was shown, from that phone, within a day', async () => {
    const { worker, enrolment, phone } = await enrolled()
    const codes = await opened(enrolment)
    const code = codes.qr('in')
    const before = now.toISOString()
    later(3)
    expect(detailOf(await sign(worker, code, { scannedAt: before }))).toContain('那部手机')
    const fresh = await phone('b')
    expect(detailOf(await sign(fresh, code, { scannedAt: before }))).toContain('那部手机')
    later(5)
    expect(detailOf(await sign(fresh, code, { scannedAt: now.toISOString() }))).toContain('过期')
    const long = new Date(now.getTime() - 25 * 60 * MINUTE_MS).toISOString()
    expect(detailOf(await sign(fresh, code, { scannedAt: long }))).toContain('一天内')
  })
})

describe('the teacher’s word', () => {
  it('is a record with its reason; said again it is another one, and the last counts', async () => {
    const { enrolment } = await enrolled()
    const put = (hoursTenths: number, reason?: string) =>
      teacher.put(`${lessonPath(enrolment)}/attendance`, {
        entries: [{ enrolmentId: enrolment.id, hoursTenths, reason }],
      })
    ok(await put(80))
    ok(await put(40, '中午走了'))
    const person = (await lesson(enrolment)).people.find(({ enrolmentId }) => enrolmentId === enrolment.id)
    expect(person?.records.map(({ hoursTenths, reason }) => [hoursTenths, reason])).toEqual([
      [80, '老师当堂点名'],
      [40, '中午走了'],
    ])
    expect(person?.hoursTenths).toBe(40)
  })
})

describe('what cannot well be', () => {
  const flags = async (show = 'open') =>
    ok<AttendanceFlagListView>(await housing.get(`/attendance-flags?show=${show}`)).items
  const look = async () => findAttendanceSigns(await openRightsDesk(server).processIn(0))

  it('is a sign for an officer to look at, found once, and takes nobody’s hours', async () => {
    const [one, other] = [await enrolled(), await enrolled()]
    const codes = await opened(one.enrolment)
    const code = codes.qr('in')
    for (const { phone } of [one, other]) ok(await sign(await phone('c'), code))
    later(60)
    const out = codes.qr('out')
    for (const { phone } of [one, other]) ok(await sign(await phone('c'), out))
    // The server's own job may have been faster: an hour went by on its clock.
    await look()
    expect(await look()).toBe(0)
    const flag = (await flags()).find(({ sign: name }) => name === 'one_phone')
    expect(flag).toMatchObject({
      title: '一部手机签了几个人',
      look: null,
      institutionName: '演示·建安培训中心',
    })
    expect(flag?.namesMasked).toHaveLength(2)
    expect((await lesson(one.enrolment)).signs.map(({ sign: name }) => name)).toContain('one_phone')
    expect(await hoursOf(one.enrolment)).toBe(8)
    const body = { outcome: 'explained', note: '父子俩合用一部手机，老师在场' }
    const path = `/attendance-flags/${flag?.id ?? ''}/look`
    expect(ok<AttendanceFlagView>(await housing.post(path, body)).look?.outcome).toBe('explained')
    expect(codeOf(await housing.post(path, body))).toBe('changed_meanwhile')
    expect((await flags()).some(({ id }) => id === flag?.id)).toBe(false)
    expect((await flags('looked')).some(({ id }) => id === flag?.id)).toBe(true)
    expect((await teacher.get('/attendance-flags')).status).toBe(403)
  })

  it('a phone that says to be far away is asked about, not refused', async () => {
    const { worker, enrolment } = await enrolled()
    const codes = await opened(enrolment)
    const place = { latitude: 34.7, longitude: 119.3, accuracyMetres: 30 }
    ok(await sign(worker, codes.qr('in'), { place }))
    expect((await lesson(enrolment)).signs.map(({ sign: name }) => name)).toContain('far_away')
  })
})

describe('the time of a lesson', () => {
  it('ends: afterwards nobody comes, and the teacher writes down who was there', async () => {
    const { worker, enrolment } = await enrolled()
    const codes = await opened(enrolment)
    later(10 * 60)
    expect(detailOf(await sign(worker, codes.qr('in')))).toContain('过了时间')
  })

  it('too early: more than an hour before the lesson', async () => {
    number += 1
    const worker = await joinedWorker(server, number)
    const bricklayers = await server.as('institution-gangcheng')
    const { items } = ok<ClassListView>(await worker.get('/classes?tradeSeq=39'))
    const [item] = items
    if (!item) throw new Error('No class of bricklayers')
    ok(await worker.post(`/classes/${item.id}/enrolments`, {}))
    const whole = ok<InstitutionClassView>(await bricklayers.get(`/institution/classes/${item.id}`))
    const first = whole.lessons[0]?.id ?? ''
    now = new Date(begin.getTime() + 70 * 60 * MINUTE_MS)
    const key = ok<LessonKeyView>(
      await bricklayers.post(`/institution/classes/${item.id}/lessons/${first}/key`),
    )
    const mac = (message: string) =>
      createHmac('sha256', Buffer.from(key.key, 'hex')).update(message).digest('hex')
    const code = codeText({ keyId: key.keyId, step: stepAt(now.getTime()), direction: 'in' }, mac)
    expect(detailOf(await sign(worker, code))).toContain('课前一小时')
  })
})
