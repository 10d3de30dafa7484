import { type ClaimListView, type ClaimView } from '#shared/claims'
import { dutyOn } from '#shared/case-work'
import { papersNotAsked } from '#shared/papers-not-asked'
import type { Actor, Command, Context } from '../context'
import { enrolmentById } from '../enrolments/enrolment.service'
import { type Seen } from '../http/route'
import { objectionsTo } from '../objections/objection.service'
import { findPeople, maskedIdentity } from '../people/person.service'
import type { ClientSession } from 'mongoose'
import { workingDayCalendar } from '../working-day-calendar'
import { dueOnOf, presentWork } from './case-work.service'
import { recordsOf } from './claim-assessment'
import { findingsOf } from './claim-checks.service'
import type { ClaimRecords } from './claim-facts'
import { listRefusal } from './claim-listing'
import { aheadInQueue, type Claim } from './claim-lookup.service'
import { presentSuspects } from './claim-suspects.service'
import { presentClaim, presentClaimSummary } from './claim.presenter'
import { forecastClaim } from './stage-times.service'

/** A claim as whoever asks sees it, and whose data that shows. */
export async function showClaim(
  context: Context,
  actor: Actor,
  claim: Claim,
  tx: ClientSession | null = null,
): Promise<{ body: ClaimView; seen: Seen }> {
  const { cipher } = context.deployment
  const records = await recordsOf(await enrolmentById(claim.enrolmentId, tx), tx)
  const policy = context.deployment.policies.pinned(claim.policy)
  const isOwner = claim.workerId.equals(actor.personId)
  const findings = isOwner ? null : await findingsOf(context, claim, records, tx)
  const about = {
    records,
    identity: maskedIdentity(cipher, records.person),
    ahead: await aheadInQueue(claim, tx),
    forecast: await forecastClaim(claim, context.moment.today, tx),
    papersNotAsked: papersNotAsked(policy, claim.rule.ruleId),
    listRefusal: listRefusal(policy, records),
    findings,
    work: isOwner ? null : await presentWork(actor, claim, { records, today: context.moment.today, tx }),
    suspects: findings && (await presentSuspects(cipher, claim, findings.suspects, tx)),
    objections: await objectionsTo(claim._id, tx),
    today: context.moment.today,
    cipher,
  }
  // Whoever a claim is held against is seen as well, masked like everybody.
  const others = findings?.suspects.map((suspect) => suspect.claim.workerId) ?? []
  return {
    body: presentClaim(claim, about, { actor, isOwner }),
    seen: { personIds: [claim.workerId, ...others], aboutId: claim._id },
  }
}

/** Claims as officers list them. */
export async function listClaims(
  context: Context,
  page: { items: Claim[]; nextCursor: string | null },
): Promise<ClaimListView> {
  const people = await findPeople(
    page.items.flatMap(({ workerId, assignee }) => [workerId, ...(assignee ? [assignee.personId] : [])]),
  )
  const nameOf = (claim: Claim) => {
    const person = people.get(claim.workerId.toHexString())
    return (person && maskedIdentity(context.deployment.cipher, person)?.nameMasked) ?? '未填姓名'
  }
  return {
    items: page.items.map((claim) => {
      const dueOn = dueOnOf(claim)
      return presentClaimSummary(claim, {
        claimantMasked: nameOf(claim),
        assigneeName:
          (claim.assignee && people.get(claim.assignee.personId.toHexString())?.displayName) ?? null,
        duty: dueOn === null ? null : dutyOn(workingDayCalendar, dueOn, context.moment.today),
      })
    }),
    nextCursor: page.nextCursor,
  }
}

/** Everything on file that a claim rests on. */
export function recordsBehind({ tx }: Command, claim: Claim): Promise<ClaimRecords> {
  return enrolmentById(claim.enrolmentId, tx).then((enrolment) => recordsOf(enrolment, tx))
}
