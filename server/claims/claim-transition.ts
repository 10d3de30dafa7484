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
import { lastDayOfPublicity, lastDayToAppeal, remedySettings } from '#shared/claim-remedies'
import { noteChange } from '../audit/change-list'
import type { Actor, Command } from '../context'
import { shanghaiDate } from '../programme-clock'
import { workingDayCalendar } from '../working-day-calendar'
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

/** Who takes a step, within which transaction and when. Nobody does what happens by rule. */
export type ClaimStepper = Pick<Command, 'tx' | 'moment'> & { actor: Actor | null }

/** The part of a claim on which its next steps depend. @param today programme date */
export function positionOf(claim: Claim, today: string): ClaimPosition {
  const { state, publicityDays, hold, refused, accountChange } = claim
  const lastPublicDay = lastPublicDayOf(claim)
  const isOver = state === 'refused' || state === 'appealed'
  return {
    state,
    firstReviewerId: claim.firstReviewerId?.toHexString() ?? null,
    reviewerIds: claim.reviewerIds.map((id) => id.toHexString()),
    askedBy: claim.askedBy,
    publicityDays,
    isPublicityOver: lastPublicDay !== null && lastPublicDay < today,
    heldFrom: hold?.from ?? null,
    refusedBy: isOver ? (refused?.by ?? null) : null,
    isAppealOpen: state === 'refused' && isInTime(claim, today),
    ...accountStanding(accountChange, today),
  }
}

/** Whether an account can be paid to; one that is still that of the claim always. */
function accountStanding(
  change: Claim['accountChange'],
  today: string,
): Pick<ClaimPosition, 'isAccountCooledOff' | 'isAccountLookedAt'> {
  if (!change) return { isAccountCooledOff: true, isAccountLookedAt: true }
  return { isAccountCooledOff: change.payFrom <= today, isAccountLookedAt: change.looked !== null }
}

/** The last day of a claim's publicity; null when it is not public, or the holidays of that year are not set yet. */
export function lastPublicDayOf({ publicSince, publicityDays }: Claim): string | null {
  if (!publicSince || publicityDays === null) return null
  return lastDayOfPublicity(workingDayCalendar, publicSince, publicityDays)
}

/** The last day on which the refusal of a claim can be appealed; null when it is not refused, or was appealed before. */
export function lastAppealDayOf({ state, isAppealed, history }: Claim): string | null {
  const refusal = history.filter(({ event }) => event === 'refuse').at(-1)
  return state !== 'refused' || isAppealed === true || !refusal
    ? null
    : lastDayToAppeal(shanghaiDate(refusal.at))
}

function isInTime(claim: Claim, today: string): boolean {
  const lastDay = lastAppealDayOf(claim)
  return lastDay !== null && today <= lastDay
}

type Bureau = 'housing' | 'hr'

/** What each bureau is called in messages to workers. */
export const bureauNames: Readonly<Record<Bureau, string>> = { housing: '住建部门', hr: '人社部门' }

/** The bureau as which this officer sees the claim: the one whose turn it is, if they belong to it; null for others. */
export function bureauFor(actor: Actor, claim: Claim): Bureau | null {
  const held = (['housing', 'hr'] as const).filter((bureau) => actor.roles.includes(bureau))
  const turn = bureauInTurn(claim)
  return held.find((bureau) => bureau === turn) ?? held[0] ?? null
}

/** @throws Problem `not_allowed` for whoever belongs to none */
export function bureauOf(actor: Actor, claim: Claim): Bureau {
  const bureau = bureauFor(actor, claim)
  if (!bureau) throw new Problem('not_allowed', { detail: '这一步由审核部门来做' })
  return bureau
}

function bureauInTurn({ state, hold, refused }: Claim): Bureau {
  if (state === 'appealed') return refused?.by ?? 'hr'
  return (state === 'held' ? hold?.from : state) === 'housing_review' ? 'housing' : 'hr'
}

/**
 * Moves a claim by one row of the table: state, history entry and everything that belongs to it in one conditional write.
 * @throws Problem `not_in_this_state` with what is permitted, `same_reviewer`, `not_allowed`, `changed_meanwhile`
 */
