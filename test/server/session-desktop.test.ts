import { Types } from 'mongoose'
import type { DesktopPollView, DesktopRequestView, NewDesktopSignInView } from '#shared/desktop-sign-in'
import type { DeviceListView } from '#shared/sign-in'
import { DesktopSignIns } from '../../server/auth/desktop-sign-in.model'
import { codeOf } from '../support/claim-desk'
import { ok } from '../support/path-steps'
import { startTestServer, type Caller, type TestServer } from '../support/server'

let server: TestServer
let movedBy = 0
const SECOND = 1_000
const clock = () => new Date(Date.now() + movedBy)
const place = '/desktop-sign-ins'
const device = { key: 'd'.repeat(30), name: '电脑浏览器' }

beforeAll(async () => {
  server = await startTestServer({}, clock)
})
afterAll(() => server.stop())
/** Sign-ins are counted by the minute. */
beforeEach(() => {
  movedBy += 61 * SECOND
})

const begin = async () => ok<NewDesktopSignInView>(await server.anonymous.post(place, { device }))
const poll = ({ id }: NewDesktopSignInView, secret: string) =>
  server.anonymous.post(`${place}/${id}/polls`, { secret })
const hears = async (request: NewDesktopSignInView) =>
  ok<DesktopPollView>(await poll(request, request.secret))
const open = (phone: Caller, code: string) => phone.post(`${place}/look-up`, { code })
const decide = (phone: Caller, id: string, decision: object) =>
  phone.post(`${place}/${id}/decision`, decision)
const confirm = (phone: Caller, { id, number }: NewDesktopSignInView) =>
  decide(phone, id, { kind: 'confirm', number })

/** A request that a phone has opened and let in. */
async function letIn(phone: Caller): Promise<NewDesktopSignInView> {
  const request = await begin()
  ok<DesktopRequestView>(await open(phone, request.code))
  expect((await confirm(phone, request)).status).toBe(204)
  return request
}

describe('staff sign in on a desktop by scanning with the phone', () => {
  it('shows the phone which desktop asks and three numbers, one of which is on the desktop’s screen', async () => {
    const phone = await server.as('housing-officer')
    const request = await begin()
    expect(await hears(request)).toEqual({ state: 'waiting', session: null })
    const shown = ok<DesktopRequestView>(await open(phone, ` ${request.code.toLowerCase()} `))
    expect(shown).toMatchObject({ id: request.id, deviceName: '电脑浏览器' })
    expect(shown.numbers).toContain(request.number)
    expect(new Set(shown.numbers).size).toBe(3)
    expect([...shown.numbers].sort((one, other) => one - other)).toEqual(shown.numbers)
    expect(await hears(request)).toEqual({ state: 'opened', session: null })
  })

  it('lets the desktop in as the person of the phone, as one more of their devices', async () => {
    const phone = await server.as('hr-officer')
    const { state, session } = await hears(await letIn(phone))
    expect(state).toBe('taken')
    expect(session?.me.roles).toEqual(['hr'])
    const desktop = server.withToken(session?.token ?? '')
    const { items } = ok<DeviceListView>(await desktop.get('/me/devices'))
    expect(items.find(({ isThisOne }) => isThisOne)?.name).toBe('电脑浏览器')
  })

  it('asks the desktop for the second factor before a protected step, whatever the phone has shown', async () => {
    const phone = await server.as('housing-officer')
    const { session } = await hears(await letIn(phone))
    const reply = await server
      .withToken(session?.token ?? '')
      .post(`/claims/${new Types.ObjectId().toHexString()}/events`, {
        event: 'pass',
        revision: 0,
        checks: [],
      })
    expect(codeOf(reply)).toBe('second_factor_needed')
  })

  it('keeps neither the code, nor the secret, nor the desktop’s own key as it was given', async () => {
    const { id, code, secret } = await begin()
    const kept = JSON.stringify(await DesktopSignIns.findById(id).lean())
    expect(kept).not.toContain(code)
    expect(kept).not.toContain(secret)
    expect(kept).not.toContain(device.key)
  })

  it('takes the second tap for the first when the answer to that was lost', async () => {
    const phone = await server.as('housing-officer')
    const request = await letIn(phone)
    expect((await confirm(phone, request)).status).toBe(204)
    expect((await hears(request)).session).not.toBeNull()
  })
})

