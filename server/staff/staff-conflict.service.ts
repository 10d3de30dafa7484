import { Types, type ClientSession } from 'mongoose'
import { Problem } from '#shared/problem'
import type { ConflictListView } from '#shared/case-work'
import type { Actor, Command } from '../context'
import { allInstitutions, findInstitution } from '../institutions/institution.service'
import { StaffConflicts, type StaffConflict } from './staff-conflict.model'

/** What this officer has declared and not ended, and with what else one could have to do. */
export async function conflictsOf({ personId }: Pick<Actor, 'personId'>): Promise<ConflictListView> {
  const open = await openConflicts(personId, null)
  const institutions = await allInstitutions()
  const names = new Map(institutions.map(({ _id, name }) => [_id.toHexString(), name]))
  return {
    items: open.map(({ _id, institutionId, why, since }) => ({
      id: _id.toHexString(),
      institutionName: names.get(institutionId.toHexString()) ?? '',
      why,
      since: since.toISOString(),
    })),
    institutions: institutions.map(({ _id, name, kind }) => ({ id: _id.toHexString(), name, kind })),
  }
}

/** Declares to have to do with an institution; once more changes nothing. @throws Problem `not_found` */
export async function declareConflict(
  { actor, moment, tx }: Command,
  { institutionId, why }: { institutionId: string; why: string },
): Promise<void> {
  const institution = await findInstitution(new Types.ObjectId(institutionId))
  if (!institution) throw new Problem('not_found', { detail: '没有这家机构，请刷新' })
  const open = await openConflicts(actor.personId, tx)
  if (open.some((each) => each.institutionId.equals(institution._id))) return
  const declared = { personId: actor.personId, institutionId: institution._id, why }
  await StaffConflicts.create([{ ...declared, since: moment.programmeNow, endedAt: null }], { session: tx })
}

/** There is nothing between them any more: claims of that institution are theirs to decide again. @throws Problem `not_found` */
export async function endConflict({ actor, moment, tx }: Command, id: string): Promise<void> {
  const ended = await StaffConflicts.updateOne(
    { _id: new Types.ObjectId(id), personId: actor.personId, endedAt: null },
    { endedAt: moment.programmeNow },
    { session: tx },
  )
  if (ended.matchedCount === 0) throw new Problem('not_found', { detail: '这一条已经撤回了，请刷新' })
}

/** Whether an officer has declared to have to do with one of these institutions. */
export async function hasConflictWith(
  personId: Types.ObjectId,
  institutionIds: readonly Types.ObjectId[],
  tx: ClientSession | null = null,
): Promise<boolean> {
  const open = await openConflicts(personId, tx)
  return open.some((each) => institutionIds.some((id) => id.equals(each.institutionId)))
}

function openConflicts(personId: Types.ObjectId, tx: ClientSession | null): Promise<StaffConflict[]> {
  return StaffConflicts.find({ personId, endedAt: null })
    .session(tx)
    .sort({ _id: 1 })
    .lean<StaffConflict[]>()
    .exec()
}
