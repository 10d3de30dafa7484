import type { ClaimView } from '#shared/claims'
import type { BatchView } from '#shared/payouts'
import { Claims, type Claim } from '../../server/claims/claim.model'
import { PayoutBatches, Payments } from '../../server/payouts/payout.model'
import type { Case } from './claim-desk'
import { lastFour } from './claim-desk'
import { ok } from './path-steps'
import { inventedCard } from './people'
import type { Caller, Reply } from './server'
import type { Action, claimVerbs, Hand } from './money-actions'

/** The people of a run, its claims, and the last command that was sent. */
export interface MoneyRun {
  callers: Record<Exclude<Hand, 'owner' | 'other_worker'>, Caller>
  cases: readonly Case[]
  /** The money that lists draw on. */
  lineId: string
  /** Moves the clock; callers sign in again when their time is over. */
  pass: (days: number) => void
  last: { send: () => Promise<Reply>; reply: Reply } | null
  keys: number
}

/** What came of an action: null when there was nothing to try it on. */
export type Tried = { reply: Reply; action: Action; isRepeat: boolean } | null

/** Tries an action; commands carry a key, so that they can come again. */
export async function tryAction(run: MoneyRun, action: Action): Promise<Tried> {
  switch (action.kind) {
    case 'days':
      run.pass(action.days)
      return null
    case 'repeat':
      return repeat(run, action)
    case 'forward':
      return tryForward(run, action)
    case 'card':
      return tryCard(run, action)
    case 'look':
      return tryLook(run, action)
    case 'claim':
      return tryClaim(run, action)
    case 'batch':
      return tryBatch(run, action)
    case 'results':
      return tryResults(run, action)
  }
}

async function repeat(run: MoneyRun, action: Action): Promise<Tried> {
  if (!run.last) return null
  const reply = await run.last.send()
  const { status, body } = run.last.reply
  if (status < 300 && (reply.status !== status || JSON.stringify(reply.body) !== JSON.stringify(body)))
    throw new Error(`The same tap got another answer: ${String(status)}, then ${String(reply.status)}`)
  return { reply, action, isRepeat: true }
}

function caseOf(run: MoneyRun, index: number): Case {
  const found = run.cases[index % run.cases.length]
  if (!found) throw new Error('A run has claims')
  return found
}

function handOf(run: MoneyRun, hand: Hand, index: number): Caller {
  if (hand === 'owner') return caseOf(run, index).worker
  return hand === 'other_worker' ? caseOf(run, index + 1).worker : run.callers[hand]
}

async function send(
  run: MoneyRun,
  action: Action,
  to: { caller: Caller; place: string; body: object },
): Promise<Tried> {
  run.keys += 1
  const key = { 'Idempotency-Key': `model-${String(process.pid)}-${String(run.keys)}-${to.place}` }
  const post = () => to.caller.post(to.place, to.body, key)
  const reply = await post()
  run.last = { send: post, reply }
  return { reply, action, isRepeat: false }
}

async function tryCard(run: MoneyRun, action: Extract<Action, { kind: 'card' }>): Promise<Tried> {
  const { worker, number } = caseOf(run, action.claim)
  const cardNumber = inventedCard(number + action.card * 300)
  const reply = await worker.put('/me/payee-account', { consent: true, bankName: '演示银行', cardNumber })
  return { reply, action, isRepeat: false }
}

async function tryLook(run: MoneyRun, action: Extract<Action, { kind: 'look' }>): Promise<Tried> {
  const { claim, worker } = caseOf(run, action.claim)
  const view = ok<ClaimView>(await worker.get(`/claims/${claim.id}`))
  const body = { claimId: claim.id, cardLastFour: view.account.cardMasked.slice(-4) }
  return send(run, action, {
    caller: handOf(run, action.hand, action.claim),
    place: '/payouts/account-looks',
    body,
  })
}

async function tryClaim(run: MoneyRun, action: Extract<Action, { kind: 'claim' }>): Promise<Tried> {
  const { claim, worker } = caseOf(run, action.claim)
  const { revision } = ok<ClaimView>(await worker.get(`/claims/${claim.id}`))
  const details: Record<(typeof claimVerbs)[number], object> = {
    pass: { checks: claim.checksNeeded },
    return: { reasonCode: 'certificate_unclear' },
    refuse: { reasonCode: 'untrue_records', comment: '人不在场' },
    supply: { cardLastFour: await lastFour(worker) },
    withdraw: {},
    hold: { reason: '核实一下' },
    resume: {},
    appeal: { words: '我一直在场' },
    keep_refusal: { answer: '核实过，维持' },
    reopen: { answer: '核实过，重审' },
    change_account: { cardLastFour: await lastFour(worker) },
  }
  const body = {
    event: action.verb,
    revision: action.isStale ? Math.max(0, revision - 1) : revision,
    ...details[action.verb],
  }
  const caller = handOf(run, action.hand, action.claim)
  return send(run, action, { caller, place: `/claims/${claim.id}/events`, body })
}

