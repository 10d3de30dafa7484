import type { ClientSession, Types } from 'mongoose'
import {
  apprenticeshipStateLabels,
  apprenticeshipTransition,
  permittedApprenticeshipEvents,
  type ApprenticeshipActor,
  type ApprenticeshipEvent,
  type ApprenticeshipOutcome,
  type ApprenticeshipPosition,
} from '#shared/apprenticeship-machine'
import { apprenticeshipYear } from '#shared/apprenticeship-sums'
import { Problem } from '#shared/problem'
import type { Actor, Command } from '../context'
import { Apprenticeships, type Apprenticeship } from './apprenticeship.model'

export type { Apprenticeship } from './apprenticeship.model'

/** A list longer than that is nobody's. */
const SHOWN = 100

/** A step to take, and what changes with it. */
export interface ApprenticeshipMove {
  event: ApprenticeshipEvent
  comment?: string
  set?: Partial<Apprenticeship>
}

/**
 * A programme that this actor may see: an enterprise its own, the training body those in which it takes part, a bureau
 * whatever has reached the bureaux.
 * @throws Problem `not_found`, also for "exists but not yours"
 */
export async function visibleApprenticeship(
  { roles, institutionId }: Actor,
  id: string,
  tx: ClientSession | null = null,
): Promise<Apprenticeship> {
  const found = await Apprenticeships.findById(id).session(tx).lean<Apprenticeship>()
  const isParty =
    found && (institutionId?.equals(found.institutionId) || institutionId?.equals(found.partnerId))
  const isBureau = roles.includes('housing') || roles.includes('hr')
  if (!found || !(isParty || (isBureau && found.filedAt !== null)))
    throw new Problem('not_found', { detail: '没有这个学徒班，请返回列表看看' })
  return found
}

/** The programmes of an enterprise, newest first. */
export function apprenticeshipsOf(institutionId: Types.ObjectId | null): Promise<Apprenticeship[]> {
  return Apprenticeships.find({ institutionId })
    .sort({ _id: -1 })
    .limit(SHOWN)
    .lean<Apprenticeship[]>()
    .exec()
}

/** Several programmes, newest first. */
export function findApprenticeships(
  ids: readonly Types.ObjectId[],
  tx: ClientSession | null = null,
): Promise<Apprenticeship[]> {
  return Apprenticeships.find({ _id: { $in: ids } })
    .session(tx)
    .sort({ _id: -1 })
    .lean<Apprenticeship[]>()
    .exec()
}

/** What waits for a bureau, longest waiting first. */
export function waitingApprenticeships(bureau: 'housing' | 'hr'): Promise<Apprenticeship[]> {
  return Apprenticeships.find({ state: bureau === 'housing' ? 'filed' : 'housing_accepted' })
    .sort({ filedAt: 1, _id: 1 })
    .limit(SHOWN)
    .lean<Apprenticeship[]>()
    .exec()
}

/** Last day of the year that a stage is; null for the opening. */
export function lastDayOfStage({ startsOn }: Pick<Apprenticeship, 'startsOn'>, stage: number): string | null {
  return stage === 0 ? null : apprenticeshipYear(startsOn, stage).lastDay
}

/** The part of a programme on which its next steps depend. */
export function positionOf(programme: Apprenticeship, today: string): ApprenticeshipPosition {
  const lastDay = lastDayOfStage(programme, programme.stage)
  return {
    state: programme.state,
    institutionId: programme.institutionId.toHexString(),
    partnerId: programme.partnerId.toHexString(),
    authorIds: programme.authorIds.map((id) => id.toHexString()),
    firstReviewerId: programme.firstReviewerId?.toHexString() ?? null,
    isOver: lastDay === null || today > lastDay,
  }
}

/** As whom somebody sees a programme: the bureau whose turn it is, if they belong to it. */
export function apprenticeshipActorOf(
  actor: Actor,
  { state }: Pick<Apprenticeship, 'state'>,
): ApprenticeshipActor {
  const onTurn = state === 'housing_accepted' ? 'hr' : 'housing'
  const bureaux = (['housing', 'hr'] as const).filter((role) => actor.roles.includes(role))
  const role = bureaux.find((bureau) => bureau === onTurn) ?? bureaux[0] ?? 'institution'
  return { id: actor.id, role, institutionId: actor.institutionId?.toHexString() ?? null }
}

/** Events that this person may cause now. */
export function permittedOnApprenticeship(
  actor: Actor,
  programme: Apprenticeship,
  today: string,
): ApprenticeshipEvent[] {
  return permittedApprenticeshipEvents(positionOf(programme, today), apprenticeshipActorOf(actor, programme))
}

/**
 * Moves the stage of a programme by one row of the table, in one conditional write; an accepted stage is followed by the
 * next one, unless it was the last. Editing leaves no trace in the history.
 * @throws Problem `not_allowed`, `same_reviewer`, `not_in_this_state`, `changed_meanwhile`
 */
export async function advanceApprenticeship(
  { actor, moment, tx }: Command,
  programme: Apprenticeship,
  { event, comment = '', set = {} }: ApprenticeshipMove,
): Promise<Apprenticeship> {
  const who = apprenticeshipActorOf(actor, programme)
  const outcome = apprenticeshipTransition(positionOf(programme, moment.today), event, who)
  if (!outcome.allowed) throw refusalOf(programme, outcome)
  const { _id, state, stage, revision, years, acceptedOn } = programme
  const isAccepted = outcome.to === 'accepted'
  const next =
    isAccepted && stage < years ? { stage: stage + 1, state: 'planned' as const } : { state: outcome.to }
  const step = { at: moment.programmeNow, stage, event, actorId: actor.personId, role: who.role, comment }
  const moved = await Apprenticeships.findOneAndUpdate(
    { _id, state, stage, revision },
    {
      $set: { ...set, ...next, ...(isAccepted && { acceptedOn: [...acceptedOn, moment.today] }) },
      $inc: { revision: 1 },
      ...(event !== 'edit' && { $push: { history: step } }),
      ...(who.role === 'institution' && { $addToSet: { authorIds: actor.personId } }),
    },
    { session: tx, returnDocument: 'after' },
  ).lean<Apprenticeship>()
  if (!moved) throw new Problem('changed_meanwhile')
  return moved
}

function refusalOf(
  { state }: Apprenticeship,
  { because }: Extract<ApprenticeshipOutcome, { allowed: false }>,
): Problem {
  switch (because) {
    case 'not_first_reviewer':
      return new Problem('same_reviewer', { detail: '住建审核是您做的，人社审核要换一个人' })
    case 'not_party':
      return new Problem('not_allowed', { detail: '自己写的、自己单位的学徒班要由别人来审' })
    case 'not_your_role':
    case 'own_programme':
      return new Problem('not_allowed', { detail: '这一步不归您办' })
    case 'stage_is_over':
      return new Problem('not_in_this_state', { detail: '这一年还没满。满一年以后再提交' })
    case 'not_in_this_state':
      return new Problem('not_in_this_state', {
        detail: `学徒班现在是“${apprenticeshipStateLabels[state]}”，不能这样操作`,
      })
  }
}
