import type { ClientSession } from 'mongoose'
import { Problem } from '#shared/problem'
import type { Command } from '../context'
import { advance } from './claim-transition'
import { Claims, type Claim, type ClaimPayment } from './claim.model'

/** What finance does to a claim. Payments themselves belong to payouts; the claim keeps the latest one's state. */
export async function recordPaymentStep(
  command: Command,
  claim: Claim,
  step: {
    event: 'batch' | 'unbatch' | 'bank_paid' | 'bank_failed'
    payment: ClaimPayment | null
    detail: string
  },
): Promise<Claim> {
  const { event, payment, detail } = step
  return advance(command, claim, { event, role: 'finance', set: { payment }, detail })
}

/** Somebody of finance has looked at the account that was changed after the decision. */
export async function confirmNewAccount(command: Command, claim: Claim): Promise<Claim> {
  const looked = { at: command.moment.programmeNow, by: command.actor.personId }
  return advance(command, claim, {
    event: 'confirm_account',
    role: 'finance',
    set: { accountChange: claim.accountChange ? { ...claim.accountChange, looked } : null },
  })
}

/** How many other people's claims name the same card: one card for many is how money is collected for people who are not. */
export async function otherHoldersOfCard(
  { workerId, account }: Claim,
  tx: ClientSession | null = null,
): Promise<number> {
  const holders = await Claims.distinct('workerId', {
    'account.cardIndex': account.cardIndex,
    workerId: { $ne: workerId },
  }).session(tx)
  return holders.length
}

/** The sum that the bureaux decided, integer fen. @throws when nothing has been decided: such a claim is never payable */
export function decidedSum(claim: Claim): number {
  if (claim.decidedFen === null || claim.decidedFen > claim.amount.fen) {
    throw new Problem('not_in_this_state', { detail: `申领${claim.claimNo}还没有核定金额` })
  }
  return claim.decidedFen
}
