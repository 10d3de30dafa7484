import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { ClaimEvent } from '#shared/claim-machine'
import { noticeKinds, type NoticeKind } from '#shared/notice-rules'
import type { NotificationListView } from '#shared/notifications'
import type { BatchView } from '#shared/payouts'
import { event, lastFour, openDesk, settleAccount, type ClaimDesk } from '../support/claim-desk'
import { ok, steps } from '../support/path-steps'
import { inventedWorker, joinedWorker } from '../support/people'
import { startTestServer, type Caller, type TestServer } from '../support/server'

/**
 * What the worker is told of every step that a claim can take. Empty: it is the worker's own, it is part of another step,
 * or nothing changes for the worker by it.
 */
const toldOfClaimStep: Record<ClaimEvent, readonly NoticeKind[]> = {
  confirm: ['claim_received'],
  run_checks: [],
  pass: ['claim_approved'],
  return: ['claim_returned'],
  refuse: ['claim_refused'],
  supply: [],
  withdraw: [],
  hold: ['claim_held'],
  resume: ['claim_resumed'],
  appeal: [],
  keep_refusal: ['appeal_kept'],
  reopen: ['claim_reopened'],
  release: [],
  publish: ['publicity_started'],
  object: ['objection_filed'],
  dismiss_objection: ['objection_dismissed'],
  end_publicity: [],
  batch: [],
  unbatch: [],
  bank_paid: ['payout'],
  bank_failed: ['payout_failed'],
  change_account: ['payee_changed'],
  confirm_account: [],
}

let server: TestServer
let desk: ClaimDesk
beforeAll(async () => {
  server = await startTestServer()
  desk = await openDesk(server)
})
afterAll(() => server.stop())

const kindsOf = async (worker: Caller) =>
  ok<NotificationListView>(await worker.get('/me/notifications')).items.map(({ kind }) => kind)

/** The kinds that a step told the worker. */
async function toldBy(worker: Caller, step: () => Promise<unknown>): Promise<NoticeKind[]> {
  const before = (await kindsOf(worker)).length
  await step()
  const after = await kindsOf(worker)
  return after.slice(0, after.length - before)
}

const examResult = (passed: boolean) => ({ passed, examinedOn: '2021-06-18' })
const failed = ({ id, revision, payments }: BatchView) =>
  desk.finance.post(`/payout-batches/${id}/results`, {
    revision,
    results: payments.map((payment) => ({
      outcome: 'failed',
      paymentId: payment.id,
      failureCode: 'account_closed',
    })),
  })

describe('the worker is told', () => {
  it('of the booking, of both outcomes of the exam and of the certificate', async () => {
    const worker = await joinedWorker(server, 301)
    const enrolment = await steps.enrol(worker, 46)
    expect(await kindsOf(worker)).toEqual(['enrolled'])
    expect(await toldBy(worker, () => steps.attend(desk.institution, enrolment))).toEqual([])
    const place = `/enrolments/${enrolment.id}/exam-result`
    expect(await toldBy(worker, () => desk.institution.put(place, examResult(false)))).toEqual([
      'exam_failed',
    ])
    expect(await toldBy(worker, () => desk.institution.put(place, examResult(true)))).toEqual(['exam_passed'])
    expect(await toldBy(worker, () => desk.institution.put(place, examResult(true)))).toEqual([])
    const certify = () => steps.certify(desk.institution, enrolment, 'SU-A-2021-9301')
    expect(await toldBy(worker, certify)).toEqual(['certificate'])
  })

  it('of every step of the claim that somebody else takes, once each, down to the money after a failed payment', async () => {
    const { worker, enrolment, number } = await desk.newTraining()
    const claim = await steps.claim(worker, enrolment)
    expect((await kindsOf(worker))[0]).toBe(toldOfClaimStep.confirm[0])
    const told = (step: () => Promise<unknown>) => toldBy(worker, step)
    const returned = { event: 'return', reasonCode: 'certificate_unclear' }
    expect(await told(() => event(desk.housing, claim, returned))).toEqual(toldOfClaimStep.return)
    const supplied = { event: 'supply', cardLastFour: await lastFour(worker) }
    expect(await told(() => event(worker, claim, supplied))).toEqual(toldOfClaimStep.supply)
    expect(await told(() => steps.pass(desk.housing, claim))).toEqual([])
    expect(await told(() => steps.pass(desk.hr, claim))).toEqual(toldOfClaimStep.pass)
    let batch = await steps.batch(desk, [claim])
    expect(await told(() => failed(batch))).toEqual(toldOfClaimStep.bank_failed)
    const { cardNumber } = inventedWorker(number + 500)
    const other = { consent: true, bankName: '演示银行（社保卡）', cardNumber }
    expect(await told(() => worker.put('/me/payee-account', other))).toEqual(['account_changed'])
    const changed = { event: 'change_account', cardLastFour: await lastFour(worker) }
    expect(await told(() => event(worker, claim, changed))).toEqual(toldOfClaimStep.change_account)
    expect(await told(() => settleAccount(desk, claim))).toEqual(toldOfClaimStep.confirm_account)
    batch = await steps.batch(desk, [claim])
    expect(await told(() => steps.pay(desk.finance, batch))).toEqual(toldOfClaimStep.bank_paid)
  })

  it('of a refusal, and of nothing when the claim was taken back by the worker', async () => {
    const refused = await desk.newCase()
    const refusal = { event: 'refuse', reasonCode: 'untrue_records', comment: '培训那几天人不在场' }
    const refuse = () => event(desk.housing, refused.claim, refusal)
    expect(await toldBy(refused.worker, refuse)).toEqual(toldOfClaimStep.refuse)
    const back = await desk.newCase()
    const withdraw = () => event(back.worker, back.claim, { event: 'withdraw' })
    expect(await toldBy(back.worker, withdraw)).toEqual(toldOfClaimStep.withdraw)
  })
})

describe('the table of rules', () => {
  it('has no row that nothing fires', () => {
    const sources = sourcesUnder(path.join(__dirname, '../../server'))
    const unfired = noticeKinds.filter((kind) => !sources.some((source) => source.includes(`'${kind}'`)))
    expect(unfired).toEqual([])
  })
})

function sourcesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(path.join(folder, file), 'utf8'))
}
