import { payoutRules } from '#shared/payout-rules'
import { Problem } from '#shared/problem'
import { chineseDay } from '#shared/subsidy-calendar'
import type { Command } from '../context'
import { enrolmentById, lockForClaim } from '../enrolments/enrolment.service'
import { notify } from '../notifications/notification.service'
import { employmentOf, findPerson, payeeAccountOf } from '../people/person.service'
import { addDays, shanghaiDate } from '../programme-clock'
import { accountForClaim, claimAccountView } from './claim-account'
import { assessRecords, entitlementKeyOf, looksAtEmployment, recordsOf } from './claim-assessment'
import { refuseUnlisted } from './claim-listing'
import { limitsOn, refuseBlocked } from './claim-limits'
import { liveClaimFor } from './claim-lookup.service'
import { advance } from './claim-transition'
import { takeTurn } from './claim-turn'
import { refusalBy } from './claim.service'
import type { Claim } from './claim.model'

/**
 * The worker has mended what a bureau asked for: everything is read and assessed again under the claim's own policy,
 * and the claim goes back to the bureau that asked, in its old place in the queue.
 * @throws Problem `conditions_not_met` while the rule is not satisfied, `amount_changed` when it would pay another sum,
 *   `already_claimed` when the mended certificate has been claimed for, `claim_blocked` when with its new date or number a
 *   limit stands against it
 */
export async function supply(command: Command, claim: Claim, cardLastFour: string): Promise<Claim> {
  const { tx, moment, deployment } = command
  const policy = deployment.policies.pinned(claim.policy)
  const records = await recordsOf(await enrolmentById(claim.enrolmentId, tx), tx)
  await takeTurn(claim.workerId, tx)
  refuseUnlisted(policy, records)
  const assessed = assessRecords(policy, records, moment.today)
  const { candidate, explained, facts } = assessed
  if (candidate?.outcome !== 'payable' || !explained) {
    const missing =
      explained?.lines.filter((line) => line.standing !== 'met' && line.standing !== 'note') ?? []
    throw new Problem('conditions_not_met', {
      detail: missing.map((line) => line.text).join('；') || '条件还没有满足',
    })
  }
  if (candidate.amount.kind !== claim.amount.kind || candidate.amount.fen !== claim.amount.fen)
    throw new Problem('amount_changed')
  const entitlementKey = entitlementKeyOf(policy, candidate, records)
  const earlier = await liveClaimFor(entitlementKey, tx)
  if (earlier && !earlier._id.equals(claim._id)) throw refusalBy(earlier, command.actor)
  const question = { records, assessed, claimedOn: shanghaiDate(claim.submittedAt), made: claim }
  refuseBlocked(policy, await limitsOn(policy, question, tx))
  const account = accountForClaim(
    deployment.cipher,
    claim._id,
    payeeAccountOf(deployment.cipher, records.person),
    cardLastFour,
  )
  const employment = looksAtEmployment(candidate) ? employmentOf(records.person) : null
  const moved = await advance(command, claim, {
    event: 'supply',
    role: 'worker',
    set: {
      facts,
      entitlementKey,
      rule: explained,
      trace: [...candidate.trace],
      account,
      employment,
      returned: null,
      askedBy: null,
    },
    detail: '回到原来的位置，不用重新排队',
  })
  await lockForClaim(claim.enrolmentId, claim._id, tx)
  return moved
}

/** Takes the claim back before approval; the entitlement is free again. */
export async function withdraw(command: Command, claim: Claim): Promise<Claim> {
  const moved = await advance(command, claim, { event: 'withdraw', role: 'worker', unset: 'entitlementKey' })
  await lockForClaim(claim.enrolmentId, null, command.tx)
  return moved
}

/**
 * Another account for a claim that is decided: after a failed payment, or before the next list. No new review; but nothing
 * is paid to it for some days, finance looks at it, and the person is told, over SMS too, because this is how somebody else
 * would get at the money.
 */
export async function changeAccount(command: Command, claim: Claim, cardLastFour: string): Promise<Claim> {
  const { tx, deployment, moment } = command
  const { cipher } = deployment
  const person = await findPerson(command.actor.personId, tx)
  const account = accountForClaim(cipher, claim._id, person && payeeAccountOf(cipher, person), cardLastFour)
  if (account.cardIndex === claim.account.cardIndex && claim.state === 'payable')
    throw new Problem('already_used', { detail: '这笔申领本来就打到这张卡，不用换' })
  const payFrom = addDays(moment.today, payoutRules.coolOffDays)
  const { bankName, cardMasked } = claimAccountView(cipher, claim._id, claim.account)
  const before = { bankName, cardMasked }
  const moved = await advance(command, claim, {
    event: 'change_account',
    role: 'worker',
    set: {
      account,
      accountChange: { at: moment.programmeNow, payFrom, before, looked: null },
      payableSince: claim.state === 'payable' ? claim.payableSince : moment.programmeNow,
    },
    detail: `不用重新审核。防止别人冒换，${chineseDay(payFrom)}起打到新卡`,
  })
  await notify(command, {
    personId: claim.workerId,
    claimId: claim._id,
    kind: 'payee_changed',
    values: { lastFour: cardLastFour, day: chineseDay(payFrom) },
  })
  return moved
}
