import { Problem } from '#shared/problem'
import type { Command } from '../context'
import { advance } from './claim-transition'
import type { Claim, ClaimPayment } from './claim.model'

/** What finance does to a claim. Payments themselves belong to payouts; the claim keeps the latest one's state. */
export async function recordPaymentStep(
  command: Command,
  claim: Claim,
  step: { event: 'batch' | 'bank_paid' | 'bank_failed'; payment: ClaimPayment; detail: string },
): Promise<Claim> {
  const { event, payment, detail } = step
  return advance(command, claim, { event, role: 'finance', set: { payment }, detail })
}

/** The sum that the bureaux decided, integer fen. @throws when nothing has been decided: such a claim is never payable */
export function decidedSum(claim: Claim): number {
  if (claim.decidedFen === null || claim.decidedFen > claim.amount.fen) {
    throw new Problem('not_in_this_state', { detail: `申领${claim.claimNo}还没有核定金额` })
  }
  return claim.decidedFen
}
