import type { ClientSession, UpdateQuery } from 'mongoose'
import {
  claimStateLabels,
  permittedEvents,
  transition,
  type ClaimActorRole,
  type ClaimEvent,
  type ClaimPosition,
} from '#shared/claim-machine'
import { Problem } from '#shared/problem'
import type { Actor, Command } from '../context'
import { Claims, type Claim, type ClaimHistoryEntry } from './claim.model'

/** A step to take: the event, in which role, and what changes with it. */
export interface Step {
  event: ClaimEvent
  role: ClaimActorRole
  /** For the worker, in plain Chinese. */
  detail?: string
  set?: Partial<Claim>
  unset?: 'entitlementKey'
  addReviewer?: boolean
}

/** The part of a claim on which its next steps depend. */
export function positionOf(claim: Claim): ClaimPosition {
  return {
    state: claim.state,
    firstReviewerId: claim.firstReviewerId?.toHexString() ?? null,
    askedBy: claim.askedBy,
    publicityDays: claim.publicityDays,
  }
}

/** The bureau as which this officer sees the claim: the one whose turn it is, if they belong to it; null for others. */
export function bureauFor(actor: Actor, claim: Claim): 'housing' | 'hr' | null {
  const held = (['housing', 'hr'] as const).filter((bureau) => actor.roles.includes(bureau))
  return held.find((bureau) => claim.state === `${bureau}_review`) ?? held[0] ?? null
}

/**
 * Moves a claim by one row of the table: state, history entry and everything that belongs to it in one conditional write.
 * @throws Problem `not_in_this_state` with what is permitted, `same_reviewer`, `not_allowed`, `changed_meanwhile`
 */
export async function advance(command: Command, claim: Claim, step: Step): Promise<Claim> {
  checkStanding(command.actor, claim, step.role)
  const actor = { id: command.actor.id, role: step.role }
  const outcome = transition(positionOf(claim), step.event, actor)
  if (!outcome.allowed) throw refusalOf(claim, outcome.because, actor)
  const entry: ClaimHistoryEntry = {
    at: command.moment.programmeNow,
    event: step.event,
    from: claim.state,
    to: outcome.transition.to,
    actorId: step.role === 'system' ? null : command.actor.personId,
    actorRole: step.role,
    detail: step.detail ?? '',
  }
  const update: UpdateQuery<Claim> = {
    $set: { ...step.set, state: outcome.transition.to },
    $inc: { revision: 1 },
    $push: { history: entry },
    ...(step.unset ? { $unset: { [step.unset]: 1 } } : {}),
    ...(step.addReviewer ? { $addToSet: { reviewerIds: command.actor.personId } } : {}),
  }
  return applied(claim, update, command.tx)
}

/** A worker's step is the claimant's own; an officer's step is never taken by the claimant. The table knows neither. */
function checkStanding(actor: Actor, claim: Claim, role: ClaimActorRole): void {
  if (role === 'system') return
  const isClaimant = claim.workerId.equals(actor.personId)
  if (role === 'worker' && !isClaimant)
    throw new Problem('not_allowed', { detail: '这一步只能由申领人自己来做' })
  if (role !== 'worker' && isClaimant) throw new Problem('not_allowed', { detail: '自己的申领要由别人来办' })
  if (role !== 'worker' && !actor.roles.includes(role)) throw new Problem('not_allowed')
}

async function applied(claim: Claim, update: UpdateQuery<Claim>, tx: ClientSession): Promise<Claim> {
  const where = { _id: claim._id, state: claim.state, revision: claim.revision }
  const moved = await Claims.findOneAndUpdate(where, update, {
    session: tx,
    returnDocument: 'after',
  }).lean<Claim>()
  if (!moved) throw new Problem('changed_meanwhile')
  return moved
}

function refusalOf(claim: Claim, because: string, actor: { id: string; role: ClaimActorRole }): Problem {
  if (because === 'not_your_role') return new Problem('not_allowed', { detail: '这一步要由别的部门来做' })
  if (because === 'not_first_reviewer') {
    return new Problem('same_reviewer', { detail: '住建审核是您做的，人社审核要换一个人' })
  }
  return new Problem('not_in_this_state', {
    detail: `这笔申领现在是“${claimStateLabels[claim.state]}”，不能这样操作`,
    permittedEvents: permittedEvents(positionOf(claim), actor),
  })
}
