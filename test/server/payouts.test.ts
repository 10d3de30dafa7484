import type { ClaimView } from '#shared/claims'
import type { NotificationListView } from '#shared/notifications'
import type { BatchListView, BatchView, PayableListView } from '#shared/payouts'
import { Claims } from '../../server/claims/claim.model'
import { askAboutDifferingAccounts } from '../../server/payouts/differing-accounts.service'
import { PayoutBatches, Payments } from '../../server/payouts/payout.model'
import { codeOf, event, lastFour, now, openDesk, settleAccount, type ClaimDesk } from '../support/claim-desk'
import { ok, steps } from '../support/path-steps'
import { inventedCard } from '../support/people'
import { openRightsDesk } from '../support/rights-desk'
import { startTestServer, type Caller, type Reply, type TestServer } from '../support/server'

let server: TestServer
let desk: ClaimDesk

beforeAll(async () => {
  server = await startTestServer()
  desk = await openDesk(server, 700)
})
afterAll(() => server.stop())

const batchNow = async ({ id }: { id: string }) =>
  ok<BatchView>(await desk.finance.get(`/payout-batches/${id}`))
const payables = async () => ok<PayableListView>(await desk.finance.get('/payouts/payable')).items
const payableOf = async (claim: ClaimView) => (await payables()).find(({ claimId }) => claimId === claim.id)

/** A step with what stands on the screen of whoever takes it. */
async function take(
  officer: Caller,
  batch: BatchView,
  body: { event: string } & Record<string, unknown>,
): Promise<Reply> {
  const { revision } = await batchNow(batch)
  const drawn = body.event === 'freeze' ? { lineId: await steps.fundLine(desk.finance) } : {}
  return officer.post(`/payout-batches/${batch.id}/events`, { revision, ...drawn, ...body })
}

async function openBatch(count = 1): Promise<{ batch: BatchView; claims: ClaimView[]; workers: Caller[] }> {
  const made = []
  for (let index = 0; index < count; index += 1) made.push(await desk.newPayable())
  const claims = made.map(({ claim }) => claim)
  return {
    batch: await steps.openBatch(desk.finance, claims),
    claims,
    workers: made.map(({ worker }) => worker),
  }
}

