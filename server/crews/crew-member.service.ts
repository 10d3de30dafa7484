import { Types, type ClientSession } from 'mongoose'
import type { CrewMemberBody } from '#shared/crews'
import { Problem } from '#shared/problem'
import type { Actor, Command } from '../context'
import { invalidFields } from '../http/problem'
import { notify } from '../notifications/notification.service'
import { openRow, sealRow, typedKeyOf, type CrewRow } from './crew-member-secrets'
import { CrewMembers, type CrewMember } from './crew-member.model'
import { CrewRefusals } from './crew-refusal.model'
import { store } from './crew-roster.service'
import { tellMembers } from './crew-telling.service'
import { findTrade } from './trade-words'
import { ownCrew, takeRosterTurn, type Crew } from './crew.service'

export type { CrewMember }

const PAGE = 50

/** One page of a crew's rows, in the order in which they were added. */
export async function memberPage(
  crew: Crew,
  { state, cursor }: { state?: CrewMember['state'] | undefined; cursor?: string | undefined },
): Promise<{ items: CrewMember[]; nextCursor: string | null }> {
  if (cursor !== undefined && !/^[0-9a-f]{24}$/.test(cursor))
    throw new Problem('not_found', { detail: '名单已更新，请从头再看' })
  const found = await CrewMembers.find({
    crewId: crew._id,
    ...(state === undefined ? {} : { state }),
    ...(cursor === undefined ? {} : { _id: { $gt: new Types.ObjectId(cursor) } }),
  })
    .sort({ _id: 1 })
    .limit(PAGE + 1)
    .lean<CrewMember[]>()
  const items = found.slice(0, PAGE)
  return { items, nextCursor: found.length > PAGE ? (items.at(-1)?._id.toHexString() ?? null) : null }
}

/** A row of the actor's own crew. @throws Problem `not_found` */
export async function ownMember(
  actor: Pick<Actor, 'personId'>,
  place: { id: string; memberId: string },
  tx: ClientSession | null = null,
): Promise<{ crew: Crew; member: CrewMember }> {
  const crew = await ownCrew(actor, place.id, tx)
  const member = await CrewMembers.findOne({ _id: new Types.ObjectId(place.memberId), crewId: crew._id })
    .session(tx)
    .lean<CrewMember>()
  if (!member) throw new Problem('not_found', { detail: '名单里没有这一行，请刷新' })
  return { crew, member }
}

/**
 * Mends a row that nobody has confirmed. What was proved wrong is retyped whole; a number that stands need not be.
 * @throws Problem `not_in_this_state` once the person has answered, `already_used` when it is somebody of the crew,
 *   `invalid_fields` without a number where the row has no good one
 */
export async function mendMember(
  command: Command,
  place: { id: string; memberId: string },
  body: CrewMemberBody,
): Promise<CrewMember> {
  const { actor, tx, deployment } = command
  const { crew, member } = await ownMember(actor, place, tx)
  if (member.state !== 'faulty' && member.state !== 'unconfirmed' && member.state !== 'expired')
    throw new Problem('not_in_this_state', { detail: '本人已经答复，这一行不能再改。不对的话可以删掉重加' })
  await takeRosterTurn(crew, tx)
  const before = openRow(deployment.cipher, member)
  const idNumber = body.residentIdNumber ?? (member.residentIdIndex === null ? null : before.idNumber)
  if (idNumber === null) {
    const detail = '请填证件号码'
    throw invalidFields([{ pointer: '/residentIdNumber', code: 'missing', detail }])
  }
  const trade = body.trade ?? before.trade
  const row: CrewRow = {
    name: body.name,
    idNumber,
    mobileNumber: body.mobileNumber ?? goodMobile(before),
    trade,
    tradeSeq: trade === '' ? null : findTrade(trade),
    problems: [],
  }
  const mended = await store(command, member, { row, typedKey: typedKeyOf(deployment.cipher, row) })
  await CrewRefusals.deleteMany({ memberId: member._id, reason: 'other_name' }, { session: tx })
  await tellMembers(command, crew, [mended])
  return mended
}

/** Says what somebody works as; the person's answer stays. */
export async function setMemberTrade(
  command: Command,
  place: { id: string; memberId: string },
  trade: string,
): Promise<CrewMember> {
  const { cipher } = command.deployment
  const { member } = await ownMember(command.actor, place, command.tx)
  const row = { ...openRow(cipher, member), trade, tradeSeq: findTrade(trade) }
  const { sealed, tradeSeq } = sealRow(cipher, member._id, row)
  const changed = await CrewMembers.findOneAndUpdate(
    { _id: member._id, revision: member.revision },
    { $set: { sealed, tradeSeq }, $inc: { revision: 1 } },
    { session: command.tx, returnDocument: 'after' },
  ).lean<CrewMember>()
  if (!changed) throw new Problem('changed_meanwhile')
  return changed
}

/** Takes a row out, whatever its state. Bookings that the person has stay theirs. */
export async function removeMember(command: Command, place: { id: string; memberId: string }): Promise<Crew> {
  const { crew, member } = await ownMember(command.actor, place, command.tx)
  await CrewMembers.deleteOne({ _id: member._id }, { session: command.tx })
  await CrewRefusals.deleteMany({ memberId: member._id }, { session: command.tx })
  return crew
}

/** Lets somebody in who came by a code. @throws Problem `not_in_this_state` */
export async function approveMember(
  command: Command,
  place: { id: string; memberId: string },
): Promise<CrewMember> {
  const { crew, member } = await ownMember(command.actor, place, command.tx)
  const approved = await CrewMembers.findOneAndUpdate(
    { _id: member._id, state: 'asked' },
    { $set: { state: 'confirmed', settledAt: command.moment.now }, $inc: { revision: 1 } },
    { session: command.tx, returnDocument: 'after' },
  ).lean<CrewMember>()
  if (!approved?.personId)
    throw new Problem('not_in_this_state', { detail: '只有扫码申请的人才要您同意，别的人由本人确认' })
  const { personId } = approved
  await notify(command, { personId, kind: 'crew_joined', values: { crew: crew.name }, typed: ['crew'] })
  return approved
}

/** Why a row was refused to somebody, by row. */
export async function refusalsOfMembers(
  ids: readonly Types.ObjectId[],
  tx: ClientSession | null = null,
): Promise<Map<string, { tries: number; otherName: boolean }>> {
  const found = await CrewRefusals.find({ memberId: { $in: ids } })
    .session(tx)
    .lean()
  const byMember = new Map<string, { tries: number; otherName: boolean }>()
  for (const { memberId, reason, count } of found) {
    const known = byMember.get(memberId.toHexString()) ?? { tries: 0, otherName: false }
    const tries = known.tries + (reason === 'other_person' ? count : 0)
    byMember.set(memberId.toHexString(), { tries, otherName: known.otherName || reason === 'other_name' })
  }
  return byMember
}

function goodMobile({ mobileNumber, problems }: CrewRow): string {
  return problems.some(({ field }) => field === 'mobileNumber') ? '' : mobileNumber
}
