import { createHash, createSecretKey, randomBytes } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import mongoose, { Types } from 'mongoose'
import demonstration from '#seeds/demonstration.json'
import type { ClaimView } from '#shared/claims'
import type { InstitutionClassView } from '#shared/classes'
import type { BatchListView, BatchView } from '#shared/payouts'
import type { MeView } from '#shared/people'
import { FieldCipher } from '../../server/personal-data/field-cipher'
import { People } from '../../server/people/person.model'
import { event, now, openDesk, type Case, type ClaimDesk } from '../support/claim-desk'
import { ok, steps } from '../support/path-steps'
import { inventedCard, inventedWorker, joinedWorker } from '../support/people'
import { startTestServer, type TestServer } from '../support/server'

let server: TestServer
let desk: ClaimDesk
let made: Case
/** Every byte that the server sent to anybody. */
const answers: string[] = []
const realFetch = globalThis.fetch

/** What must be nowhere in clear. Openids are of WeChat’s own kind; the rest is of people. */
const secretsOf = (number: number) => {
  const { residentIdNumber, mobileNumber, cardNumber, openid } = inventedWorker(number)
  return { residentIdNumber, mobileNumber, cardNumber, openid }
}

beforeAll(async () => {
  server = await startTestServer()
  globalThis.fetch = async (...request) => {
    const response = await realFetch(...request)
    if (String(request[0]).startsWith(server.url)) answers.push(await response.clone().text())
    return response
  }
  desk = await openDesk(server)
  made = await desk.newPayable()
  const batch = await steps.batch(desk, [made.claim])
  await server.wechat.subscribe(inventedWorker(made.number).openid, 'test-payout-template')
  await steps.pay(desk.finance, batch)
  await desk.newCase(46)
  const id = inventedWorker(1).residentIdNumber
  await made.worker.put('/me/identity', {
    consent: true,
    name: '王',
    residentIdNumber: id,
    mobileNumber: '1',
  })
  const stranger = await joinedWorker(server, 50)
  await stranger.put('/me/identity', { consent: true, ...identity(50), residentIdNumber: id })
  await new Promise((resolve) => setTimeout(resolve, 700))
})
afterAll(async () => {
  globalThis.fetch = realFetch
  await server.stop()
})

function identity(number: number) {
  const { name, residentIdNumber, mobileNumber } = inventedWorker(number)
  return { name, residentIdNumber, mobileNumber }
}

const demonstrationSecrets = demonstration.people.flatMap(({ openid, ...person }) => [
  openid,
  ...('identity' in person && person.identity
    ? [person.identity.residentIdNumber, person.identity.mobileNumber]
    : []),
  ...('payeeAccount' in person && person.payeeAccount ? [person.payeeAccount.cardNumber] : []),
])
const canaries = [1, 2, 50].flatMap((number) => Object.values(secretsOf(number))).concat(demonstrationSecrets)

describe('finance', () => {
  it('sees whom it pays, how much and to which card, and nothing of identity, training or employer', async () => {
    const { finance } = desk
    const claim = await finance.get(`/claims/${made.claim.id}`)
    expect([claim.status, (claim.body as { code: string }).code]).toEqual([403, 'not_allowed'])
    const [batch] = ok<BatchListView>(await finance.get('/payout-batches')).items
    const [payment] = ok<BatchView>(await finance.get(`/payout-batches/${batch?.id}`)).payments
    expect(Object.keys(payment ?? {}).sort()).toEqual(
      ['amountFen', 'bankName', 'bankReference', 'cardMasked', 'paymentNo', 'lines']
        .concat(['claimantMasked', 'failureText', 'id', 'outcome'])
        .sort(),
    )
  })
})

