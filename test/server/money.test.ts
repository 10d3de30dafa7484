import type { ClaimPreview, ClaimView } from '#shared/claims'
import type { NotificationListView } from '#shared/notifications'
import type { BatchView, PayableListView } from '#shared/payouts'
import { Claims } from '../../server/claims/claim.model'
import { PayoutBatches, Payments } from '../../server/payouts/payout.model'
import { codeOf, event, lastFour, now, openDesk, settleAccount, type ClaimDesk } from '../support/claim-desk'
import { ok, steps, submission } from '../support/path-steps'
import { inventedCard } from '../support/people'
import { startTestServer, type Caller, type Reply, type TestServer } from '../support/server'

let server: TestServer
let desk: ClaimDesk

beforeAll(async () => {
  server = await startTestServer()
  desk = await openDesk(server)
})
afterEach(async () => {
  await balanced()
})
afterAll(() => server.stop())

/** At every step: what was decided, what is in batches, what the payments say and what they were paid agree to the fen. */
async function balanced(): Promise<void> {
  const [claims, payments, batches] = await Promise.all([
    Claims.find().lean(),
    Payments.find().lean(),
    PayoutBatches.find().lean(),
  ])
  const sum = (fens: number[]) => fens.reduce((total, fen) => total + fen, 0)
  const paid = payments.filter(({ outcome }) => outcome === 'paid')
  for (const batch of batches) {
    const own = payments.filter(({ batchId, outcome }) => batchId.equals(batch._id) && outcome !== 'void')
    const of = (outcome: string) =>
      sum(own.filter((one) => one.outcome === outcome).map((one) => one.amountFen))
    expect(batch.totalFen).toBe(sum(own.map(({ amountFen }) => amountFen)))
    expect([batch.count, batch.paidFen, batch.failedFen]).toEqual([own.length, of('paid'), of('failed')])
    const isAnswered = batch.state === 'reconciled' || batch.state === 'closed'
    if (batch.state !== 'void') expect(isAnswered).toBe(of('pending') === 0)
  }
  for (const claim of claims) {
    const own = payments.flatMap(({ lines, outcome }) =>
      lines.flatMap((line) =>
        line.claimId.equals(claim._id) && outcome !== 'void' ? [{ ...line, outcome }] : [],
      ),
    )
    expect(own.filter(({ outcome }) => outcome !== 'failed').length).toBeLessThanOrEqual(1)
    expect(own.map(({ attempt }) => attempt).sort()).toEqual(own.map((_, index) => index + 1))
    for (const { amountFen } of own) expect(amountFen).toBe(claim.decidedFen)
    expect(claim.state === 'paid').toBe(own.some(({ outcome }) => outcome === 'paid'))
    expect(claim.state === 'in_batch').toBe(own.some(({ outcome }) => outcome === 'pending'))
  }
  const decided = claims.filter(({ state }) => state === 'paid').map(({ decidedFen }) => decidedFen ?? 0)
  expect(sum(paid.map(({ amountFen }) => amountFen))).toBe(sum(decided))
}

async function submissionOf({ worker, enrolment }: { worker: Caller; enrolment: { id: string } }) {
  return submission(ok<ClaimPreview>(await worker.get(`/enrolments/${enrolment.id}/claim-preview`)))
}

const times = <T>(count: number, work: () => Promise<T>) => Promise.all(Array.from({ length: count }, work))
const payable = async () => ok<PayableListView>(await desk.finance.get('/payouts/payable'))

function results(batch: BatchView, outcomes: ('paid' | 'failed')[]): object {
  return {
    revision: batch.revision,
    results: batch.payments.map(({ id }, index) =>
      outcomes[index] === 'paid'
        ? { outcome: 'paid', paymentId: id, bankReference: `BK${index}` }
        : { outcome: 'failed', paymentId: id, failureCode: 'account_closed' },
    ),
  }
}

const record = (batch: BatchView, body: object): Promise<Reply> =>
  desk.finance.post(`/payout-batches/${batch.id}/results`, body)

