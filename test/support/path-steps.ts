import type { BudgetListView } from '#shared/budgets'
import type { ClassListView, InstitutionClassView } from '#shared/classes'
import type { ClaimPreview, ClaimView } from '#shared/claims'
import type { EnrolmentView } from '#shared/enrolments'
import type { BatchView, PayableListView } from '#shared/payouts'
import type { Caller, TestServer } from './server'

/** Finance is two: whoever makes a list does not approve it. */
export interface PayDesk {
  finance: Caller
  secondFinance: Caller
}

/** The steps of the main path, for tests that begin in the middle of it. Each throws when the server refuses. */
export const steps = {
  async enrol(worker: Caller, tradeSeq: number, booking: object = {}): Promise<EnrolmentView> {
    const { items } = ok<ClassListView>(await worker.get(`/classes?tradeSeq=${tradeSeq}`))
    const open = items.find(
      ({ enrolment, startsOn }) =>
        (enrolment.open || enrolment.myEnrolmentId !== null) && startsOn < '2021-06-18',
    )
    if (!open) throw new Error(`No running class for row ${tradeSeq}`)
    return ok<EnrolmentView>(await worker.post(`/classes/${open.id}/enrolments`, booking))
  },

  /** Full attendance of every lesson held so far. */
  async attend(institution: Caller, enrolment: EnrolmentView, lessons = 5): Promise<void> {
    const item = ok<InstitutionClassView>(await institution.get(`/institution/classes/${enrolment.class.id}`))
    for (const lesson of item.lessons.slice(0, lessons)) {
      const entries = [{ enrolmentId: enrolment.id, hoursTenths: lesson.hoursTenths }]
      ok(
        await institution.put(`/institution/classes/${item.id}/lessons/${lesson.id}/attendance`, { entries }),
      )
    }
  },

  async passExam(institution: Caller, enrolment: EnrolmentView): Promise<void> {
    ok(
      await institution.put(`/enrolments/${enrolment.id}/exam-result`, {
        passed: true,
        examinedOn: '2021-06-18',
      }),
    )
  },

  async certify(institution: Caller, enrolment: EnrolmentView, number = 'SU-A-2021-0001'): Promise<void> {
    const body = { kind: 'special_operations', number, issuedOn: '2021-06-18' }
    ok(await institution.put(`/enrolments/${enrolment.id}/certificate`, body))
  },

  async claim(worker: Caller, enrolment: EnrolmentView): Promise<ClaimView> {
    const preview = ok<ClaimPreview>(await worker.get(`/enrolments/${enrolment.id}/claim-preview`))
    return ok<ClaimView>(await worker.post('/claims', submission(preview)))
  },

  async pass(officer: Caller, claim: ClaimView, more: object = {}): Promise<ClaimView> {
    const { revision } = ok<ClaimView>(await officer.get(`/claims/${claim.id}`))
    const body = { event: 'pass', revision, checks: claim.checksNeeded, ...more }
    return ok<ClaimView>(await officer.post(`/claims/${claim.id}/events`, body))
  },

  /** A list with these claims that nobody has frozen yet. */
  async openBatch(finance: Caller, claims: readonly ClaimView[]): Promise<BatchView> {
    const ids = claims.map((claim) => claim.id)
    const { items } = ok<PayableListView>(await finance.get('/payouts/payable'))
    const chosen = items.filter((item) => ids.includes(item.claimId))
    const expectedTotalFen = chosen.reduce((sum, item) => sum + item.amountFen, 0)
    return ok<BatchView>(await finance.post('/payout-batches', { claimIds: ids, expectedTotalFen }))
  },

  /** A step of a batch with the revision and the fingerprint that the officer has on the screen. */
  async batchEvent(
    officer: Caller,
    batch: BatchView,
    body: { event: string; [name: string]: unknown },
  ): Promise<BatchView> {
    const { revision, listHash } = ok<BatchView>(await officer.get(`/payout-batches/${batch.id}`))
    const seen = body.event === 'approve' ? { listHash } : {}
    const drawn = body.event === 'freeze' ? { lineId: await steps.fundLine(officer) } : {}
    return ok<BatchView>(
      await officer.post(`/payout-batches/${batch.id}/events`, { revision, ...seen, ...drawn, ...body }),
    )
  },

  /** The demonstration's money. */
  async fundLine(officer: Caller): Promise<string> {
    const [line] = ok<BudgetListView>(await officer.get('/budgets')).items
    if (!line) throw new Error('There is no money')
    return line.id
  },

  /** Frozen by one, approved by another, and given to the bank. */
  async release({ finance, secondFinance }: PayDesk, batch: BatchView): Promise<BatchView> {
    await steps.batchEvent(finance, batch, { event: 'freeze' })
    await steps.batchEvent(secondFinance, batch, { event: 'approve' })
    return steps.batchEvent(finance, batch, { event: 'export' })
  },

  /** A list with these claims, at the bank. */
  async batch(desk: PayDesk, claims: readonly ClaimView[]): Promise<BatchView> {
    return steps.release(desk, await steps.openBatch(desk.finance, claims))
  },

  async pay(finance: Caller, batch: BatchView): Promise<BatchView> {
    const results = batch.payments.map((payment) => ({
      outcome: 'paid',
      paymentId: payment.id,
      bankReference: 'BK0001',
    }))
    return ok<BatchView>(
      await finance.post(`/payout-batches/${batch.id}/results`, { revision: batch.revision, results }),
    )
  },
}

/** Everything up to a claim for row 41 (钢筋工), for which neither certificate nor employment is needed. */
export async function rebarClaim(
  server: TestServer,
  workerKey = 'worker-ready',
): Promise<{ claim: ClaimView; worker: Caller }> {
  const worker = await server.as(workerKey)
  const institution = await server.as('institution-jianan')
  const enrolment = await steps.enrol(worker, 41)
  await steps.attend(institution, enrolment)
  await steps.passExam(institution, enrolment)
  return { claim: await steps.claim(worker, enrolment), worker }
}

/** The body that the phone sends for what its preview shows. */
export function submission(preview: ClaimPreview): object {
  return {
    enrolmentId: preview.enrolmentId,
    expectedAmount: { kind: preview.rule?.amount?.kind, fen: preview.rule?.amount?.fen },
    cardLastFour: preview.account?.cardMasked.slice(-4),
    consent: true,
  }
}

/** The body of an answer that is a success. */
export function ok<Body>(reply: { status: number; body: unknown }): Body {
  if (reply.status >= 300) throw new Error(`HTTP ${reply.status}: ${JSON.stringify(reply.body)}`)
  return reply.body as Body
}