describe('a desktop is not let in', () => {
  it('by a wrong number, which ends the request', async () => {
    const phone = await server.as('housing-officer')
    const request = await begin()
    const { numbers } = ok<DesktopRequestView>(await open(phone, request.code))
    const number = numbers.find((other) => other !== request.number)
    expect(codeOf(await decide(phone, request.id, { kind: 'confirm', number }))).toBe('not_in_this_state')
    expect(codeOf(await confirm(phone, request))).toBe('not_in_this_state')
    expect(await hears(request)).toEqual({ state: 'rejected', session: null })
  })

  it('by a phone that says no', async () => {
    const phone = await server.as('housing-officer')
    const request = await begin()
    ok<DesktopRequestView>(await open(phone, request.code))
    expect((await decide(phone, request.id, { kind: 'reject' })).status).toBe(204)
    expect(await hears(request)).toEqual({ state: 'rejected', session: null })
  })

  it('by a second phone: whoever opens it first holds it', async () => {
    const [first, second] = [await server.as('housing-officer'), await server.as('hr-officer')]
    const request = await begin()
    ok<DesktopRequestView>(await open(first, request.code))
    expect(codeOf(await open(second, request.code))).toBe('not_found')
    expect(codeOf(await confirm(second, request))).toBe('not_in_this_state')
    expect((await hears(request)).state).toBe('opened')
  })

  it('by a phone that knows the number and has not opened the code', async () => {
    const phone = await server.as('housing-officer')
    const request = await begin()
    expect(codeOf(await confirm(phone, request))).toBe('not_in_this_state')
    expect((await hears(request)).state).toBe('waiting')
  })

  it('by a worker, nor by somebody who is not signed in', async () => {
    const { code } = await begin()
    expect(codeOf(await open(await server.as('worker-ready'), code))).toBe('not_allowed')
    expect((await open(server.anonymous, code)).status).toBe(401)
  })

  it('after two minutes, nor for a code that never was, in the same words', async () => {
    const phone = await server.as('housing-officer')
    const request = await begin()
    movedBy += 121 * SECOND
    const [late, never] = [await open(phone, request.code), await open(phone, 'ABCDEFGH')]
    expect([codeOf(late), codeOf(never)]).toEqual(['not_found', 'not_found'])
    expect((late.body as { detail: string }).detail).toBe((never.body as { detail: string }).detail)
    expect(await hears(request)).toEqual({ state: 'expired', session: null })
  })

  it('once its request was let in and half a minute went by unfetched', async () => {
    const request = await letIn(await server.as('housing-officer'))
    movedBy += 31 * SECOND
    expect((await hears(request)).session).toBeNull()
  })

  it('when the phone was signed out after its tap', async () => {
    const phone = await server.as('housing-officer')
    const request = await letIn(phone)
    ok(await phone.delete('/sessions/current'))
    expect(await hears(request)).toEqual({ state: 'rejected', session: null })
  })
})

describe('the sign-in of a desktop', () => {
  it('is given to no other secret, which learns nothing of how it stands', async () => {
    const request = await letIn(await server.as('housing-officer'))
    const other = await begin()
    expect(codeOf(await poll(request, other.secret))).toBe('not_found')
    expect((await hears(request)).session).not.toBeNull()
  })

  it('is given once, to one of ten that ask at the same moment', async () => {
    const request = await letIn(await server.as('housing-officer'))
    const answers = await Promise.all(Array.from({ length: 10 }, () => hears(request)))
    expect(answers.filter(({ session }) => session !== null)).toHaveLength(1)
    expect(await hears(request)).toEqual({ state: 'taken', session: null })
  })

  it('cannot be asked for without end', async () => {
    const statuses = await Promise.all(
      Array.from({ length: 80 }, async () => (await server.anonymous.post(place, { device })).status),
    )
    expect(statuses).toContain(429)
  })
})
