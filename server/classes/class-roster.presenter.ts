import type { ClientSession } from 'mongoose'
import { certificateLabels, type InstitutionClassView, type RosterEntryView } from '#shared/classes'
import { Problem } from '#shared/problem'
import type { Context } from '../context'
import { presentRosterEntry } from '../enrolments/enrolment.presenter'
import { rosterOf, type Enrolment } from '../enrolments/enrolment.service'
import type { Seen } from '../http/route'
import { findInstitution } from '../institutions/institution.service'
import { findPeople, findPerson, maskedIdentity } from '../people/person.service'
import { wantedCertificateOf } from '../policies/wanted-certificate'
import { presentClassDetail } from './class.presenter'
import { examinerOf } from './examined-class.service'
import type { TrainingClass } from './training-class.model'

/** A class with its roster, identities masked, for who teaches or examines it. */
export async function presentClassRoster(
  context: Context,
  item: TrainingClass,
  tx: ClientSession | null = null,
): Promise<{ body: InstitutionClassView; seen: Seen }> {
  const { moment, deployment } = context
  const [roster, institution, examiner] = await Promise.all([
    rosterOf(item._id, tx),
    findInstitution(item.institutionId),
    examinerOf(item),
  ])
  if (!institution) throw new Problem('not_found')
  const people = await findPeople(roster.map((enrolment) => enrolment.workerId))
  const kind = wantedCertificateOf(deployment.policies.current, item.tradeSeq)
  const body = {
    ...presentClassDetail(item, institution, { today: moment.today, myEnrolmentId: null, noSubsidy: null }),
    wantedCertificate: kind && { kind, label: certificateLabels[kind] },
    today: moment.today,
    examiner: examiner?.name ?? null,
    roster: roster.map((enrolment) => {
      const person = people.get(enrolment.workerId.toHexString())
      return presentRosterEntry(enrolment, item, person ? maskedIdentity(deployment.cipher, person) : null)
    }),
  }
  return { body, seen: { personIds: roster.map(({ workerId }) => workerId), aboutId: item._id } }
}

/** One line of a roster, after something was entered in it. */
export async function presentRosterLine(
  context: Context,
  { enrolment, item }: { enrolment: Enrolment; item: TrainingClass },
): Promise<{ body: RosterEntryView; seen: Seen }> {
  const person = await findPerson(enrolment.workerId)
  const identity = person && maskedIdentity(context.deployment.cipher, person)
  return {
    body: presentRosterEntry(enrolment, item, identity),
    seen: { personIds: [enrolment.workerId], aboutId: item._id },
  }
}
