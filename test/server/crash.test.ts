import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { ClaimPreview, ClaimView } from '#shared/claims'
import type { EnrolmentView } from '#shared/enrolments'
import type { NotificationListView } from '#shared/notifications'
import type { BatchListView, BatchView } from '#shared/payouts'
import { ok, steps, submission } from '../support/path-steps'
import { verifiedCaller } from '../support/second-factor'
import { caller, type Caller } from '../support/server'
import { spawnServer, type ServerProcess } from '../support/server-process'

let folder: string
let server: ServerProcess
const tokens = new Map<string, string>()

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'jbt-crash-'))
  server = await spawnServer(folder)
})
afterAll(async () => {
  await server.kill()
  rmSync(folder, { recursive: true, force: true })
})

/** kill -9, and the next start on what is on the disk. */
async function crash(): Promise<void> {
  await server.kill()
  server = await spawnServer(folder)
}

/** The same sign-in through every crash. */
async function as(personKey: string): Promise<Caller> {
  const anonymous = caller(server.url, null)
  const known = tokens.get(personKey)
  if (known !== undefined) return verifiedCaller(caller(server.url, known))
  const { code } = ok<{ code: string }>(await anonymous.post('/demo/login-codes', { personKey }))
  const { token } = ok<{ token: string }>(await anonymous.post('/sessions', { code }))
  tokens.set(personKey, token)
  return verifiedCaller(caller(server.url, token))
}

it('loses nothing that was acknowledged, and pays once, though it is killed after every step of the path', async () => {
  const enrolment = await steps.enrol(await as('worker-ready'), 41)
  await crash()

  const [kept] = ok<{ items: EnrolmentView[] }>(await (await as('worker-ready')).get('/me/enrolments')).items
  expect(kept).toMatchObject({ id: enrolment.id, state: 'enrolled' })
  await steps.attend(await as('institution-jianan'), enrolment)
  await steps.passExam(await as('institution-jianan'), enrolment)
  await crash()

  const worker = await as('worker-ready')
  const preview = ok<ClaimPreview>(await worker.get(`/enrolments/${enrolment.id}/claim-preview`))
  expect(preview.mayClaim).toBe(true)
  const tap = { 'Idempotency-Key': 'the-tap-before-the-crash' }
  const first = await worker.post('/claims', submission(preview), tap)
  const claim = ok<ClaimView>(first)
  await crash()

  const again = await (await as('worker-ready')).post('/claims', submission(preview), tap)
  expect([again.status, again.body]).toEqual([201, first.body])
  const plain = await (await as('worker-ready')).post('/claims', submission(preview))
  expect(plain.body).toMatchObject({ status: 409, claimNo: claim.claimNo })
  await steps.pass(await as('housing-officer'), claim)
  await crash()

  expect(await steps.pass(await as('hr-officer'), claim)).toMatchObject({
    state: 'payable',
    decidedFen: 50_000,
  })
  const template = { templateId: 'test-payout-template', answer: 'accept' }
  expect((await (await as('worker-ready')).post('/demo/subscriptions', template)).status).toBe(204)
  await crash()

  const list = { claimIds: [claim.id], expectedTotalFen: 50_000 }
  const press = { 'Idempotency-Key': 'the-batch-before-the-crash' }
  const batch = ok<BatchView>(await (await as('finance-officer')).post('/payout-batches', list, press))
  await crash()

  const repeated = await (await as('finance-officer')).post('/payout-batches', list, press)
  expect(repeated.body).toEqual(batch)
  await steps.batchEvent(await as('finance-officer'), batch, { event: 'freeze' })
  await crash()
  await steps.batchEvent(await as('finance-second'), batch, { event: 'approve' })
  await crash()
  const sent = await steps.batchEvent(await as('finance-officer'), batch, { event: 'export' })
  await crash()
  await steps.pay(await as('finance-officer'), sent)
  await crash()

  const paid = ok<ClaimView>(await (await as('worker-ready')).get(`/claims/${claim.id}`))
  expect([paid.state, paid.timeline.filter(({ at }) => at !== null)]).toMatchObject(['paid', { length: 5 }])
  const batches = ok<BatchListView>(await (await as('finance-officer')).get('/payout-batches')).items
  expect(batches.map(({ totalFen, paidFen, state }) => [totalFen, paidFen, state])).toEqual([
    [50_000, 50_000, 'reconciled'],
  ])
  const { items } = ok<NotificationListView>(await (await as('worker-ready')).get('/me/notifications'))
  expect(items.map(({ kind }) => kind)).toEqual([
    'payout',
    'claim_approved',
    'claim_received',
    'exam_passed',
    'enrolled',
  ])
  await sentOnceOrSettled(claim)
}, 180_000)

