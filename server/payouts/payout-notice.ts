import { formatYuan } from '#shared/money'
import type { Claim } from '../claims/claim-lookup.service'
import type { Command } from '../context'
import { notify } from '../notifications/notification.service'
import type { Payment } from './payout.model'

/** 钱到账了！ The end of the card stands in the inbox only, not on a lock screen. */
export async function notifyPayout(command: Command, claim: Claim, payment: Payment): Promise<void> {
  await notify(command, {
    personId: claim.workerId,
    claimId: claim._id,
    kind: 'payout',
    amountFen: payment.amountFen,
    values: {
      trade: claim.tradeRow.name,
      amount: formatYuan(payment.amountFen),
      bank: payment.bankName,
      lastFour: payment.cardMasked.slice(-4),
    },
  })
}

/** The bank sent the money back: what to do, and that nothing is lost. */
export async function notifyFailure(command: Command, claim: Claim, failureText: string): Promise<void> {
  await notify(command, {
    personId: claim.workerId,
    claimId: claim._id,
    kind: 'payout_failed',
    values: { failure: failureText },
  })
}
