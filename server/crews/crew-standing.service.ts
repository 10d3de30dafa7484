import type { ClientSession, Types } from 'mongoose'
import type { CrewMemberView, CrewView } from '#shared/crews'
import type { Deployment } from '../context'
import { trainingsOfPeople } from '../enrolments/crew-trainings.service'
import { CrewMembers, type CrewMember } from './crew-member.model'
import { refusalsOfMembers } from './crew-member.service'
import { coverageOf, presentCrew, presentMember } from './crew.presenter'
import type { Crew } from './crew.service'

/** A crew with how its people stand. */
export async function crewStanding(crew: Crew, tx: ClientSession | null = null): Promise<CrewView> {
  const members = await CrewMembers.find({ crewId: crew._id }, { state: 1, tradeSeq: 1, personId: 1 })
    .session(tx)
    .lean<Pick<CrewMember, 'state' | 'tradeSeq' | 'personId'>[]>()
  const trainings = await trainingsOfPeople(confirmedPeople(members), tx)
  return presentCrew(crew, coverageOf(members, trainings))
}

/** Rows with what is known of their people; trainings only of those who have confirmed. */
export async function memberStandings(
  { cipher }: Pick<Deployment, 'cipher'>,
  members: readonly CrewMember[],
  tx: ClientSession | null = null,
): Promise<CrewMemberView[]> {
  const trainings = await trainingsOfPeople(confirmedPeople(members), tx)
  const refused = await refusalsOfMembers(
    members.map(({ _id }) => _id),
    tx,
  )
  return members.map((member) =>
    presentMember(cipher, member, {
      trainings: trainings.get(member.personId?.toHexString() ?? '') ?? [],
      refused: refused.get(member._id.toHexString()) ?? { tries: 0, otherName: false },
    }),
  )
}

function confirmedPeople(members: readonly Pick<CrewMember, 'state' | 'personId'>[]): Types.ObjectId[] {
  return members.flatMap(({ state, personId }) => (state === 'confirmed' && personId ? [personId] : []))
}