describe('the same tap, sent again with its key', () => {
  it('gives the same receipt, letter by letter, when the answer was lost', async () => {
    const training = await desk.newTraining()
    const body = await submissionOf(training)
    const key = { 'Idempotency-Key': 'tap-one-after-another' }
    const first = await training.worker.post('/claims', body, key)
    const second = await training.worker.post('/claims', body, key)
    expect([first.status, second.status]).toEqual([201, 201])
    expect(JSON.stringify(second.body)).toBe(JSON.stringify(first.body))
    ok(await event(training.worker, first.body, { event: 'withdraw' }))
    const third = await training.worker.post('/claims', body, key)
    expect(JSON.stringify(third.body)).toBe(JSON.stringify(first.body))
  })

  it('makes one claim and one receipt when it comes twenty times in one moment', async () => {
    const training = await desk.newTraining()
    const body = await submissionOf(training)
    const key = { 'Idempotency-Key': 'tap-twenty-at-once' }
    const replies = await times(20, () => training.worker.post('/claims', body, key))
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([201]))
    expect(new Set(replies.map((reply) => JSON.stringify(reply.body))).size).toBe(1)
    expect(await Claims.countDocuments({ enrolmentId: training.enrolment.id })).toBe(1)
  })

  it('is refused when it suddenly says something else', async () => {
    const training = await desk.newTraining()
    const body = await submissionOf(training)
    const key = { 'Idempotency-Key': 'tap-with-two-meanings' }
    ok(await training.worker.post('/claims', body, key))
    const other = await training.worker.post('/claims', { ...body, cardLastFour: '0000' }, key)
    expect([other.status, codeOf(other)]).toEqual([422, 'idempotency_conflict'])
    const elsewhere = await training.worker.post(`/enrolments/${training.enrolment.id}/leave`, undefined, key)
    expect([elsewhere.status, codeOf(elsewhere)]).toEqual([422, 'idempotency_conflict'])
  })

  it("means nothing with somebody else's hand", async () => {
    const [one, two] = [await desk.newTraining(), await desk.newTraining()]
    const key = { 'Idempotency-Key': 'the-same-key-of-two-people' }
    const first = ok<ClaimView>(await one.worker.post('/claims', await submissionOf(one), key))
    const second = ok<ClaimView>(await two.worker.post('/claims', await submissionOf(two), key))
    expect(second.claimNo).not.toBe(first.claimNo)
  })

  it('can be sent again after a refusal, once the reason is gone', async () => {
    const training = await desk.newTraining()
    const body = await submissionOf(training)
    const key = { 'Idempotency-Key': 'tap-after-refusal' }
    const wrong = { ...body, expectedAmount: { kind: 'fixed', fen: 1 } }
    expect(codeOf(await training.worker.post('/claims', wrong, key))).toBe('amount_changed')
    expect((await training.worker.post('/claims', body, key)).status).toBe(201)
  })
})

