import { afterEntry } from '#shared/budgets'
import { AuditEntries } from '../../server/audit/audit-entry.model'
import { BudgetLines, FundEntries, type BudgetLine, type FundEntry } from '../../server/budgets/budget.model'
import { Claims, type Claim } from '../../server/claims/claim.model'
import { PayoutBatches, Payments, type Payment, type PayoutBatch } from '../../server/payouts/payout.model'
import type { MoneyRun, Tried } from './money-attempts'

/** Everything about the money of a run, as it lies in the store. */
export interface MoneyState {
  claims: Claim[]
  payments: Payment[]
  batches: PayoutBatch[]
  line: BudgetLine
  /** What happened to the money of the line, oldest first. */
  fundEntries: FundEntry[]
  entries: number
}

export async function moneyState({ cases, lineId }: MoneyRun): Promise<MoneyState> {
  const ids = cases.map(({ claim }) => claim.id)
  const [claims, payments] = await Promise.all([
    Claims.find({ _id: { $in: ids } })
      .sort({ _id: 1 })
      .lean<Claim[]>(),
    Payments.find({ 'lines.claimId': { $in: ids } })
      .sort({ _id: 1 })
      .lean<Payment[]>(),
  ])
  const batchIds = payments.map(({ batchId }) => batchId)
  const batches = await PayoutBatches.find({ _id: { $in: batchIds } })
    .sort({ _id: 1 })
    .lean<PayoutBatch[]>()
  const line = await BudgetLines.findById(lineId).orFail().lean<BudgetLine>()
  const fundEntries = await FundEntries.find({ lineId }).sort({ _id: 1 }).lean<FundEntry[]>()
  const entries = await AuditEntries.estimatedDocumentCount()
  return { claims, payments, batches, line, fundEntries, entries }
}

/** What people were told has happened, kept apart from what the server keeps. */
export class MoneyModel {
  private readonly paid = new Map<string, string>()
  private readonly passes = new Map<string, string[]>()

  /**
   * Takes in what was tried, and looks at everything that must hold after it.
   * @throws with what does not hold
   */
  observe(before: MoneyState, after: MoneyState, tried: Tried): void {
    if (tried) this.changeIsLawful(before, after, tried)
    for (const claim of after.claims) this.isLawfullyPaid(claim, after)
    ledgerHolds(after)
    fundHolds(after)
    for (const batch of after.batches) batchHolds(batch, after)
  }

  private changeIsLawful(before: MoneyState, after: MoneyState, tried: NonNullable<Tried>): void {
    const { reply, isRepeat, action } = tried
    if (reply.status >= 500) throw new Error(`${JSON.stringify(action)}: HTTP ${String(reply.status)}`)
    const isChanged = recordsOf(before) !== recordsOf(after)
    if (isChanged && (reply.status >= 400 || isRepeat))
      throw new Error(`Refused or repeated, and yet something changed: ${JSON.stringify(action)}`)
    if (isChanged && after.entries <= before.entries)
      throw new Error(`A change without an entry in the log: ${JSON.stringify(action)}`)
    if (!isRepeat) this.hear(tried)
    for (const was of before.claims) historyGrows(was, after)
  }

  /** Who passed a claim, as the answer to the one who did said so. */
  private hear({ reply, action }: NonNullable<Tried>): void {
    if (reply.status >= 300 || action.kind !== 'claim' || action.verb !== 'pass') return
    const { id } = reply.body as { id: string }
    this.passes.set(id, [...(this.passes.get(id) ?? []), action.hand])
  }

  /** Two reviewers of two bureaux, after whatever sent it back; a list that somebody else approved; one payment. */
  private isLawfullyPaid(claim: Claim, after: MoneyState): void {
    const payment = onlyPayment(claim, after)
    if (!payment) return
    const id = claim._id.toHexString()
    const earlier = this.paid.get(id)
    if (earlier !== undefined && earlier !== payment._id.toHexString())
      throw new Error(`${claim.claimNo} was paid by another payment before`)
    this.paid.set(id, payment._id.toHexString())
    const heard = this.passes.get(id) ?? []
    const [first = '', second = ''] = heard.slice(-2)
    if (!first.startsWith('housing') || !second.startsWith('hr'))
      throw new Error(`${claim.claimNo} was paid after passes by ${heard.join(', ')}`)
    if (!isApprovedByOthers(payment, after))
      throw new Error(`${claim.claimNo} was paid on a list that nobody else approved`)
  }
}

function recordsOf({ claims, payments, batches }: MoneyState): string {
  return JSON.stringify({ claims, payments, batches })
}

