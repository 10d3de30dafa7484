import type { ClientSession, Types } from 'mongoose'
import { Problem } from '#shared/problem'
import { takeTurn } from '../claims/claim-turn'
import { keepConsent } from '../consents/consent.service'
import type { Actor, Command } from '../context'
import { duplicateKeyOf } from '../mongo'
import { identityInClear } from '../people/person-copy'
import { findPerson, type Person } from '../people/person.service'
import { forgetImports } from './crew-import.service'
import { openRow, withoutNumbers } from './crew-member-secrets'
import { CrewMembers, type CrewMember } from './crew-member.model'
import { CrewRefusals, type CrewRefusal } from './crew-refusal.model'
import { Crews, type Crew } from './crew.model'

/** A row with its crew, as its person sees it. */
export interface CrewPlace {
  member: CrewMember
  crew: Crew
}

const MOST_PLACES = 50

/** The rows that carry the signed-in person's own identity number, newest first. */
export async function placesOf(
  { personId }: Pick<Actor, 'personId'>,
  tx: ClientSession | null = null,
): Promise<CrewPlace[]> {
  const person = await findPerson(personId, tx)
  if (!person?.identity) return []
  const { residentIdIndex } = person.identity
  const members = await CrewMembers.find({
    $or: [
      { residentIdIndex, state: { $in: ['unconfirmed', 'asked', 'confirmed', 'declined'] } },
      { personId, state: 'declined' },
    ],
  })
    .session(tx)
    .sort({ _id: -1 })
    .limit(MOST_PLACES)
    .lean<CrewMember[]>()
  const crews = await Crews.find({ _id: { $in: members.map(({ crewId }) => crewId) } })
    .session(tx)
    .lean<Crew[]>()
  const byId = new Map(crews.map((crew) => [crew._id.toHexString(), crew]))
  return members.flatMap((member) => {
    const crew = byId.get(member.crewId.toHexString())
    return crew ? [{ member, crew }] : []
  })
}

/**
 * Says yes to a row, in one's own session and with one's own identity on file: nobody can for another.
 * @throws Problem `identity_needed`, `not_allowed` for a row of somebody else (recorded), `not_in_this_state` under another
 *   name (recorded) or when nothing waits any more
 */
export async function confirmPlace(command: Command, memberId: string): Promise<CrewPlace> {
  const place = await ownPlace(command, memberId)
  const { member, person } = place
  if (member.state === 'confirmed') return place
  const isWaiting = member.confirmUntil !== null && member.confirmUntil >= command.moment.now
  if (member.state !== 'unconfirmed' || !isWaiting)
    throw new Problem('not_in_this_state', { detail: '这一行已经过期或改过。请班组长再加一次' })
  const name = identityInClear(command.deployment.cipher, person)?.name
  if (openRow(command.deployment.cipher, member).name !== name) {
    await keepRefusal(command, member, 'other_name')
    throw new Problem('not_in_this_state', {
      detail: '名单上的姓名和您登记的不一样。请班组长照证件改好，您再确认',
    })
  }
  await keepConsent(command, command.actor.personId, 'crew', member._id)
  return { ...place, member: await answer(command, member, 'confirmed') }
}

/**
 * Says no to a row, or leaves the crew: its numbers are let go. Bookings stay the person's own.
 * @throws Problem `identity_needed`, `not_allowed` as for confirming
 */
export async function declinePlace(command: Command, memberId: string): Promise<CrewPlace> {
  const place = await ownPlace(command, memberId)
  if (place.member.state === 'declined') return place
  return { ...place, member: await answer(command, place.member, 'declined') }
}

async function ownPlace(command: Command, memberId: string): Promise<CrewPlace & { person: Person }> {
  const { actor, tx } = command
  // An account that is deleted at this moment writes the same record: nobody joins who is gone.
  await takeTurn(actor.personId, tx)
  const person = await findPerson(actor.personId, tx)
  if (!person?.identity)
    throw new Problem('identity_needed', { detail: '先填好姓名、身份证号和手机号，才能证明是您本人' })
  const member = await CrewMembers.findById(memberId).session(tx).lean<CrewMember>()
  const crew = member && (await Crews.findById(member.crewId).session(tx).lean<Crew>())
  if (!member || !crew) throw new Problem('not_found', { detail: '这一行已经不在名单里了' })
  const isTheirs = member.residentIdIndex === person.identity.residentIdIndex
  if (isTheirs || member.personId?.equals(actor.personId)) return { member, crew, person }
  await keepRefusal(command, member, 'other_person')
  throw new Problem('not_allowed', { detail: '名单上这一行不是您。只能由本人用自己的手机确认' })
}

async function answer(
  { actor, tx, moment, deployment }: Command,
  member: CrewMember,
  state: 'confirmed' | 'declined',
): Promise<CrewMember> {
  const set = {
    state,
    ...(state === 'declined' ? withoutNumbers(deployment.cipher, member) : {}),
    personId: actor.personId,
    settledAt: moment.now,
    confirmUntil: null,
    sms: 'none' as const,
  }
  const changed = await CrewMembers.findOneAndUpdate(
    { _id: member._id, revision: member.revision },
    { $set: set, $inc: { revision: 1 } },
    { session: tx, returnDocument: 'after' },
  ).lean<CrewMember>()
  if (!changed) throw new Problem('changed_meanwhile')
  return changed
}

/** Kept on its own, as the command around it is about to be undone. */
async function keepRefusal(
  { actor, moment }: Pick<Command, 'actor' | 'moment'>,
  { _id: memberId, crewId }: CrewMember,
  reason: CrewRefusal['reason'],
): Promise<void> {
  const _id = `${memberId.toHexString()}:${actor.id}`
  const set = { crewId, memberId, personId: actor.personId, reason, at: moment.now }
  const write = () => CrewRefusals.updateOne({ _id }, { $set: set, $inc: { count: 1 } }, { upsert: true })
  try {
    await write()
  } catch (error) {
    // The same tap twice, at the same moment.
    if (duplicateKeyOf(error) === null) throw error
    await write()
  }
}

/** The account goes: its rows, what it tried, and the crews that it was the foreman of. */
export async function forgetCrews(
  person: Pick<Person, '_id' | 'identity'>,
  tx: ClientSession,
): Promise<void> {
  const own = await Crews.find({ foremanId: person._id }, { _id: 1 })
    .session(tx)
    .lean<{ _id: Types.ObjectId }[]>()
  const crewIds = own.map(({ _id }) => _id)
  const rows = [
    { crewId: { $in: crewIds } },
    { personId: person._id },
    ...(person.identity ? [{ residentIdIndex: person.identity.residentIdIndex }] : []),
  ]
  await CrewMembers.deleteMany({ $or: rows }, { session: tx })
  await CrewRefusals.deleteMany(
    { $or: [{ personId: person._id }, { crewId: { $in: crewIds } }] },
    { session: tx },
  )
  await forgetImports(crewIds, tx)
  await Crews.deleteMany({ _id: { $in: crewIds } }, { session: tx })
}

/** Whether somebody leads a crew in which a person has confirmed to be. */
export async function leadsCrewOf(
  foremanId: Types.ObjectId,
  personId: Types.ObjectId,
  tx: ClientSession | null = null,
): Promise<boolean> {
  const crews = await Crews.find({ foremanId }, { _id: 1 }).session(tx).lean<Pick<Crew, '_id'>[]>()
  if (crews.length === 0) return false
  const member = { crewId: { $in: crews.map(({ _id }) => _id) }, personId, state: 'confirmed' as const }
  return (await CrewMembers.exists(member).session(tx)) !== null
}