describe('one entitlement', () => {
  it('is claimed once when twenty taps without a key come in one moment', async () => {
    const training = await desk.newTraining()
    const body = await submissionOf(training)
    const replies = await times(20, () => training.worker.post('/claims', body))
    const made = replies.filter(({ status }) => status === 201)
    expect(made).toHaveLength(1)
    const { claimNo } = ok<ClaimView>(made[0] ?? { status: 500, body: null })
    for (const refused of replies.filter(({ status }) => status !== 201)) {
      expect([refused.status, codeOf(refused)]).toEqual([409, 'already_claimed'])
      expect([claimNo, undefined]).toContain((refused.body as { claimNo?: string }).claimNo)
    }
    const later = await training.worker.post('/claims', body)
    expect(later.body).toMatchObject({ code: 'already_claimed', claimNo })
  })

  it('of a certificate is used once, through whatever class and however its number is typed', async () => {
    const [one, two] = [await desk.newTraining(46), await desk.newTraining(46)]
    ok(
      await desk.institution.put(`/enrolments/${one.enrolment.id}/certificate`, {
        kind: 'special_operations',
        number: 'SU-A-2021-7777',
        issuedOn: '2021-06-18',
      }),
    )
    for (const number of ['SU-A-2021-7777', 'su-a-2021-7777', 'SUA20217777', 'SUA-20217777']) {
      const body = { kind: 'special_operations', number, issuedOn: '2021-06-18' }
      const reply = await desk.institution.put(`/enrolments/${two.enrolment.id}/certificate`, body)
      expect([number, reply.status, codeOf(reply)]).toEqual([number, 409, 'already_used'])
    }
  })

  it('is not claimed for another sum than the one on the screen, nor to another card', async () => {
    const training = await desk.newTraining()
    const body = await submissionOf(training)
    const cap = { ...body, expectedAmount: { kind: 'upTo', fen: 50_000 } }
    expect(codeOf(await training.worker.post('/claims', cap))).toBe('amount_changed')
    expect(codeOf(await training.worker.post('/claims', { ...body, cardLastFour: '9999' }))).toBe(
      'changed_meanwhile',
    )
    expect((await training.worker.post('/claims', { ...body, consent: false })).status).toBe(422)
  })
})

describe('a batch', () => {
  it('takes a claim once, however often and in how many batches it is asked for', async () => {
    const { claim } = await desk.newPayable()
    const body = { claimIds: [claim.id, claim.id], expectedTotalFen: 50_000 }
    const replies = await times(5, () => desk.finance.post('/payout-batches', body))
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1)
    for (const reply of replies.filter(({ status }) => status !== 201)) expect(reply.status).toBe(409)
    const late = await desk.finance.post('/payout-batches', body)
    expect(late.status).toBe(409)
    expect(await Payments.countDocuments({ 'lines.claimId': claim.id })).toBe(1)
  })

  it('is one, and answers alike, when the same tap comes again', async () => {
    const { claim } = await desk.newPayable()
    const body = { claimIds: [claim.id], expectedTotalFen: 50_000 }
    const key = { 'Idempotency-Key': 'batch-tapped-again' }
    const replies = await times(5, () => desk.finance.post('/payout-batches', body, key))
    expect(new Set(replies.map((reply) => `${reply.status} ${JSON.stringify(reply.body)}`)).size).toBe(1)
    expect(replies[0]?.status).toBe(201)
  })

  it('is refused for another sum than finance saw, for claims not approved and for claims that are not', async () => {
    const { claim } = await desk.newPayable()
    const waiting = await desk.newCase()
    const ask = async (claimIds: string[], expectedTotalFen: number) =>
      codeOf(await desk.finance.post('/payout-batches', { claimIds, expectedTotalFen }))
    expect(await ask([claim.id], 50_001)).toBe('amount_changed')
    expect(await ask([claim.id, waiting.claim.id], 100_000)).toBe('not_in_this_state')
    expect(await ask([claim.id, '0123456789abcdef01234567'], 50_000)).toBe('not_found')
    expect((await now(desk.hr, claim)).state).toBe('payable')
    expect(await PayoutBatches.countDocuments({ totalFen: { $gte: 50_001 } })).toBe(0)
  })
})