describe('a list of payments', () => {
  it('is filled and thinned out while it is open, and says what it comes to', async () => {
    const { batch, claims } = await openBatch(2)
    expect(batch).toMatchObject({
      state: 'open',
      count: 2,
      totalFen: 100_000,
      listHash: null,
      permittedEvents: ['fill', 'take_out', 'freeze', 'void'],
    })
    const [first, second] = claims
    const removal = { claimId: first?.id, revision: batch.revision }
    const thinned = ok<BatchView>(await desk.finance.post(`/payout-batches/${batch.id}/removals`, removal))
    expect(thinned).toMatchObject({ count: 1, totalFen: 50_000 })
    expect(thinned.payments.map(({ lines }) => lines[0]?.claimId)).toEqual([second?.id])
    expect(await now(desk.hr, first as ClaimView)).toMatchObject({ state: 'payable', payment: null })
    const stale = await desk.finance.post(`/payout-batches/${batch.id}/removals`, removal)
    expect([stale.status, codeOf(stale)]).toEqual([409, 'changed_meanwhile'])

    const refill = { claimIds: [first?.id], expectedTotalFen: 50_000, revision: thinned.revision }
    const place = `/payout-batches/${batch.id}/claims`
    expect(codeOf(await desk.finance.post(place, { ...refill, expectedTotalFen: 1 }))).toBe('amount_changed')
    const full = ok<BatchView>(await desk.finance.post(place, refill))
    expect(full).toMatchObject({ count: 2, totalFen: 100_000 })
    expect(full.payments.flatMap(({ lines }) => lines.map(({ attempt }) => attempt))).toEqual([1, 1])
  })

  it('asks the bank for one payment to each person, whatever the number of their claims', async () => {
    const [one, two, three] = [await desk.newPayable(), await desk.newPayable(), await desk.newPayable()]
    await ofOnePerson(one.claim, two.claim, 'the same card')
    const claims = [one.claim, two.claim, three.claim]
    const batch = await steps.openBatch(desk.finance, claims)
    expect(batch).toMatchObject({ count: 2, totalFen: 150_000 })
    const joint = batch.payments.find(({ lines }) => lines.length === 2)
    expect(joint).toMatchObject({ amountFen: 100_000 })
    const removal = { claimId: two.claim.id, revision: batch.revision }
    const thinned = ok<BatchView>(await desk.finance.post(`/payout-batches/${batch.id}/removals`, removal))
    expect(thinned).toMatchObject({ count: 2, totalFen: 100_000 })
    const refill = { claimIds: [two.claim.id], expectedTotalFen: 50_000, revision: thinned.revision }
    const full = ok<BatchView>(await desk.finance.post(`/payout-batches/${batch.id}/claims`, refill))
    expect(full).toMatchObject({ count: 2, totalFen: 150_000 })

    const sent = await steps.release(desk, full)
    const paid = await steps.pay(desk.finance, sent)
    expect(paid).toMatchObject({ state: 'reconciled', paidFen: 150_000 })
    for (const claim of claims) expect((await now(desk.hr, claim)).state).toBe('paid')
    const inbox = ok<NotificationListView>(await one.worker.get('/me/notifications')).items
    expect(inbox.filter(({ kind }) => kind === 'payout')).toMatchObject([{ amountFen: 100_000 }])
    expect(inbox[0]?.body).toContain('等2笔')
  })

  it('takes none of the claims of a person who names two accounts', async () => {
    const [one, two] = [await desk.newPayable(), await desk.newPayable()]
    await ofOnePerson(one.claim, two.claim, 'another card')
    for (const { claim } of [one, two]) expect((await payableOf(claim))?.stops).toEqual(['accounts_differ'])
    for (const claimIds of [[one.claim.id], [two.claim.id], [one.claim.id, two.claim.id]]) {
      const reply = await desk.finance.post('/payout-batches', {
        claimIds,
        expectedTotalFen: 50_000 * claimIds.length,
      })
      expect([reply.status, codeOf(reply)]).toEqual([409, 'not_in_this_state'])
    }
    const process = await openRightsDesk(server).processIn(0)
    const kinds = async () =>
      ok<NotificationListView>(await one.worker.get('/me/notifications')).items.map(({ kind }) => kind)
    for (const asked of [1, 0]) expect(await askAboutDifferingAccounts(process)).toBe(asked)
    expect((await kinds()).filter((kind) => kind === 'accounts_differ')).toHaveLength(1)
    await Claims.deleteMany({ _id: { $in: [one.claim.id, two.claim.id] } })
  })

  it('cannot be empty when it is frozen, and holds no more claims than a bank takes', async () => {
    const { batch, claims } = await openBatch()
    const removal = { claimId: claims[0]?.id, revision: batch.revision }
    ok(await desk.finance.post(`/payout-batches/${batch.id}/removals`, removal))
    const reply = await take(desk.finance, batch, { event: 'freeze' })
    expect([reply.status, codeOf(reply)]).toEqual([409, 'not_in_this_state'])
    const claimIds = Array.from({ length: 501 }, (_, index) => index.toString(16).padStart(24, '0'))
    expect((await desk.finance.post('/payout-batches', { claimIds, expectedTotalFen: 1 })).status).toBe(422)
  })
})

