import type { AuditRootList } from '#shared/audit'
import { createSecretKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import mongoose, { type ClientSession } from 'mongoose'
import { AuditEntries, type AuditEntry } from '../../server/audit/audit-entry.model'
import { chainEntries, signRoot } from '../../server/audit/audit-chain.service'
import { loggedTransaction } from '../../server/audit/audit.service'
import { createRootSigner } from '../../server/audit/root-signer'
import { verifyLog, verifyRecords } from '../../server/commands/audit-verification'
import { inTransaction } from '../../server/mongo'
import { rechained, tamperings } from '../support/audit-tampering'
import { codeOf, event, openDesk, type ClaimDesk } from '../support/claim-desk'
import { ok, steps } from '../support/path-steps'
import { inventedWorker } from '../support/people'
import { openRightsDesk } from '../support/rights-desk'
import { startTestServer, type TestServer } from '../support/server'

let server: TestServer
let desk: ClaimDesk

beforeAll(async () => {
  server = await startTestServer()
  desk = await openDesk(server)
})
afterAll(() => server.stop())

/** The key under which this server makes the log's hashes. */
function indexKey() {
  const kept = JSON.parse(readFileSync(path.join(server.dataDir, 'demo-keys.json'), 'utf8')) as {
    indexKey: string
  }
  return createSecretKey(kept.indexKey, 'base64')
}

const entries = () => AuditEntries.find({}).sort({ _id: 1 }).lean<AuditEntry[]>()
/** The entries of steps with a claim. */
const stepsWith = async (id: string) =>
  (await entries()).filter(({ subjectId, problem }) => subjectId === id && problem !== 'second_factor_needed')

describe('the log', () => {
  it('has one entry for each step with a claim, with who took it and what the claim became', async () => {
    const { claim } = await desk.newCase()
    await steps.pass(desk.housing, claim)
    await steps.pass(desk.hr, claim)
    const found = await stepsWith(claim.id)
    expect(found.map(({ act, outcome }) => [act, outcome])).toEqual([
      ['post /claims/:id/events pass', 'done'],
      ['post /claims/:id/events pass', 'done'],
    ])
    for (const { actorId, requestId, requestHash, changes } of found) {
      expect(actorId).not.toBeNull()
      expect(requestId).not.toBeNull()
      expect(requestHash).not.toBeNull()
      expect(changes).toEqual([{ of: 'claims', id: claim.id, hash: expect.any(String) }])
    }
    expect(new Set(found.map(({ changes }) => changes[0]?.hash)).size).toBe(2)
  })

  it('has no entry for what came to nothing at the very end', async () => {
    const act = 'test of an end'
    const broken = <T>(work: (tx: ClientSession) => Promise<T>) =>
      inTransaction(async (tx) => {
        await work(tx)
        throw new Error('the commit did not come through')
      })
    const { cipher } = openRightsDesk(server)
    const logging = loggedTransaction(
      { inTransaction: broken, cipher },
      () => Promise.resolve(true),
      () => ({ at: new Date(), act }),
    )
    await expect(logging).rejects.toThrow('did not come through')
    expect(await AuditEntries.countDocuments({ act })).toBe(0)
  })

  it('shows a sum that somebody changed in the database itself', async () => {
    const { claim } = await desk.newPayable()
    await steps.pay(desk.finance, await steps.batch(desk, [claim]))
    const read = async () => {
      const of = (name: string) => mongoose.connection.collection(name).find().toArray()
      const records = { claims: await of('claims'), payments: await of('payments') }
      const batches = { payout_batches: await of('payout_batches') }
      return verifyRecords(await entries(), { ...records, ...batches }, indexKey())
    }
    const before = await read()
    expect(before).toMatchObject({ unlogged: 0, faults: [] })
    expect(before.compared).toBeGreaterThanOrEqual(3)
    await mongoose.connection
      .collection('payments')
      .updateOne({ 'lines.claimNo': claim.claimNo }, { $inc: { amountFen: 1 } })
    expect((await read()).faults).toEqual([expect.stringMatching(/^payments .* is not as the log/)])
    await mongoose.connection
      .collection('payments')
      .updateOne({ 'lines.claimNo': claim.claimNo }, { $inc: { amountFen: -1 } })
    const where = { claimNo: claim.claimNo }
    await mongoose.connection.collection('claims').updateOne(where, { $set: { decidedFen: 60_000 } })
    expect((await read()).faults).toEqual([expect.stringMatching(/^claims /)])
    await mongoose.connection.collection('claims').updateOne(where, { $set: { decidedFen: 50_000 } })
  })

  it('holds what was refused, and why', async () => {
    const { claim } = await desk.newCase()
    const early = { event: 'pass', checks: claim.checksNeeded }
    expect(codeOf(await event(desk.hr, claim, early))).toBe('not_allowed')
    expect(await stepsWith(claim.id)).toMatchObject([
      { act: 'post /claims/:id/events pass', outcome: 'refused', problem: 'not_allowed', changes: [] },
    ])
  })

  it('has one entry for a step that is sent twice under one key', async () => {
    const { claim } = await desk.newCase()
    const body = { event: 'hold', reason: '再查一下', revision: claim.revision }
    const key = { 'Idempotency-Key': 'audit-test-one-key' }
    for (let time = 0; time < 2; time += 1)
      ok(await desk.housing.post(`/claims/${claim.id}/events`, body, key))
    expect(await stepsWith(claim.id)).toHaveLength(1)
  })

  it('holds nothing that somebody typed', async () => {
    const text = JSON.stringify(await entries())
    for (const [, typed] of Object.entries(inventedWorker(1))) expect(text).not.toContain(typed)
    expect(text).not.toContain('再查一下')
  })
})

describe('the chain', () => {
  const signer = createRootSigner(createSecretKey(Buffer.alloc(32, 7)))

  it('is checked by code that shares nothing with the server, against a root that somebody has kept', async () => {
    await chainEntries({ inTransaction })
    const today = '2032-01-02'
    expect(await signRoot({ inTransaction, signer, today, now: new Date() })).toBe(1)
    expect(await signRoot({ inTransaction, signer, today, now: new Date() })).toBe(0)
    const { roots, unchained } = ok<AuditRootList>(await server.anonymous.get('/public/audit-roots'))
    expect(unchained).toBe(0)
    const kept = roots.filter(({ day }) => day === '2032-01-01')
    const log = await entries()
    expect(verifyLog(log, kept, signer.publicKey)).toEqual({
      ...{ chained: log.length, unchained: 0, vouchedUpTo: kept[0]?.seq, faults: [] },
    })

    const other = createRootSigner(createSecretKey(Buffer.alloc(32, 8))).publicKey
    expect(verifyLog(log, kept, other).faults).toEqual(['the root of 2032-01-01 is not signed by this key'])

    for (const [name, tamper] of Object.entries(tamperings)) {
      const middle = (below: number) => Math.floor(below / 2)
      const cover = log.slice(0, kept[0]?.seq)
      for (const forged of [tamper(cover, middle), rechained(tamper(cover, middle))])
        expect([name, verifyLog(forged, kept, signer.publicKey).faults.length > 0]).toEqual([name, true])
    }
  })

  it('is signed by the server itself, whose key everybody can have', async () => {
    const { publicKey, chained } = ok<AuditRootList>(await server.anonymous.get('/public/audit-roots'))
    expect(Buffer.from(publicKey, 'base64url')).toHaveLength(44)
    expect(chained).toBeGreaterThan(0)
  })
})