describe('no identity number, phone, card or WeChat id is in clear', () => {
  it('in any file of the data directory', () => {
    const files = readdirSync(server.dataDir, { recursive: true, withFileTypes: true }).filter((one) =>
      one.isFile(),
    )
    expect(files.length).toBeGreaterThan(0)
    for (const file of files) {
      const bytes = readFileSync(path.join(file.parentPath, file.name))
      const found = canaries.filter(
        (canary) => bytes.includes(canary) || bytes.includes(Buffer.from(canary, 'utf16le')),
      )
      expect([file.name, found]).toEqual([file.name, []])
    }
  })

  it('in any document as the store gives it out', async () => {
    const collections = await mongoose.connection.db?.listCollections().toArray()
    expect(collections?.length).toBeGreaterThan(8)
    for (const { name } of collections ?? []) {
      const all = JSON.stringify(await mongoose.connection.collection(name).find().toArray())
      expect([name, canaries.filter((canary) => all.includes(canary))]).toEqual([name, []])
    }
  })

  it('in any line of the log, which does name each problem', () => {
    const log = server.logged.join('')
    expect(server.logged.length).toBeGreaterThan(50)
    expect(canaries.filter((canary) => log.includes(canary))).toEqual([])
    expect(log).toContain('"problem":"already_used"')
    expect(log).not.toContain(made.worker.token)
  })

  it('in any answer to anybody', () => {
    expect(answers.length).toBeGreaterThan(40)
    const found = canaries.filter((canary) => answers.some((answer) => answer.includes(canary)))
    expect(found).toEqual([])
  })

  it('nor can be guessed from the fingerprint of a request', async () => {
    const body = { consent: true, bankName: '演示银行（社保卡）', cardNumber: inventedCard(777) }
    ok(await made.worker.put('/me/payee-account', body, { 'Idempotency-Key': 'fingerprint-of-a-card' }))
    const plain = createHash('sha256')
      .update(JSON.stringify(['PUT', '/api/me/payee-account', body]))
      .digest('base64url')
    expect(await mongoose.connection.collection('kept_answers').countDocuments({ requestHash: plain })).toBe(
      0,
    )
    expect(await mongoose.connection.collection('kept_answers').countDocuments()).toBe(1)
  })
})

describe('a sealed field', () => {
  const cipher = () =>
    new FieldCipher(createSecretKey(randomBytes(32)), createSecretKey(randomBytes(32)), randomBytes)
  const place = { collection: 'people', field: 'identity.name', recordId: 'a' }

  it('opens where it was sealed', () => {
    const one = cipher()
    expect(one.decrypt(one.encrypt('王小四', place), place)).toBe('王小四')
  })

  it.each([{ recordId: 'b' }, { field: 'identity.mobileNumber' }, { collection: 'claims' }])(
    'does not open when it is moved: %j',
    (other) => {
      const one = cipher()
      expect(() => one.decrypt(one.encrypt('王小四', place), { ...place, ...other })).toThrow()
    },
  )

  it('does not open under another key, nor with one bit changed, and is never sealed alike twice', () => {
    const one = cipher()
    const sealed = one.encrypt('王小四', place)
    expect(() => cipher().decrypt(sealed, place)).toThrow()
    for (let at = 3; at < sealed.length; at += 5) {
      const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1)
      expect(() => one.decrypt(changed, place)).toThrow()
    }
    expect(one.encrypt('王小四', place)).not.toBe(sealed)
    expect(one.blindIndex('x', 'card')).not.toBe(one.blindIndex('x', 'phone'))
  })

  it('of one person does not open in the record of another: the answer fails rather than lies', async () => {
    const [one, two] = [await joinedWorker(server, 61), await joinedWorker(server, 62)]
    const idOf = async (caller: typeof one) => new Types.ObjectId(ok<MeView>(await caller.get('/me')).id)
    const theirs = await People.findById(await idOf(one)).lean()
    const mine = await idOf(two)
    await People.updateOne(
      { _id: mine },
      { $set: { 'payeeAccount.cardCipher': theirs?.payeeAccount?.cardCipher } },
    )
    expect((await two.get('/me')).status).toBe(500)
    expect(server.logged.join('')).not.toContain(inventedWorker(61).cardNumber)
  })
})

describe('what each sees of a worker', () => {
  const masks = {
    nameMasked: '工*人',
    residentIdMasked: expect.stringMatching(/^9\*{16}[\dX]$/),
    mobileMasked: expect.stringMatching(/^140\*{6}\d\d$/),
  }
  const card = expect.stringMatching(/^\*{15}\d{4}$/)

  it('themself, at the officers’ desks, and in the roster', async () => {
    const { worker, claim, enrolment } = await desk.newCase()
    const me = ok<MeView>(await worker.get('/me'))
    expect(me.identity).toEqual(masks)
    expect(me.payeeAccount?.cardMasked).toEqual(card)
    for (const officer of [desk.housing, desk.hr]) {
      const seen = await now(officer, claim)
      expect([seen.claimant, seen.account.cardMasked, seen.claimantMasked]).toEqual([masks, card, '工*人'])
    }
    const mine = await now(worker, claim)
    expect([mine.claimant, mine.claimantMasked]).toEqual([null, null])
    const roster = ok<InstitutionClassView>(
      await desk.institution.get(`/institution/classes/${enrolment.class.id}`),
    ).roster
    expect(roster.at(-1)).toMatchObject({ nameMasked: '工*人', residentIdMasked: masks.residentIdMasked })
    expect(JSON.stringify(roster)).not.toMatch(/card|mobile/)
    ok<ClaimView>(await event(worker, claim, { event: 'withdraw' }))
  })
})
