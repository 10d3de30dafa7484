import type { ClientSession, Types } from 'mongoose'
import type { CrewMemberView, CrewView } from '#shared/crews'
import { provenCertificatesOf } from '../certificates/proven-certificates.service'
import type { Context } from '../context'
import { trainingsOfPeople } from '../enrolments/crew-trainings.service'
import { CrewMembers, type CrewMember } from './crew-member.model'
import { refusalsOfMembers } from './crew-member.service'
import { coverageOf, presentCrew, presentMember, type PersonKnown } from './crew.presenter'
import type { Crew } from './crew.service'

/** What a standing rests on beside the crew: the day, and the transaction if there is one. */
type Standing = Pick<Context, 'moment'> & { tx?: ClientSession | null }

/** A crew with how its people stand. */
export async function crewStanding(crew: Crew, { moment, tx = null }: Standing): Promise<CrewView> {
  const members = await CrewMembers.find({ crewId: crew._id }, { state: 1, tradeSeq: 1, personId: 1 })
    .session(tx)
    .lean<Pick<CrewMember, 'state' | 'tradeSeq' | 'personId'>[]>()
  const known = await knownOf(confirmedPeople(members), { moment, tx })
  return presentCrew(crew, coverageOf(members, known))
}

/** Rows with what is known of their people; trainings and certificates only of those who have confirmed. */
export async function memberStandings(
  { deployment, moment, tx = null }: Standing & Pick<Context, 'deployment'>,
  members: readonly CrewMember[],
): Promise<CrewMemberView[]> {
  const known = await knownOf(confirmedPeople(members), { moment, tx })
  const refused = await refusalsOfMembers(
    members.map(({ _id }) => _id),
    tx,
  )
  return members.map((member) =>
    presentMember(deployment.cipher, member, {
      ...(known.get(member.personId?.toHexString() ?? '') ?? { trainings: [], certificates: [] }),
      refused: refused.get(member._id.toHexString()) ?? { tries: 0, otherName: false },
    }),
  )
}

async function knownOf(
  people: readonly Types.ObjectId[],
  { moment, tx }: Required<Standing>,
): Promise<Map<string, PersonKnown>> {
  const trainings = await trainingsOfPeople(people, tx)
  const certificates = await provenCertificatesOf(people, moment.today, tx)
  return new Map(
    people.map((id) => {
      const key = id.toHexString()
      return [key, { trainings: trainings.get(key) ?? [], certificates: certificates.get(key) ?? [] }]
    }),
  )
}

function confirmedPeople(members: readonly Pick<CrewMember, 'state' | 'personId'>[]): Types.ObjectId[] {
  return members.flatMap(({ state, personId }) => (state === 'confirmed' && personId ? [personId] : []))
}