it('does wholly or not at all what it was killed in the middle of; the same tap again ends it, once', async () => {
  const enrolment = await steps.enrol(await as('worker-other'), 41)
  await steps.attend(await as('institution-jianan'), enrolment)
  await steps.passExam(await as('institution-jianan'), enrolment)
  const preview = ok<ClaimPreview>(
    await (await as('worker-other')).get(`/enrolments/${enrolment.id}/claim-preview`),
  )
  const claim = await killedWithin<ClaimView>(8, 'worker-other', '/claims', submission(preview))
  const mine = ok<{ items: { id: string }[] }>(await (await as('worker-other')).get('/me/claims')).items
  expect(mine.map(({ id }) => id)).toEqual([claim.id])
  await steps.pass(await as('housing-officer'), claim)
  await steps.pass(await as('hr-officer'), claim)

  const list = { claimIds: [claim.id], expectedTotalFen: 50_000 }
  const open = await killedWithin<BatchView>(12, 'finance-officer', '/payout-batches', list)
  const [finance, secondFinance] = [await as('finance-officer'), await as('finance-second')]
  const batch = await steps.release({ finance, secondFinance }, open)
  const results = [{ outcome: 'paid', paymentId: batch.payments[0]?.id, bankReference: 'BK7' }]
  const place = `/payout-batches/${batch.id}/results`
  const body = { revision: batch.revision, results }
  const closed = await killedWithin<BatchView>(16, 'finance-officer', place, body)
  expect(closed).toMatchObject({ state: 'reconciled', paidFen: 50_000 })
  const { items } = ok<NotificationListView>(await (await as('worker-other')).get('/me/notifications'))
  expect(items.filter(({ kind }) => kind === 'payout')).toHaveLength(1)
}, 180_000)

/** Sends, kills the server some milliseconds later, and sends the same again. An answer that came must come again. */
async function killedWithin<Body>(
  milliseconds: number,
  who: string,
  place: string,
  body: object,
): Promise<Body> {
  const key = { 'Idempotency-Key': `killed-within-${milliseconds}-ms` }
  const acknowledged = (await as(who)).post(place, body, key).catch(() => null)
  await new Promise((resolve) => setTimeout(resolve, milliseconds))
  await crash()
  const again = await (await as(who)).post(place, body, key)
  const before = await acknowledged
  if (before) expect([again.status, again.body]).toEqual([before.status, before.body])
  return ok<Body>(again)
}

/** The message is in WeChat's outbox once, or the server said at its start that it will not send it again. */
async function sentOnceOrSettled(claim: ClaimView): Promise<void> {
  const sent = async () => (await server.wechat.outbox()).filter(({ page }) => page.includes(claim.id)).length
  for (let left = 200; left > 0 && (await sent()) === 0 && !wasInterrupted(); left -= 1)
    await new Promise((resolve) => setTimeout(resolve, 100))
  expect((await sent()) === 1 || wasInterrupted()).toBe(true)
  await new Promise((resolve) => setTimeout(resolve, 700))
  expect(await sent()).toBeLessThanOrEqual(1)
  const state = readFileSync(path.join(folder, 'wechat-simulator.json'), 'utf8')
  for (const personal of ['999999197903151011', '14000000001', '6299990000000000012'])
    expect(state).not.toContain(personal)
}

function wasInterrupted(): boolean {
  return server.lines.some((line) => line.includes('interrupted'))
}
