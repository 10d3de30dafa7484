import type { ClientSession, Types } from 'mongoose'
import type { ApprenticeAnswerBody } from '#shared/apprenticeships'
import { Problem } from '#shared/problem'
import { takeTurn } from '../claims/claim-turn'
import type { Command } from '../context'
import { identityInClear } from '../people/person-copy'
import { findPerson, type Person } from '../people/person.service'
import { Apprentices, type Apprentice } from './apprentice.model'
import { bindApprentice, confirmUntil, endPlace, endWaiting, openApprentice } from './apprentice.service'
import { findApprenticeships } from './apprenticeship.service'

/** Rows about a person: those that wait for their word, and those that they confirmed. Newest first. */
export async function placesOf(person: Person, tx: ClientSession | null = null): Promise<Apprentice[]> {
  const residentIdIndex = person.identity?.residentIdIndex
  const asked = residentIdIndex === undefined ? [] : [{ residentIdIndex, state: 'waiting' as const }]
  return Apprentices.find({ $or: [{ personId: person._id }, ...asked] })
    .session(tx)
    .sort({ _id: -1 })
    .limit(50)
    .lean<Apprentice[]>()
}

/** The rows of whoever is signed in. @throws Problem `not_signed_in` */
export async function placesOfActor(
  personId: Types.ObjectId,
  tx: ClientSession | null = null,
): Promise<Apprentice[]> {
  const person = await findPerson(personId, tx)
  if (!person) throw new Problem('not_signed_in')
  return placesOf(person, tx)
}

/** The person's own word about a row: nobody else can give it. @throws Problem `not_found`, `not_in_this_state` */
export async function answerPlace(
  command: Command,
  id: string,
  { answer }: ApprenticeAnswerBody,
): Promise<void> {
  const { actor, moment, tx } = command
  const { personId } = actor
  await takeTurn(personId, tx)
  const found = (await placesOfActor(personId, tx)).find(({ _id }) => _id.toHexString() === id)
  if (!found) throw new Problem('not_found', { detail: '没有这个学徒班，请刷新看看' })
  if (answer === 'leave') {
    const { _id } = found
    return endPlace({ _id, personId }, { leftOn: moment.today, reason: '本人退出' }, tx)
  }
  if (found.state !== 'waiting') throw new Problem('not_in_this_state', { detail: '您已经答复过了' })
  if (answer === 'confirm') return confirm(command, found)
  await endWaiting(command.deployment.cipher, found, { state: 'declined', tx })
}

async function confirm({ actor, deployment, moment, tx }: Command, found: Apprentice): Promise<void> {
  const until = confirmUntil(found)
  if (until !== null && moment.now > until)
    throw new Problem('not_in_this_state', { detail: '过了14天，请单位重新登记' })
  const [programme] = await findApprenticeships([found.apprenticeshipId], tx)
  if (programme?.stage !== 0 || (programme.state !== 'planned' && programme.state !== 'returned'))
    throw new Problem('not_in_this_state', { detail: '这个班已经提交审核，不能再加入，请问单位' })
  const person = await findPerson(actor.personId, tx)
  const own = person && identityInClear(deployment.cipher, person)
  if (own?.name !== openApprentice(deployment.cipher, found)?.name)
    throw new Problem('not_in_this_state', { detail: '单位写的名字和您登记的不一样，请单位改了再确认' })
  await bindApprentice(found._id, actor.personId, tx)
}

/** When the account goes: nobody can tell any more whose row it was; what still waited is gone. */
export async function forgetApprentice(person: Person, today: string, tx: ClientSession): Promise<void> {
  for (const { _id, state, leftOn } of await placesOf(person, tx)) {
    if (state === 'waiting') {
      await Apprentices.deleteOne({ _id }, { session: tx })
      continue
    }
    const nobody = { sealed: null, personId: null, residentIdIndex: `forgotten:${_id.toHexString()}` }
    await Apprentices.updateOne(
      { _id },
      { $set: { ...nobody, state: 'left', leftOn: leftOn ?? today }, $unset: { runningPersonId: 1 } },
      { session: tx },
    )
  }
}
