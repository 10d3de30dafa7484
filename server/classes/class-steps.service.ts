import type { ClientSession, Types } from 'mongoose'
import type { ClassEventBody } from '#shared/class-life'
import {
  classTransition,
  permittedClassEvents,
  type ApprovedClassState,
  type ClassActor,
  type ClassEvent,
} from '#shared/class-machine'
import { Problem } from '#shared/problem'
import type { Actor, Command } from '../context'
import { endPlaces, tellResumed, tellSuspended } from '../enrolments/class-roster.service'
import { moveClass, positionOfClass, turnClass } from './class-life.service'
import { classById, type TrainingClass } from './class.service'

/** As whom this person acts on a class: the bureau to which they belong, else their institution. */
export function actorOnClass({ id, roles, institutionId }: Actor, event?: ClassEvent): ClassActor {
  const bureaux = (['housing', 'hr'] as const).filter((role) => roles.includes(role))
  const role = bureaux.find((bureau) => event !== 'reopen' || bureau === 'hr') ?? 'institution'
  return { id, role, institutionId: institutionId?.toHexString() ?? null }
}

/** Events that this person may cause now. */
export async function permittedOnClass(
  actor: Actor,
  item: TrainingClass,
  today: string,
  tx: ClientSession | null,
): Promise<ClassEvent[]> {
  const position = await positionOfClass(item, today, tx)
  const own = permittedClassEvents(position, actorOnClass(actor))
  const mayReopen = classTransition(position, 'reopen', actorOnClass(actor, 'reopen')).allowed
  return mayReopen && !own.includes('reopen') ? [...own, 'reopen'] : own
}

/**
 * A class that this person has to do with: of an institution its own and those it holds jointly, of a bureau all.
 * @throws Problem `not_found`
 */
export async function classInHand(
  { roles, institutionId }: Actor,
  id: string | Types.ObjectId,
  tx: ClientSession | null = null,
): Promise<TrainingClass> {
  const item = await classById(id, tx)
  const isOfficer = roles.includes('housing') || roles.includes('hr')
  const isOwn =
    institutionId?.equals(item.institutionId) || (item.partnerId && institutionId?.equals(item.partnerId))
  if (!isOfficer && !isOwn) throw new Problem('not_found')
  return item
}

/**
 * Takes one step with an approved class, as it stands today, and tells everybody on its roster what concerns them.
 * @throws Problem `not_found`, `not_allowed`, `not_in_this_state`, `changed_meanwhile`
 */
export async function happenToClass(
  command: Command,
  id: string,
  body: ClassEventBody,
): Promise<TrainingClass> {
  const item = await turnClass(command, await classInHand(command.actor, id, command.tx))
  const detail = 'reason' in body ? body.reason : ''
  const moved = await moveClass(command, item, {
    event: body.event,
    actor: actorOnClass(command.actor, body.event),
    actorId: command.actor.personId,
    detail,
    set: changedBy(body, item.state),
  })
  if (body.event === 'suspend') await tellSuspended(command, moved, detail)
  if (body.event === 'cancel') await endPlaces(command, moved, detail)
  if (body.event !== 'resume') return moved
  await tellResumed(command, moved)
  return turnClass(command, moved)
}

function changedBy(body: ClassEventBody, state: ApprovedClassState): Partial<TrainingClass> {
  switch (body.event) {
    case 'suspend':
      return { suspendedFrom: state, stopReason: body.reason }
    case 'resume':
      return { suspendedFrom: null, stopReason: null }
    case 'cancel':
      return { suspendedFrom: null, stopReason: body.reason }
    default:
      return {}
  }
}