const chosen = <T>(list: readonly T[], mask: number): T[] =>
  list.filter((_, index) => (mask & (1 << (index % 5))) !== 0)

/** The newest batch that is not over. */
async function currentBatch(run: MoneyRun): Promise<BatchView | null> {
  const claimIds = run.cases.map(({ claim }) => claim.id)
  const payments = await Payments.find({ 'lines.claimId': { $in: claimIds } }).lean()
  const batch = await PayoutBatches.findOne({
    _id: { $in: payments.map(({ batchId }) => batchId) },
    state: { $nin: ['closed', 'void'] },
  })
    .sort({ _id: -1 })
    .lean()
  return batch && ok<BatchView>(await run.callers.finance.get(`/payout-batches/${batch._id.toHexString()}`))
}

async function tryBatch(run: MoneyRun, action: Extract<Action, { kind: 'batch' }>): Promise<Tried> {
  const { verb, mask, isStale: stale } = action
  const caller = handOf(run, action.hand, mask)
  const claims = chosen(run.cases, mask).map(({ claim: each }) => each)
  // A stale screen offers what can no longer be paid, too.
  const offered = stale ? {} : { state: 'payable' as const }
  const stored = await Claims.find({ _id: { $in: claims.map(({ id }) => id) }, ...offered }).lean()
  const ask = {
    claimIds: stored.map(({ _id }) => _id.toHexString()),
    expectedTotalFen: stored.reduce((sum, each) => sum + (each.decidedFen ?? 0), 0),
  }
  if (verb === 'open') return send(run, action, { caller, place: '/payout-batches', body: ask })
  const batch = await currentBatch(run)
  if (!batch) return null
  const place = `/payout-batches/${batch.id}`
  const revision = stale ? Math.max(0, batch.revision - 1) : batch.revision
  if (verb === 'fill')
    return send(run, action, { caller, place: `${place}/claims`, body: { ...ask, revision } })
  const line = batch.payments[mask % Math.max(1, batch.payments.length)]?.lines[0]
  if (verb === 'take_out')
    return send(run, action, {
      caller,
      place: `${place}/removals`,
      body: { claimId: line?.claimId ?? '', revision },
    })
  const details = {
    freeze: { lineId: run.lineId },
    approve: { listHash: batch.listHash ?? 'f'.repeat(64) },
    export: {},
    close: { statementFen: mask === 0 ? batch.paidFen + 1 : batch.paidFen },
    void: { reason: '重新组' },
  }
  return send(run, action, {
    caller,
    place: `${place}/events`,
    body: { event: verb, revision, ...details[verb] },
  })
}

const nextOfBatch = { open: 'freeze', frozen: 'approve', approved: 'export', reconciled: 'close' } as const

const reviewers: Partial<Record<Claim['state'], readonly [Hand, Hand]>> = {
  housing_review: ['housing', 'housing_second'],
  hr_review: ['hr', 'hr_second'],
}

/** What an office would do next, by one of its two people: without it chance would seldom get as far as money. */
async function tryForward(run: MoneyRun, action: Extract<Action, { kind: 'forward' }>): Promise<Tried> {
  const { claim: index, isSecond, mask } = action
  const { claim } = caseOf(run, index)
  const state = (await Claims.findById(claim.id).lean())?.state
  const officers = reviewers[state ?? 'paid']
  if (officers) {
    const reviewer = officers[Number(isSecond)] ?? 'hr'
    return tryClaim(run, { kind: 'claim', hand: reviewer, verb: 'pass', claim: index, isStale: false })
  }
  const hand = isSecond ? 'finance_second' : 'finance'
  const batch = await currentBatch(run)
  if (batch?.state === 'exported' || batch?.state === 'partly_confirmed')
    return tryResults(run, { kind: 'results', hand, paid: mask, settled: 31, isStale: false })
  const verb =
    batch && batch.state in nextOfBatch ? nextOfBatch[batch.state as keyof typeof nextOfBatch] : 'open'
  return tryBatch(run, { kind: 'batch', hand, verb, mask, isStale: false })
}

async function tryResults(run: MoneyRun, action: Extract<Action, { kind: 'results' }>): Promise<Tried> {
  const batch = await currentBatch(run)
  if (!batch) return null
  const results = chosen(batch.payments, action.settled).map(({ id }, index) =>
    (action.paid & (1 << index)) !== 0
      ? { outcome: 'paid', paymentId: id, bankReference: `BK${String(index)}` }
      : { outcome: 'failed', paymentId: id, failureCode: 'account_closed' },
  )
  const revision = action.isStale ? Math.max(0, batch.revision - 1) : batch.revision
  const caller = handOf(run, action.hand, 0)
  return send(run, action, {
    caller,
    place: `/payout-batches/${batch.id}/results`,
    body: { revision, results },
  })
}
