import mongoose from 'mongoose'
import type { BatchView } from '#shared/payouts'
import { event, openDesk, type ClaimDesk } from '../support/claim-desk'
import { ok, steps } from '../support/path-steps'
import { startTestServer, type TestServer } from '../support/server'

let server: TestServer
let desk: ClaimDesk
/** `collection.method` of every write, and whether it belonged to a transaction. */
const writes: { what: string; isInTransaction: boolean }[] = []

/**
 * Written one by one on purpose: signing in and showing the second factor, what became of messages on their way through WeChat, the leases of what is
 * worked off in the background, who saw whose data in what is only read, and the log of what was refused or talks to
 * another system.
 */
const ON_THEIR_OWN = [
  'audit_entries',
  'sessions',
  'second_factors',
  'subscription_hints',
  'notice_deliveries',
  'subscription_credits',
  'wechat_tokens',
  'wechat_events',
  'jobs',
  'sights',
]
const WRITE = /^(insert|update|replace|delete|findOneAnd|bulkWrite)/

beforeAll(async () => {
  server = await startTestServer()
  desk = await openDesk(server)
  mongoose.set('debug', (collection: string, method: string, ...values: unknown[]) => {
    if (!WRITE.test(method)) return
    const isInTransaction = values.some(
      (value) => typeof value === 'object' && value !== null && 'session' in value && Boolean(value.session),
    )
    writes.push({ what: `${collection}.${method}`, isInTransaction })
  })
})
afterAll(async () => {
  mongoose.set('debug', false)
  await server.stop()
})

describe('what a command writes', () => {
  it('is in its transaction, on the whole way from enrolment to money and on every way back', async () => {
    const { worker, claim, enrolment } = await desk.newCase(46)
    ok(await event(desk.housing, claim, { event: 'return', reasonCode: 'certificate_unclear' }))
    ok(await event(worker, claim, { event: 'withdraw' }))
    ok(await event(desk.housing, await steps.claim(worker, enrolment), refusal))
    const { claim: payable } = await desk.newPayable()
    const key = { 'Idempotency-Key': 'watched-for-its-writes' }
    const body = { claimIds: [payable.id], expectedTotalFen: 50_000 }
    const open = ok<BatchView>(await desk.finance.post('/payout-batches', body, key))
    await steps.pay(desk.finance, await steps.release(desk, open))

    const alone = writes.filter(({ isInTransaction }) => !isInTransaction).map(({ what }) => what)
    expect(alone.filter((what) => !ON_THEIR_OWN.includes(what.split('.')[0] ?? ''))).toEqual([
      'people.insertOne',
      'people.insertOne',
    ])
    const watched = new Set(writes.filter(({ isInTransaction }) => isInTransaction).map(({ what }) => what))
    const inside = [
      'claims',
      'enrolments',
      'kept_answers',
      'notifications',
      'payments',
      'people',
      'audit_entries',
    ]
    for (const collection of inside)
      expect([...watched].some((what) => what.startsWith(`${collection}.`))).toBe(true)
  })
})

const refusal = { event: 'refuse', reasonCode: 'untrue_records', comment: '考试那天不在场' }