describe("the bank's results", () => {
  it('are taken once: the second time nothing changes', async () => {
    const batch = await steps.batch(desk, [(await desk.newPayable()).claim])
    const closed = ok<BatchView>(await record(batch, results(batch, ['paid'])))
    expect(closed).toMatchObject({ state: 'reconciled', paidFen: 50_000, pendingFen: 0 })
    const stale = await record(batch, results(batch, ['failed']))
    expect([stale.status, codeOf(stale)]).toEqual([409, 'changed_meanwhile'])
    const fresh = await record(batch, results(closed, ['failed']))
    expect([fresh.status, codeOf(fresh)]).toEqual([409, 'not_in_this_state'])
  })

  it('come in parallel from two hands, and one wins', async () => {
    const { claim } = await desk.newPayable()
    const batch = await steps.batch(desk, [claim])
    const replies = await Promise.all([
      record(batch, results(batch, ['paid'])),
      record(batch, results(batch, ['failed'])),
      record(batch, results(batch, ['paid'])),
    ])
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409])
  })

  it('are taken wholly or not at all: one bad line leaves everything as it was', async () => {
    const made = [await desk.newPayable(), await desk.newPayable()]
    const batch = await steps.batch(
      desk,
      made.map(({ claim }) => claim),
    )
    const [first] = batch.payments
    const line = { outcome: 'paid', paymentId: first?.id, bankReference: 'BK9' }
    const bad = [
      [line, { outcome: 'paid', paymentId: '0123456789abcdef01234567', bankReference: 'BK8' }],
      [line, line],
      [line, { outcome: 'failed', paymentId: first?.id, failureCode: 'account_closed' }],
      [line, { outcome: 'paid', paymentId: batch.payments[1]?.id, bankReference: ' ' }],
    ]
    for (const lines of bad)
      expect([404, 409, 422]).toContain(
        (await record(batch, { revision: batch.revision, results: lines })).status,
      )
    expect(ok<BatchView>(await desk.finance.get(`/payout-batches/${batch.id}`))).toEqual(batch)
    for (const { worker, claim } of made) {
      expect((await now(worker, claim)).state).toBe('in_batch')
      const inbox = ok<NotificationListView>(await worker.get('/me/notifications'))
      expect(inbox.items.map(({ kind }) => kind)).not.toContain('payout')
    }
    const partly = ok<BatchView>(await record(batch, { revision: batch.revision, results: [line] }))
    expect(partly).toMatchObject({ state: 'partly_confirmed', pendingFen: 50_000 })
  })
})

describe('a payment that failed', () => {
  it('is paid with the next batch to the new card, once, with everything said on the way', async () => {
    const { claim, worker, number } = await desk.newPayable()
    const batch = await steps.batch(desk, [claim])
    ok(await record(batch, results(batch, ['failed'])))
    await balanced()

    const [message] = ok<NotificationListView>(await worker.get('/me/notifications')).items
    expect(message).toMatchObject({ kind: 'payout_failed', claimId: claim.id })
    expect(message?.body).toContain('账户已注销')
    const failed = await now(worker, claim)
    expect(failed).toMatchObject({ state: 'pay_failed', permittedEvents: ['change_account'] })
    expect((await payable()).items.map(({ claimId }) => claimId)).not.toContain(claim.id)

    const cardNumber = inventedCard(number + 600)
    ok(await worker.put('/me/payee-account', { consent: true, bankName: '新的银行', cardNumber }))
    const stale = await event(worker, claim, { event: 'change_account', cardLastFour: '0000' })
    expect(codeOf(stale)).toBe('changed_meanwhile')
    const changed = ok<ClaimView>(
      await event(worker, claim, { event: 'change_account', cardLastFour: await lastFour(worker) }),
    )
    expect(changed).toMatchObject({ state: 'payable', decidedFen: 50_000 })
    expect(changed.account.cardMasked.slice(-4)).toBe(cardNumber.slice(-4))
    await balanced()

    await settleAccount(desk, claim)
    const second = await steps.batch(desk, [claim])
    expect(second.payments[0]).toMatchObject({
      lines: [{ attempt: 2 }],
      cardMasked: changed.account.cardMasked,
    })
    await steps.pay(desk.finance, second)
    expect((await now(worker, claim)).payment).toMatchObject({
      attempt: 2,
      outcome: 'paid',
      batchNo: second.batchNo,
    })
    const kept = ok<BatchView>(await desk.finance.get(`/payout-batches/${batch.id}`))
    expect(kept.payments[0]).toMatchObject({
      lines: [{ attempt: 1 }],
      outcome: 'failed',
      failureText: '账户已注销',
    })
  })
})
