import type { BankResultsBody, BatchView, PaymentFailure, PaymentView } from '#shared/payouts'

/** What the bank answered about one payment, as far as it has been entered here. */
export interface EnteredResult {
  outcome: 'paid' | 'failed'
  bankReference: string
  failureCode: PaymentFailure | null
}

/** Entered and not sent yet, by payment. */
export type EnteredResults = Readonly<Record<string, EnteredResult>>

export const nothingEntered: EnteredResult = { outcome: 'paid', bankReference: '', failureCode: null }

/** What is still missing on a line; undefined when it can be sent. */
export function lineError(entered: EnteredResult): string | undefined {
  if (entered.outcome === 'paid') return entered.bankReference.trim() === '' ? '请填银行流水号' : undefined
  return entered.failureCode === null ? '请选失败原因' : undefined
}

/** The lines that have been entered and whose result is not recorded yet, in the order of the list. */
export function openEntries(
  batch: BatchView,
  entered: EnteredResults,
): { payment: PaymentView; entry: EnteredResult }[] {
  return batch.payments.flatMap((payment) => {
    const entry = entered[payment.id]
    return entry && payment.outcome === 'pending' ? [{ payment, entry }] : []
  })
}

/** The lines that can be sent, in the order of the list. */
export function resultsOf(batch: BatchView, entered: EnteredResults): BankResultsBody['results'] {
  return openEntries(batch, entered).flatMap(({ payment, entry }): BankResultsBody['results'] => {
    const paymentId = payment.id
    const bankReference = entry.bankReference.trim()
    if (entry.outcome === 'paid')
      return bankReference === '' ? [] : [{ outcome: 'paid', paymentId, bankReference }]
    return entry.failureCode === null
      ? []
      : [{ outcome: 'failed', paymentId, failureCode: entry.failureCode }]
  })
}

export interface Tally {
  count: number
  fen: number
}

/** How many payments and how much money these results settle, paid and failed. Integer fen. */
export function tallyOf(
  batch: BatchView,
  results: BankResultsBody['results'],
): Record<'paid' | 'failed', Tally> {
  const amounts = new Map(batch.payments.map((payment) => [payment.id, payment.amountFen]))
  const tally = (outcome: 'paid' | 'failed') => {
    const settled = results.filter((result) => result.outcome === outcome)
    return {
      count: settled.length,
      fen: settled.reduce((sum, each) => sum + (amounts.get(each.paymentId) ?? 0), 0),
    }
  }
  return { paid: tally('paid'), failed: tally('failed') }
}
