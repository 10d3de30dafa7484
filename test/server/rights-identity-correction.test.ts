import type {
  CorrectionItem,
  CorrectionListView,
  CorrectionPapersView,
  CorrectionView,
} from '#shared/identity-correction'
import type { NotificationListView } from '#shared/notifications'
import type { MeView } from '#shared/people'
import { IdentityCorrections } from '../../server/people/identity-correction.model'
import { codeOf, pointersOf } from '../support/claim-desk'
import { ok, steps } from '../support/path-steps'
import { inventedId, inventedWorker } from '../support/people'
import { openRightsDesk } from '../support/rights-desk'
import { startTestServer, type Caller, type TestServer } from '../support/server'

let server: TestServer
let rights: ReturnType<typeof openRightsDesk>
let housing: Caller
let institution: Caller
const own = '/me/identity-correction'
const desk = '/identity-corrections'

beforeAll(async () => {
  server = await startTestServer()
  rights = openRightsDesk(server)
  housing = await server.as('housing-officer')
  institution = await server.as('institution-jianan')
})
afterAll(() => server.stop())

/** A worker with hours on record, so that the identity holds still. */
async function taught(): Promise<{ caller: Caller; number: number }> {
  const { caller, number } = await rights.newcomer()
  await steps.attend(institution, await steps.enrol(caller, 41), 1)
  return { caller, number }
}

const wish = (number: number, more: object = {}) => ({
  name: '工正人',
  residentIdNumber: inventedId(number + 500),
  reason: 'mistyped',
  ...more,
})
const ask = (caller: Caller, body: object) => caller.post(own, body)
const standing = async (caller: Caller) => ok<CorrectionView>(await caller.get(own))
const decide = (id: string, body: object, officer = housing) => officer.post(`${desk}/${id}/decision`, body)
const look = (id: string, officer = housing) => officer.post(`${desk}/${id}/looks`)

/** A request that waits at the bureau. */
async function waiting() {
  const { caller, number } = await taught()
  const { latest } = ok<CorrectionView>(await ask(caller, wish(number)))
  return { caller, number, id: latest?.id ?? '' }
}

async function everythingWaiting(): Promise<CorrectionItem[]> {
  const items: CorrectionItem[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const page: CorrectionListView = ok(await housing.get(`${desk}${cursor && `?cursor=${cursor}`}`))
    items.push(...page.items)
    cursor = page.nextCursor
  }
  return items
}

const kindsOf = async (caller: Caller) =>
  ok<NotificationListView>(await caller.get('/me/notifications')).items.map(({ kind }) => kind)

describe('who somebody is on file', () => {
  it('can be changed at once while nothing rests on it, and needs no request', async () => {
    const { caller, number } = await rights.newcomer()
    expect(await standing(caller)).toEqual({ isNeeded: false, latest: null })
    expect(codeOf(await ask(caller, wish(number)))).toBe('not_in_this_state')
  })

  it('is put right by the housing bureau once hours are on record, and the person is told', async () => {
    const { caller, number, id } = await waiting()
    const { name, residentIdNumber } = inventedWorker(number)
    expect(codeOf(await caller.put('/me/identity', { consent: true, name: '别人', residentIdNumber }))).toBe(
      'not_in_this_state',
    )
    expect(await standing(caller)).toMatchObject({ isNeeded: true, latest: { state: 'waiting' } })
    expect(ok<CorrectionPapersView>(await look(id))).toEqual({
      before: { name, residentIdNumber },
      after: { name: '工正人', residentIdNumber: inventedId(number + 500) },
    })
    ok(await decide(id, { kind: 'accept' }))
    expect(ok<MeView>(await caller.get('/me')).identity).toMatchObject({ nameMasked: '工*人' })
    const identity = (await rights.personOf(number))?.identity
    expect(identity?.residentIdIndex).toBe(
      rights.cipher.blindIndex(inventedId(number + 500), 'residentIdNumber'),
    )
    expect(identity?.mobileIndex).toBe(
      rights.cipher.blindIndex(inventedWorker(number).mobileNumber, 'mobileNumber'),
    )
    expect(await kindsOf(caller)).toEqual(expect.arrayContaining(['correction_asked', 'correction_accepted']))
  })

  it('stays as it is when the bureau refuses, and the person reads why', async () => {
    const { caller, number, id } = await waiting()
    expect(pointersOf(await decide(id, { kind: 'refuse', comment: '' }))).toEqual(['/comment'])
    ok(await decide(id, { kind: 'refuse', comment: '请带身份证原件到窗口' }))
    expect((await standing(caller)).latest).toMatchObject({
      state: 'refused',
      comment: '请带身份证原件到窗口',
    })
    expect((await rights.personOf(number))?.identity?.residentIdIndex).toBe(
      rights.cipher.blindIndex(inventedWorker(number).residentIdNumber, 'residentIdNumber'),
    )
  })

  it('stays as it is when the person takes the request back', async () => {
    const { caller, id } = await waiting()
    ok(await caller.delete(own))
    expect(codeOf(await decide(id, { kind: 'accept' }))).toBe('changed_meanwhile')
    expect(codeOf(await caller.delete(own))).toBe('changed_meanwhile')
  })
})