export async function advance(command: ClaimStepper, claim: Claim, step: Step): Promise<Claim> {
  const person = checkStanding(command.actor, claim, step.role)
  const actor = { id: person?.id ?? 'system', role: step.role }
  const position = positionOf(claim, command.moment.today)
  const outcome = transition(position, step.event, actor)
  if (!outcome.allowed) throw refusalOf(position, outcome.because, actor)
  const entry: ClaimHistoryEntry = {
    at: command.moment.programmeNow,
    event: step.event,
    from: claim.state,
    to: outcome.transition.to,
    actorId: person?.personId ?? null,
    actorRole: step.role,
    detail: step.detail ?? '',
  }
  const update: UpdateQuery<Claim> = {
    // The next bureau begins with clean hands.
    $set: { ...step.set, state: outcome.transition.to, ...(claim.assignee ? { assignee: null } : {}) },
    $inc: { revision: 1 },
    $push: { history: entry },
    ...(step.unset ? { $unset: { [step.unset]: 1 } } : {}),
    ...(step.addReviewer && person ? { $addToSet: { reviewerIds: person.personId } } : {}),
  }
  return applied(claim, update, command.tx)
}

/**
 * A worker's step is the claimant's own; an officer's step is never taken by the claimant. The table knows neither.
 * @returns who takes it; null for what happens by rule
 */
function checkStanding(actor: Actor | null, claim: Claim, role: ClaimActorRole): Actor | null {
  if (role === 'system') return null
  if (!actor) throw new Problem('not_signed_in')
  const isClaimant = claim.workerId.equals(actor.personId)
  if (role === 'worker' && !isClaimant)
    throw new Problem('not_allowed', { detail: '这一步只能由申领人自己来做' })
  if (role !== 'worker' && isClaimant) throw new Problem('not_allowed', { detail: '自己的申领要由别人来办' })
  if (role !== 'worker' && !actor.roles.includes(role)) throw new Problem('not_allowed')
  return actor
}

async function applied(claim: Claim, update: UpdateQuery<Claim>, tx: ClientSession): Promise<Claim> {
  const where = { _id: claim._id, state: claim.state, revision: claim.revision }
  const moved = await Claims.findOneAndUpdate(where, update, {
    session: tx,
    returnDocument: 'after',
  }).lean<Claim>()
  if (!moved) throw new Problem('changed_meanwhile')
  noteChange(tx, { of: 'claims', record: moved })
  return moved
}

const refusals: Readonly<Partial<Record<string, string>>> = {
  account_cooled_off: '有的申领刚换过收款账户，过几天才能打款',
  account_looked_at: '有的申领换过收款账户，先去核对新账户',
  account_not_looked_at: '这个账户已经核对过了',
}

function refusalOf(
  position: ClaimPosition,
  because: string,
  actor: { id: string; role: ClaimActorRole },
): Problem {
  const particular = refusals[because]
  if (particular !== undefined) return new Problem('not_in_this_state', { detail: particular })
  if (because === 'not_your_role') return new Problem('not_allowed', { detail: '这一步要由别的部门来做' })
  if (because === 'not_first_reviewer')
    return new Problem('same_reviewer', { detail: '住建审核是您做的，人社审核要换一个人' })
  if (because === 'not_a_reviewer')
    return new Problem('same_reviewer', { detail: '这笔申领您审过，异议和申诉要换一个人来办' })
  if (because === 'refused_by_housing' || because === 'refused_by_hr')
    return new Problem('not_allowed', { detail: '申诉由当初没有通过的那个部门复核' })
  if (because.startsWith('held_from_'))
    return new Problem('not_allowed', { detail: '由让它暂停的那个部门来恢复' })
  const text = claimStateLabels[position.state]
  return new Problem('not_in_this_state', {
    detail:
      because === 'appeal_open'
        ? `这笔申领现在不能申诉：申诉过了，或者过了${String(remedySettings.appealDays)}天`
        : `这笔申领现在是“${text}”，不能这样操作`,
    permittedEvents: permittedEvents(position, actor),
  })
}
