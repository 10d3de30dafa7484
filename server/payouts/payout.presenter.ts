import type { ClientSession } from 'mongoose'
import { batchStateLabels, permittedBatchEvents } from '#shared/payout-machine'
import { paymentFailures, type BatchListView, type BatchView, type PayableListView } from '#shared/payouts'
import { budgetLine, type BudgetLine } from '../budgets/budget.service'
import { claimAccountView } from '../claims/claim-account'
import { decidedSum } from '../claims/claim-payment.service'
import type { Actor, Context } from '../context'
import type { Seen } from '../http/route'
import { findPeople, maskedIdentity, type Person } from '../people/person.service'
import { paymentsOf, positionOf, type Payment, type PayoutBatch } from './batch-lookup.service'
import { othersWithCard, payables, type Payable } from './payable.service'

/** One line of the list of batches. */
export function presentBatch(batch: PayoutBatch): BatchListView['items'][number] {
  return {
    id: batch._id.toHexString(),
    batchNo: batch.batchNo,
    county: batch.county ?? null,
    state: batch.state,
    stateText: batchStateLabels[batch.state],
    createdAt: batch.createdAt.toISOString(),
    count: batch.count,
    totalFen: batch.totalFen,
    paidFen: batch.paidFen,
    failedFen: batch.failedFen,
    pendingFen: batch.totalFen - batch.paidFen - batch.failedFen,
    listHash: batch.listHash,
    revision: batch.revision,
  }
}

/** The whole batch for one viewer: its payments, and what this viewer may do now. */
export async function presentWholeBatch(
  context: Context & { actor: Actor },
  batch: PayoutBatch,
  tx: ClientSession | null = null,
): Promise<{ body: BatchView; seen: Seen }> {
  const { actor } = context
  const payments = await paymentsOf(batch, tx)
  const personIds = payments.map((payment) => payment.workerId)
  const people = await findPeople(personIds)
  const pending = payments.filter(({ outcome }) => outcome === 'pending').length
  const body: BatchView = {
    ...presentBatch(batch),
    approvalsNeeded: batch.approvalsNeeded,
    approvals: batch.approvals.map(({ personId, at }) => ({
      at: at.toISOString(),
      isMine: personId.equals(actor.personId),
    })),
    isMaker: batch.makerIds.some((id) => id.equals(actor.personId)),
    voidReason: batch.voidReason,
    fundText: batch.lineId && fundText(await budgetLine(actor, batch.lineId, tx)),
    permittedEvents: permittedBatchEvents(positionOf(batch, pending), { id: actor.id, role: 'finance' }),
    payments: payments.map((payment) =>
      presentPayment(payment, nameOf(context, people.get(payment.workerId.toHexString()))),
    ),
  }
  return { body, seen: { personIds, aboutId: batch._id } }
}

function fundText({ source, year }: BudgetLine): string {
  return `${source}，${String(year)}年`
}

function presentPayment(payment: Payment, claimantMasked: string): BatchView['payments'][number] {
  const { _id, paymentNo, bankName, cardMasked, amountFen, outcome, failureCode, bankReference } = payment
  return {
    id: _id.toHexString(),
    paymentNo,
    claimantMasked,
    bankName,
    cardMasked,
    amountFen,
    lines: payment.lines.map((line) => ({ ...line, claimId: line.claimId.toHexString() })),
    outcome,
    failureText: failureCode && paymentFailures[failureCode],
    bankReference,
  }
}

/** What waits for its money, and the sum of what can go on a list now. */
export async function presentPayables(
  context: Context & { actor: Actor },
): Promise<{ body: PayableListView; seen: Seen }> {
  const found = await payables(context.actor, context.moment.today)
  const personIds = found.map(({ claim }) => claim.workerId)
  const people = await findPeople(personIds)
  const items = await Promise.all(
    found.map((payable) =>
      presentPayable(context, payable, nameOf(context, people.get(payable.claim.workerId.toHexString()))),
    ),
  )
  const totalFen = items.reduce((sum, item) => (item.stops.length === 0 ? sum + item.amountFen : sum), 0)
  return { body: { items, totalFen }, seen: { personIds, aboutId: null } }
}

async function presentPayable(
  { deployment }: Context,
  { claim, stops }: Payable,
  claimantMasked: string,
): Promise<PayableListView['items'][number]> {
  const { bankName, cardMasked } = claimAccountView(deployment.cipher, claim._id, claim.account)
  const { accountChange } = claim
  return {
    claimId: claim._id.toHexString(),
    claimNo: claim.claimNo,
    claimantMasked,
    tradeSeq: claim.tradeSeq,
    bankName,
    cardMasked,
    amountFen: decidedSum(claim),
    payableSince: (claim.payableSince ?? claim.submittedAt).toISOString(),
    stops,
    accountChange: accountChange
      ? {
          at: accountChange.at.toISOString(),
          payFrom: accountChange.payFrom,
          before: accountChange.before,
          othersWithCard: await othersWithCard(claim),
          lookedAt: accountChange.looked?.at.toISOString() ?? null,
        }
      : null,
  }
}

function nameOf(context: Context, person: Person | undefined): string {
  return (person && maskedIdentity(context.deployment.cipher, person)?.nameMasked) ?? '未填姓名'
}
