import { Types } from 'mongoose'
import type { CrewBookingBody, CrewBookingView } from '#shared/crews'
import { Problem, problems } from '#shared/problem'
import { classById, type TrainingClass } from '../classes/class.service'
import type { Command } from '../context'
import { book } from '../enrolments/booking.service'
import { openRow } from './crew-member-secrets'
import { CrewMembers, type CrewMember } from './crew-member.model'
import { ownCrew } from './crew.service'

type Result = CrewBookingView['results'][number]

/**
 * Books people of a crew into a class, one after the other: whoever cannot be booked is told with the reason, and the
 * others are. Only who has confirmed; and what only the person can agree to, such as learning without a subsidy, stays theirs.
 * @throws Problem `not_found`
 */
export async function bookCrew(
  command: Command,
  crewId: string,
  { classId, memberIds }: CrewBookingBody,
): Promise<CrewBookingView> {
  const crew = await ownCrew(command.actor, crewId, command.tx)
  const item = await classById(classId, command.tx)
  const wanted = [...new Set(memberIds)].map((id) => new Types.ObjectId(id))
  const members = await CrewMembers.find({ _id: { $in: wanted }, crewId: crew._id })
    .session(command.tx)
    .sort({ _id: 1 })
    .lean<CrewMember[]>()
  const results: Result[] = []
  for (const member of members) results.push(await bookMember(command, item, member))
  return { results }
}

async function bookMember(command: Command, item: TrainingClass, member: CrewMember): Promise<Result> {
  const { name } = openRow(command.deployment.cipher, member)
  const about = { memberId: member._id.toHexString(), name }
  const { personId } = member
  if (member.state !== 'confirmed' || !personId)
    return { ...about, outcome: 'refused', detail: '本人还没确认，确认了才能报名' }
  try {
    const { isNew } = await book(command, { personId, item, acceptsNoSubsidy: false, by: 'foreman' })
    return isNew
      ? { ...about, outcome: 'enrolled', detail: '报上了，已经告诉本人' }
      : { ...about, outcome: 'already', detail: '已经在这个班里' }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return { ...about, outcome: 'refused', detail: reasonOf(error) }
  }
}

function reasonOf({ code, extras }: Problem): string {
  if (code === 'no_subsidy') return '这个班现在报名领不到补贴，要他本人在手机上确认才能报'
  return extras.detail ?? problems[code].title
}