describe('what is frozen', () => {
  it('has numbered payments and one fingerprint, and takes and gives nothing any more', async () => {
    const { batch, claims } = await openBatch(2)
    const frozen = ok<BatchView>(await take(desk.finance, batch, { event: 'freeze' }))
    expect(frozen).toMatchObject({ state: 'frozen', approvalsNeeded: 1, isMaker: true })
    expect(frozen.listHash).toMatch(/^[0-9a-f]{64}$/)
    expect(frozen.payments.map(({ paymentNo }) => paymentNo)).toEqual([
      `${batch.batchNo}-001`,
      `${batch.batchNo}-002`,
    ])
    const removal = { claimId: claims[0]?.id, revision: frozen.revision }
    const refused = await desk.finance.post(`/payout-batches/${batch.id}/removals`, removal)
    expect([refused.status, codeOf(refused)]).toEqual([409, 'not_in_this_state'])
    expect((await now(desk.hr, claims[0] as ClaimView)).state).toBe('in_batch')
    expect(await batchNow(batch)).toEqual(frozen)
  })

  it('is approved by somebody who had no hand in it, for the very list that they saw', async () => {
    const { batch } = await openBatch()
    const { listHash } = ok<BatchView>(await take(desk.finance, batch, { event: 'freeze' }))
    const own = await take(desk.finance, batch, { event: 'approve', listHash })
    expect([own.status, codeOf(own)]).toEqual([409, 'same_reviewer'])
    const other = await take(desk.secondFinance, batch, { event: 'approve', listHash: 'f'.repeat(64) })
    expect([other.status, codeOf(other)]).toEqual([409, 'changed_meanwhile'])
    const early = await take(desk.finance, batch, { event: 'export' })
    expect([early.status, codeOf(early)]).toEqual([409, 'not_in_this_state'])
    const approved = ok<BatchView>(await take(desk.secondFinance, batch, { event: 'approve', listHash }))
    expect(approved).toMatchObject({ state: 'approved', approvals: [{ isMine: true }], isMaker: false })
    const again = await take(desk.secondFinance, batch, { event: 'approve', listHash })
    expect([again.status, codeOf(again)]).toEqual([409, 'not_in_this_state'])
  })

  it('needs two approvals from 50,000 yuan on, by two people', async () => {
    const { batch } = await openBatch()
    await PayoutBatches.updateOne({ _id: batch.id }, { $set: { totalFen: 5_000_000 } })
    const frozen = ok<BatchView>(await take(desk.finance, batch, { event: 'freeze' }))
    expect(frozen.approvalsNeeded).toBe(2)
    const approval = { event: 'approve', listHash: frozen.listHash }
    const first = ok<BatchView>(await take(desk.secondFinance, batch, approval))
    expect(first).toMatchObject({ state: 'frozen', permittedEvents: ['void'] })
    const twice = await take(desk.secondFinance, batch, approval)
    expect([twice.status, codeOf(twice)]).toEqual([409, 'same_reviewer'])
  })

  it.each([
    ['another sum', { amountFen: 5_000_000 }],
    ['another card', { cardIndex: 'of another card' }],
    ['another bank', { bankName: '别的银行' }],
  ])('is not paid when somebody with the database has given a payment %s', async (_, change) => {
    const { batch } = await openBatch()
    const { listHash } = ok<BatchView>(await take(desk.finance, batch, { event: 'freeze' }))
    const untouched = await Payments.findOne({ batchId: batch.id }).lean()
    await Payments.updateOne({ batchId: batch.id }, { $set: change })
    const refused = await take(desk.secondFinance, batch, { event: 'approve', listHash })
    expect([refused.status, codeOf(refused)]).toEqual([409, 'changed_meanwhile'])
    await Payments.updateOne({ batchId: batch.id }, { $set: untouched ?? {} })
    ok(await take(desk.secondFinance, batch, { event: 'approve', listHash }))
    ok(await take(desk.finance, batch, { event: 'export' }))
    await Payments.updateOne({ batchId: batch.id }, { $set: change })
    const file = await desk.finance.post(`/payout-batches/${batch.id}/bank-files`, { format: 'csv' })
    expect([file.status, codeOf(file)]).toEqual([409, 'changed_meanwhile'])
    await Payments.updateOne({ batchId: batch.id }, { $set: untouched ?? {} })
  })

  it('is given up with a reason as long as the bank has not got it; its claims wait for the next list', async () => {
    const { batch, claims } = await openBatch(2)
    await steps.batchEvent(desk.finance, batch, { event: 'freeze' })
    expect((await take(desk.finance, batch, { event: 'void', reason: ' ' })).status).toBe(422)
    const given = ok<BatchView>(await take(desk.finance, batch, { event: 'void', reason: '银行账期改了' }))
    expect(given).toMatchObject({ state: 'void', voidReason: '银行账期改了', permittedEvents: [] })
    expect(given.payments.map(({ outcome }) => outcome)).toEqual(['void', 'void'])
    const sent = await steps.batch(desk, claims)
    expect(sent.payments.flatMap(({ lines }) => lines.map(({ attempt }) => attempt))).toEqual([1, 1])
    const late = await take(desk.finance, sent, { event: 'void', reason: '晚了' })
    expect([late.status, codeOf(late)]).toEqual([409, 'not_in_this_state'])
  })
})

