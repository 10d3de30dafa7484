import type { ClientSession } from 'mongoose'
import { reaches } from '#shared/counties'
import type { LookAtAccountBody, PayableStop } from '#shared/payouts'
import { Problem } from '#shared/problem'
import { claimAccountView } from '../claims/claim-account'
import { claimsById, payableClaims, type Claim } from '../claims/claim-lookup.service'
import { confirmNewAccount, otherHoldersOfCard } from '../claims/claim-payment.service'
import { positionOf } from '../claims/claim-transition'
import type { Actor, Command } from '../context'

/** A claim that waits for its money, and why it cannot go on a list now. */
export interface Payable {
  claim: Claim
  stops: PayableStop[]
}

/**
 * Claims that wait for their money, longest first. Where the claims of one person name different accounts, none of that
 * person's goes on: which one is theirs is for them to say.
 */
export async function payables(
  actor: Pick<Actor, 'county'>,
  today: string,
  tx: ClientSession | null = null,
): Promise<Payable[]> {
  const claims = await payableClaims(actor, tx)
  const differing = withDifferingAccounts(claims)
  return claims.map((claim) => ({
    claim,
    stops: [
      ...stopsOf(claim, today),
      ...(differing.has(claim.workerId.toHexString()) ? (['accounts_differ'] as const) : []),
    ],
  }))
}

/** Why an account that was changed cannot be paid to yet. */
export function stopsOf(claim: Claim, today: string): PayableStop[] {
  const { isAccountCooledOff, isAccountLookedAt } = positionOf(claim, today)
  return [
    ...(isAccountCooledOff ? [] : (['cooling_off'] as const)),
    ...(isAccountLookedAt ? [] : (['not_looked_at'] as const)),
  ]
}

/** The people among whose claims more than one account is named. */
export function withDifferingAccounts(claims: readonly Claim[]): ReadonlySet<string> {
  const accounts = new Map<string, Set<string>>()
  for (const { workerId, account } of claims) {
    const person = workerId.toHexString()
    accounts.set(person, (accounts.get(person) ?? new Set()).add(account.cardIndex))
  }
  return new Set([...accounts].flatMap(([person, cards]) => (cards.size > 1 ? [person] : [])))
}

/** How many other people name the card of a claim whose account was changed; 0 for the others, who were not asked about. */
export function othersWithCard(claim: Claim): Promise<number> | 0 {
  return claim.accountChange ? otherHoldersOfCard(claim) : 0
}

/**
 * Finance has looked at an account that was changed after the decision.
 * @throws Problem `changed_meanwhile` when it is another one by now, `not_in_this_state` when there is nothing to look at
 */
export async function lookAtAccount(
  command: Command,
  { claimId, cardLastFour }: LookAtAccountBody,
): Promise<void> {
  const [claim] = await claimsById([claimId], command.tx)
  if (!claim || !reaches(command.actor.county, claim.county ?? null)) throw new Problem('not_found')
  const { cardMasked } = claimAccountView(command.deployment.cipher, claim._id, claim.account)
  if (cardMasked.slice(-4) !== cardLastFour)
    throw new Problem('changed_meanwhile', { detail: '收款账户刚刚又换过，请刷新后再核对' })
  await confirmNewAccount(command, claim)
}
