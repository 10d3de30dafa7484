import { consentPurposes, type ConsentListView } from '#shared/consents'
import { openDesk, pointersOf, type ClaimDesk } from '../support/claim-desk'
import { ok } from '../support/path-steps'
import { inventedCard, inventedWorker } from '../support/people'
import { openRightsDesk } from '../support/rights-desk'
import { startTestServer, type Caller, type TestServer } from '../support/server'

let server: TestServer
let desk: ClaimDesk
let rights: ReturnType<typeof openRightsDesk>

beforeAll(async () => {
  server = await startTestServer()
  desk = await openDesk(server)
  rights = openRightsDesk(server)
})
afterAll(() => server.stop())

const consents = async (caller: Caller) => ok<ConsentListView>(await caller.get('/me/consents')).items

describe('consent', () => {
  it('is asked for each purpose by itself, and kept with the very words and the time', async () => {
    const { worker } = await desk.newCase()
    const items = await consents(worker)
    expect(items.map(({ purpose }) => purpose)).toEqual(['claim', 'account', 'identity'])
    for (const { purpose, words, takeBack, at } of items) {
      expect(words).toBe(consentPurposes[purpose].words)
      expect(takeBack).not.toBe('')
      expect(Date.parse(at)).toBeGreaterThan(0)
    }
  })

  it('has to be given: without it neither papers nor card are stored', async () => {
    const { caller, number } = await rights.newcomer()
    const before = await consents(caller)
    const { name, residentIdNumber } = inventedWorker(number)
    for (const consent of [undefined, false, 'yes']) {
      const identity = await caller.put('/me/identity', { name, residentIdNumber, consent })
      expect(pointersOf(identity)).toEqual(['/consent'])
      const card = { bankName: '别的银行', cardNumber: inventedCard(number + 400), consent }
      expect(pointersOf(await caller.put('/me/payee-account', card))).toEqual(['/consent'])
    }
    expect(await consents(caller)).toEqual(before)
  })

  it('is one’s own to read', async () => {
    expect((await server.anonymous.get('/me/consents')).status).toBe(401)
    expect((await desk.housing.get('/me/consents')).status).toBe(403)
  })
})