describe('a request to correct an identity', () => {
  it('is masked in the list and in what stays of it, and lets go what was wanted', async () => {
    const { number, id } = await waiting()
    const listed = (await everythingWaiting()).find((item) => item.id === id)
    expect(listed).toMatchObject({ reason: 'mistyped', after: { nameMasked: '工*人' } })
    expect(JSON.stringify(listed)).not.toContain(inventedId(number + 500))
    ok(await look(id))
    ok(await decide(id, { kind: 'accept' }))
    const kept = await IdentityCorrections.findById(id).lean()
    expect(kept).toMatchObject({ wantedCipher: null, state: 'accepted' })
    expect(kept?.looks).toHaveLength(1)
    expect(JSON.stringify(kept)).not.toContain(inventedWorker(number).residentIdNumber)
  })

  it('waits alone: a second one is refused', async () => {
    const { caller, number } = await waiting()
    expect(codeOf(await ask(caller, wish(number + 1)))).toBe('not_in_this_state')
  })

  it.each([
    [{ reason: 'because' }, '/reason'],
    [{ name: '王\n' }, '/name'],
    [{ residentIdNumber: '123' }, '/residentIdNumber'],
  ])('with %j is not taken', async (wrong, pointer) => {
    const { caller, number } = await taught()
    expect(pointersOf(await ask(caller, wish(number, wrong)))).toEqual([pointer])
  })

  it('for what is on file already is not taken', async () => {
    const { caller, number } = await taught()
    const { name, residentIdNumber } = inventedWorker(number)
    expect(pointersOf(await ask(caller, { name, residentIdNumber, reason: 'mistyped' }))).toEqual(['/name'])
  })

  it('for somebody else’s number is refused, also when that number was taken while it waited', async () => {
    const { number: other } = await rights.newcomer()
    const { caller, number } = await taught()
    const residentIdNumber = inventedWorker(other).residentIdNumber
    expect(codeOf(await ask(caller, wish(number, { residentIdNumber })))).toBe('already_used')
    const { latest } = ok<CorrectionView>(await ask(caller, wish(number)))
    const { caller: faster } = await rights.newcomer()
    ok(
      await faster.put('/me/identity', {
        consent: true,
        name: '工快人',
        residentIdNumber: inventedId(number + 500),
      }),
    )
    ok(await look(latest?.id ?? ''))
    expect(codeOf(await decide(latest?.id ?? '', { kind: 'accept' }))).toBe('already_used')
    expect((await standing(caller)).latest?.state).toBe('waiting')
  })

  it('is not accepted while a claim is under way: who is paid holds still', async () => {
    const { caller, number } = await rights.newcomer()
    const enrolment = await steps.enrol(caller, 41)
    await steps.attend(institution, enrolment)
    await steps.passExam(institution, enrolment)
    await steps.claim(caller, enrolment)
    const { latest } = ok<CorrectionView>(await ask(caller, wish(number)))
    ok(await look(latest?.id ?? ''))
    expect(codeOf(await decide(latest?.id ?? '', { kind: 'accept' }))).toBe('not_in_this_state')
    ok(await decide(latest?.id ?? '', { kind: 'refuse', comment: '等这笔办完再申请' }))
  })

  it('is accepted only by who has looked at the papers, with the second factor', async () => {
    const { id } = await waiting()
    expect(codeOf(await decide(id, { kind: 'accept' }))).toBe('not_in_this_state')
    const unverified = await server.asUnverified('housing-officer')
    expect(codeOf(await look(id, unverified))).toBe('second_factor_needed')
    expect(codeOf(await decide(id, { kind: 'accept' }, unverified))).toBe('second_factor_needed')
  })

  it('is nobody’s business but the person’s and the housing bureau’s', async () => {
    const { id } = await waiting()
    for (const key of ['worker-ready', 'institution-jianan', 'hr-officer', 'finance-officer', 'admin']) {
      const stranger = await server.as(key)
      expect(codeOf(await stranger.get(desk))).toBe('not_allowed')
      expect(codeOf(await look(id, stranger))).toBe('not_allowed')
    }
    expect(codeOf(await ask(housing, wish(300)))).toBe('not_allowed')
  })

  it('is decided once by two officers at the same moment', async () => {
    const { id } = await waiting()
    ok(await look(id))
    const replies = await Promise.all([
      decide(id, { kind: 'accept' }),
      decide(id, { kind: 'refuse', comment: '再看看' }),
    ])
    expect(replies.map(({ status }) => status).sort()).toEqual([204, 409])
  })
})