describe('the end of a batch', () => {
  it("comes when the bank's own statement says the same sum, and not before the last answer", async () => {
    const { batch } = await openBatch(2)
    const sent = await steps.release(desk, batch)
    const [first] = sent.payments
    const results = [{ outcome: 'paid', paymentId: first?.id, bankReference: 'BK4' }]
    const partly = ok<BatchView>(
      await desk.finance.post(`/payout-batches/${batch.id}/results`, { revision: sent.revision, results }),
    )
    expect(partly.state).toBe('partly_confirmed')
    const early = await take(desk.finance, batch, { event: 'close', statementFen: 50_000 })
    expect([early.status, codeOf(early)]).toEqual([409, 'not_in_this_state'])
    const rest = partly.payments.filter(({ outcome }) => outcome === 'pending')
    await steps.pay(desk.finance, { ...partly, payments: rest })
    const wrong = await take(desk.finance, batch, { event: 'close', statementFen: 100_001 })
    expect([wrong.status, codeOf(wrong)]).toEqual([409, 'amount_changed'])
    const closed = ok<BatchView>(await take(desk.finance, batch, { event: 'close', statementFen: 100_000 }))
    expect(closed).toMatchObject({ state: 'closed', permittedEvents: [] })
  })

  it('is found again page by page', async () => {
    const pages: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const place: string = cursor === '' ? '/payout-batches' : `/payout-batches?cursor=${cursor}`
      const page: BatchListView = ok<BatchListView>(await desk.finance.get(place))
      pages.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor
    }
    expect(new Set(pages).size).toBe(pages.length)
    expect(pages).toHaveLength(await PayoutBatches.countDocuments())
  })
})

describe('an account that is changed after the decision', () => {
  it('is told over every channel, waits two days, and is looked at by finance before it gets money', async () => {
    const { worker, claim, number } = await desk.newPayable()
    const same = await event(worker, claim, { event: 'change_account', cardLastFour: await lastFour(worker) })
    expect([same.status, codeOf(same)]).toEqual([409, 'already_used'])
    const cardNumber = inventedCard(number + 100)
    ok(await worker.put('/me/payee-account', { consent: true, bankName: '新的银行', cardNumber }))
    ok(await event(worker, claim, { event: 'change_account', cardLastFour: cardNumber.slice(-4) }))
    const [message] = ok<NotificationListView>(await worker.get('/me/notifications')).items
    expect(message).toMatchObject({ kind: 'payee_changed', claimId: claim.id })
    expect(message?.body).toContain('6月20日')

    const waiting = await payableOf(claim)
    expect(waiting).toMatchObject({
      stops: ['cooling_off', 'not_looked_at'],
      accountChange: { payFrom: '2021-06-20', othersWithCard: 0, lookedAt: null },
    })
    expect(waiting?.accountChange?.before.cardMasked).not.toBe(waiting?.cardMasked)
    const list = { claimIds: [claim.id], expectedTotalFen: 50_000 }
    expect(codeOf(await desk.finance.post('/payout-batches', list))).toBe('not_in_this_state')
    const stale = { claimId: claim.id, cardLastFour: '0000' }
    expect(codeOf(await desk.finance.post('/payouts/account-looks', stale))).toBe('changed_meanwhile')
    await settleAccount(desk, claim)
    const again = { claimId: claim.id, cardLastFour: cardNumber.slice(-4) }
    expect(codeOf(await desk.finance.post('/payouts/account-looks', again))).toBe('not_in_this_state')
    expect((await payableOf(claim))?.stops).toEqual([])
    ok(await desk.finance.post('/payout-batches', list))
  })

  it('shows finance how many others are paid to the same card', async () => {
    const [one, two] = [await desk.newPayable(), await desk.newPayable()]
    const { cardNumber } = { cardNumber: inventedCard(two.number) }
    ok(
      await one.worker.put('/me/payee-account', {
        consent: true,
        bankName: '演示银行（社保卡）',
        cardNumber,
      }),
    )
    const lastFourOfTwo = cardNumber.slice(-4)
    ok(await event(one.worker, one.claim, { event: 'change_account', cardLastFour: lastFourOfTwo }))
    expect((await payableOf(one.claim))?.accountChange?.othersWithCard).toBe(1)
  })
})

/** The second claim becomes the first worker's: one person with two trainings, as two classes on other days would give. */
async function ofOnePerson(one: ClaimView, two: ClaimView, card: 'the same card' | 'another card') {
  const first = await Claims.findById(one.id).lean()
  const sameCard = card === 'the same card' ? { 'account.cardIndex': first?.account.cardIndex } : {}
  await Claims.updateOne({ _id: two.id }, { $set: { workerId: first?.workerId, ...sameCard } })
}
