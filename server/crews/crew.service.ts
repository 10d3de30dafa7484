import type { ClientSession } from 'mongoose'
import type { CrewBody } from '#shared/crews'
import { Problem } from '#shared/problem'
import type { Actor, Command } from '../context'
import { findPerson } from '../people/person.service'
import { Crews, type Crew } from './crew.model'

export type { Crew }

const MOST_CREWS = 50

/**
 * Makes a crew. Whoever has said who they are may be a foreman.
 * @throws Problem `identity_needed`, `not_in_this_state` beyond fifty crews
 */
export async function makeCrew({ actor, moment, tx }: Command, body: CrewBody): Promise<Crew> {
  const person = await findPerson(actor.personId, tx)
  if (!person?.identity)
    throw new Problem('identity_needed', { detail: '先填好您自己的姓名、身份证号和手机号，再建班组' })
  if ((await Crews.countDocuments({ foremanId: actor.personId }).session(tx)) >= MOST_CREWS)
    throw new Problem('not_in_this_state', { detail: `最多建${MOST_CREWS}个班组，请接着用原来的` })
  const record = { ...body, foremanId: actor.personId, createdAt: moment.now, revision: 0 }
  const [created] = await Crews.create([record], { session: tx })
  if (!created) throw new Error('The store acknowledged a crew without returning it')
  return created.toObject<Crew>()
}

/** The crews of the signed-in person, newest first. */
export function crewsOf({ personId }: Pick<Actor, 'personId'>): Promise<Crew[]> {
  return Crews.find({ foremanId: personId }).sort({ _id: -1 }).limit(MOST_CREWS).lean<Crew[]>().exec()
}

/** A crew of the actor's own. Somebody else's does not exist for them. @throws Problem `not_found` */
export async function ownCrew(
  { personId }: Pick<Actor, 'personId'>,
  id: string,
  tx: ClientSession | null = null,
): Promise<Crew> {
  const found = await Crews.findById(id).session(tx).lean<Crew>()
  if (!found?.foremanId.equals(personId))
    throw new Problem('not_found', { detail: '没有这个班组，请返回刷新' })
  return found
}

/** Makes changes of one roster follow each other: two pastes at one moment must not both miss the other's rows. */
export async function takeRosterTurn({ _id }: Pick<Crew, '_id'>, tx: ClientSession): Promise<void> {
  await Crews.updateOne({ _id }, { $inc: { revision: 1 } }, { session: tx })
}
