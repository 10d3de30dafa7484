import type { ClientSession, Types } from 'mongoose'
import type { Role } from '#shared/people'
import type { SightKind } from '#shared/sights'
import type { Actor, Moment } from '../context'
import { shanghaiDate } from '../programme-clock'
import { Sights, type Sight } from './sight.model'

export type { Sight }

const PAGE = 20

/** An occasion on which data of people were shown to somebody. */
export interface Occasion {
  kind: SightKind
  /** In which of their roles the viewer looked. */
  role: Role
  /** The claim, class or batch; null for a list. */
  aboutId: Types.ObjectId | null
  personIds: readonly Types.ObjectId[]
}

/**
 * Writes down whose data somebody is about to see, before they see it: who cannot be told of a sight is not shown. One's own
 * are left out.
 */
export async function noteSights(
  viewer: Actor,
  { kind, role, aboutId, personIds }: Occasion,
  { now }: Moment,
  tx: ClientSession | null,
): Promise<void> {
  const day = shanghaiDate(now)
  const about = { viewerId: viewer.personId, kind, aboutId, day }
  const others = new Map(personIds.map((personId) => [personId.toHexString(), personId]))
  others.delete(viewer.id)
  if (others.size === 0) return
  const known = await Sights.find({ ...about, personId: { $in: [...others.values()] } }, { personId: 1 })
    .session(tx)
    .lean<Pick<Sight, 'personId'>[]>()
  for (const { personId } of known) others.delete(personId.toHexString())
  if (others.size === 0) return
  const firstSight = {
    role,
    institutionId: role === 'institution' ? viewer.institutionId : null,
    evaluationBodyId: role === 'evaluator' ? viewer.evaluationBodyId : null,
    at: now,
  }
  // The same look twice at the same moment is one: the second finds what the first has just written.
  await Sights.bulkWrite(
    [...others.values()].map((personId) => ({
      updateOne: {
        filter: { ...about, personId },
        update: { $setOnInsert: firstSight },
        upsert: true,
      },
    })),
    { ordered: false, ...(tx && { session: tx }) },
  )
}

/** One page of who saw somebody's data, newest first. @param cursor id of the last one seen */
export async function sightsOf(
  personId: Types.ObjectId,
  cursor: Types.ObjectId | null,
): Promise<{ items: Sight[]; nextCursor: string | null }> {
  const found = await Sights.find({ personId, ...(cursor && { _id: { $lt: cursor } }) })
    .sort({ _id: -1 })
    .limit(PAGE + 1)
    .lean<Sight[]>()
  const items = found.slice(0, PAGE)
  return { items, nextCursor: found.length > PAGE ? (items.at(-1)?._id.toHexString() ?? null) : null }
}

/** How often somebody's data were seen. */
export function countSights(personId: Types.ObjectId): Promise<number> {
  return Sights.countDocuments({ personId }).exec()
}

/** Forgets who saw whose data, when the account goes. */
export async function forgetSights(personId: Types.ObjectId, tx: ClientSession): Promise<void> {
  await Sights.deleteMany({ personId }, { session: tx })
}