function historyGrows({ _id, state, history }: Claim, { claims }: MoneyState): void {
  const now = claims.find((each) => each._id.equals(_id))
  if (JSON.stringify(now?.history.slice(0, history.length)) !== JSON.stringify(history))
    throw new Error(`The history of ${_id.toHexString()} was rewritten`)
  if (state === 'paid' && now?.state !== 'paid') throw new Error(`${now?.claimNo ?? ''} is paid no longer`)
}

function onlyPayment(claim: Claim, { payments }: MoneyState): Payment | null {
  const [payment = null, ...more] = payments.filter(
    ({ outcome, lines }) => outcome === 'paid' && lines.some(({ claimId }) => claimId.equals(claim._id)),
  )
  if (more.length > 0) throw new Error(`${claim.claimNo} was paid ${String(more.length + 1)} times`)
  if ((claim.state === 'paid') !== (payment !== null))
    throw new Error(`${claim.claimNo} is ${claim.state}, and its payment is not`)
  return payment
}

function isApprovedByOthers({ batchId }: Payment, { batches }: MoneyState): boolean {
  const batch = batches.find(({ _id }) => _id.equals(batchId))
  const makers = new Set(batch?.makerIds.map(String))
  const approvers = batch?.approvals.map(({ personId }) => String(personId)) ?? []
  return approvers.length > 0 && approvers.every((each) => !makers.has(each))
}

/** The sums of the line are those of its entries, and never more than there is. */
function fundHolds({ line, fundEntries, batches }: MoneyState): void {
  const nothing = { plannedFen: 0, committedFen: 0, paidFen: 0 }
  const { plannedFen, committedFen, paidFen } = fundEntries.reduce(
    (sums, { kind, amountFen }) => afterEntry(sums, kind, amountFen),
    nothing,
  )
  const isSame =
    line.plannedFen === plannedFen && line.committedFen === committedFen && line.paidFen === paidFen
  if (!isSame) throw new Error('The sums of the line are not those of its entries')
  if (committedFen < 0 || committedFen + paidFen > plannedFen) throw new Error('The line is overspent')
  const ofBatch = ({ _id }: PayoutBatch, kind: string) =>
    sum(
      fundEntries
        .filter((entry) => entry.batchId?.equals(_id) === true && entry.kind === kind)
        .map(({ amountFen }) => amountFen),
    )
  for (const batch of batches)
    if (ofBatch(batch, 'pay') !== batch.paidFen) throw new Error(`${batch.batchNo} was paid from elsewhere`)
}

const sum = (fens: readonly number[]) => fens.reduce((total, fen) => total + fen, 0)
const decidedStates = new Set(['payable', 'in_batch', 'paid', 'pay_failed'])

/** Decided = not on a list + on lists; on lists = paid + pending; what failed waits again. */
function ledgerHolds({ claims, payments }: MoneyState): void {
  const fenOf = (state: string) =>
    sum(claims.filter((claim) => claim.state === state).map(({ decidedFen }) => decidedFen ?? 0))
  const lines = (outcome: string) =>
    sum(payments.filter((payment) => payment.outcome === outcome).map(({ amountFen }) => amountFen))
  const decided = sum(
    claims.filter(({ state }) => decidedStates.has(state)).map(({ decidedFen }) => decidedFen ?? 0),
  )
  const notListed = fenOf('payable') + fenOf('pay_failed')
  if (decided !== notListed + lines('paid') + lines('pending'))
    throw new Error(`${String(decided)} decided, ${String(notListed)} waiting, ${String(lines('paid'))} paid`)
  if (lines('pending') !== fenOf('in_batch') || lines('paid') !== fenOf('paid'))
    throw new Error('What is on lists is not what the claims say')
}

function batchHolds(batch: PayoutBatch, { payments }: MoneyState): void {
  const own = payments.filter(({ batchId, outcome }) => batchId.equals(batch._id) && outcome !== 'void')
  const of = (outcome: string) =>
    sum(own.filter((each) => each.outcome === outcome).map(({ amountFen }) => amountFen))
  const people = new Set(own.map(({ workerId }) => workerId.toHexString()))
  if (people.size !== own.length) throw new Error(`${batch.batchNo} pays somebody twice`)
  if (batch.state === 'void') return
  if (batch.totalFen !== sum(own.map(({ amountFen }) => amountFen)))
    throw new Error(`${batch.batchNo} does not add up`)
  if (batch.paidFen !== of('paid') || batch.failedFen !== of('failed'))
    throw new Error(`${batch.batchNo} has other answers than its payments`)
  if (batch.state === 'closed' && (of('pending') > 0 || batch.statementFen !== batch.paidFen))
    throw new Error(`${batch.batchNo} was closed without its answers`)
}
