import type { ClaimView } from '#shared/claims'
import type { EnrolmentView } from '#shared/enrolments'
import type { PayableListView } from '#shared/payouts'
import type { MeView } from '#shared/people'
import { Claims } from '../../server/claims/claim.model'
import { ok, steps } from './path-steps'
import { joinedWorker } from './people'
import type { Caller, Reply, TestServer } from './server'

/** A claim with the people and records behind it. */
export interface Case {
  worker: Caller
  /** Which of the invented workers it is. */
  number: number
  claim: ClaimView
  enrolment: EnrolmentView
}

/** The officers of a test, and new claims for them to work on. */
export interface ClaimDesk {
  housing: Caller
  hr: Caller
  finance: Caller
  secondFinance: Caller
  institution: Caller
  /** A new worker whose training for row 41 (fixed sum) or 46 (cap, certificate, employment) is complete. */
  newTraining(tradeSeq?: 41 | 46, booking?: object): Promise<Omit<Case, 'claim'>>
  /** The same, claimed for. */
  newCase(tradeSeq?: 41 | 46): Promise<Case>
  /** The same, passed by both bureaux. */
  newPayable(): Promise<Case>
}

export async function openDesk(
  server: Pick<TestServer, 'as' | 'wechat' | 'signIn'>,
  firstNumber = 1,
): Promise<ClaimDesk> {
  let next = firstNumber
  const desk: ClaimDesk = {
    housing: await server.as('housing-officer'),
    hr: await server.as('hr-officer'),
    finance: await server.as('finance-officer'),
    secondFinance: await server.as('finance-second'),
    institution: await server.as('institution-jianan'),
    async newTraining(tradeSeq = 41, booking = {}) {
      const number = next
      next += 1
      const worker = await joinedWorker(server, number)
      if (tradeSeq === 46) ok(await worker.put('/me/employment', employment('HT-1')))
      const enrolment = await steps.enrol(worker, tradeSeq, booking)
      await steps.attend(desk.institution, enrolment)
      await steps.passExam(desk.institution, enrolment)
      if (tradeSeq === 46) await steps.certify(desk.institution, enrolment, certificateNo(number))
      return { worker, number, enrolment }
    },
    async newCase(tradeSeq = 41) {
      const training = await desk.newTraining(tradeSeq)
      return { ...training, claim: await steps.claim(training.worker, training.enrolment) }
    },
    async newPayable() {
      const made = await desk.newCase()
      await steps.pass(desk.housing, made.claim)
      return { ...made, claim: await steps.pass(desk.hr, made.claim) }
    },
  }
  return desk
}

export const certificateNo = (number: number) => `SU-A-2021-${1000 + number}`

export const employment = (proofNumber: string) => ({
  employerName: '演示·连云劳务公司',
  proofKind: 'labour_contract',
  proofNumber,
  employedSince: '2020-06-01',
})

/** The claim as this person sees it now. */
export async function now(caller: Caller, claim: ClaimView): Promise<ClaimView> {
  return ok<ClaimView>(await caller.get(`/claims/${claim.id}`))
}

/** An event as the phone sends it: with the revision on the screen. */
export async function event(caller: Caller, claim: ClaimView, body: object): Promise<Reply> {
  const { revision } = await now(caller, claim)
  return caller.post(`/claims/${claim.id}/events`, { revision, ...body })
}

/** As if the days had gone by for which nothing is paid to a changed account; then finance looks at it. */
export async function settleAccount(desk: ClaimDesk, claim: ClaimView): Promise<void> {
  await Claims.updateOne({ _id: claim.id }, { $set: { 'accountChange.payFrom': '2021-06-18' } })
  const { items } = ok<PayableListView>(await desk.finance.get('/payouts/payable'))
  const cardLastFour = items.find(({ claimId }) => claimId === claim.id)?.cardMasked.slice(-4)
  ok(await desk.finance.post('/payouts/account-looks', { claimId: claim.id, cardLastFour }))
}

/** The end of the card that stands in a worker's record. */
export async function lastFour(worker: Caller): Promise<string> {
  return ok<MeView>(await worker.get('/me')).payeeAccount?.cardMasked.slice(-4) ?? ''
}

/** The code of a refusal. */
export function codeOf(reply: Reply): string {
  return (reply.body as { code: string }).code
}

/** The fields that a refusal names. */
export function pointersOf(reply: Reply): string[] {
  return ((reply.body as { errors?: { pointer: string }[] }).errors ?? []).map(({ pointer }) => pointer)
}
