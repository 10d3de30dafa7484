import { claimStateLabels } from '#shared/claim-machine'
import { certificateLabels, type RosterEntryView } from '#shared/classes'
import { enrolmentStateLabels, type EnrolmentView } from '#shared/enrolments'
import { presentClass } from '../classes/class.presenter'
import { attendedHours } from '../claims/claim-facts'
import type { Claim } from '../claims/claim-lookup.service'
import type { TrainingClass } from '../classes/class.service'
import type { Institution } from '../institutions/institution.service'
import type { MaskedIdentity } from '../people/person.service'
import type { Enrolment } from './enrolment.service'
import { mayLeave } from './enrolment.service'

/** A worker's own enrolment. */
export function presentEnrolment(
  enrolment: Enrolment,
  about: { item: TrainingClass; institution: Institution; claim: Claim | null; today: string },
): EnrolmentView {
  const { item, institution, claim, today } = about
  const hours = attendedHours(enrolment, item)
  const id = enrolment._id.toHexString()
  const isCancelled = enrolment.state === 'dropped' && item.state === 'cancelled'
  return {
    id,
    class: presentClass(item, institution, {
      today,
      myEnrolmentId: enrolment.state === 'dropped' ? null : id,
      noSubsidy: enrolment.noSubsidy ?? null,
    }),
    state: enrolment.state,
    stateText: isCancelled ? '班取消了' : enrolmentStateLabels[enrolment.state],
    onsiteHoursTenths: hours.onsite,
    onlineHoursTenths: hours.online,
    exam: presentExam(enrolment),
    certificate: enrolment.certificate && {
      kind: enrolment.certificate.kind,
      label: certificateLabels[enrolment.certificate.kind],
      number: enrolment.certificate.number,
      issuedOn: enrolment.certificate.issuedOn,
    },
    claim: claim && {
      id: claim._id.toHexString(),
      claimNo: claim.claimNo,
      state: claim.state,
      stateText: claimStateLabels[claim.state],
    },
    noSubsidy: enrolment.noSubsidy ?? null,
    mayLeave: mayLeave(enrolment),
    revision: enrolment.revision,
  }
}

/** One line of the institution's roster: who it is only as far as needed to call the roll. */
export function presentRosterEntry(
  enrolment: Enrolment,
  item: TrainingClass,
  identity: MaskedIdentity | null,
): RosterEntryView {
  const hours = attendedHours(enrolment, item)
  return {
    enrolmentId: enrolment._id.toHexString(),
    nameMasked: identity?.nameMasked ?? '未填姓名',
    residentIdMasked: identity?.residentIdMasked ?? '',
    joinedLate: enrolment.joinedLate,
    state: enrolment.state,
    stateText: enrolmentStateLabels[enrolment.state],
    onsiteHoursTenths: hours.onsite,
    onlineHoursTenths: hours.online,
    attendance: Object.fromEntries(
      enrolment.attendance.map((lesson) => [lesson.lessonId, lesson.hoursTenths]),
    ),
    exam: presentExam(enrolment),
    certificate: enrolment.certificate && {
      kind: enrolment.certificate.kind,
      number: enrolment.certificate.number,
      issuedOn: enrolment.certificate.issuedOn,
      issuer: enrolment.certificate.issuer ?? null,
      expiresOn: enrolment.certificate.expiresOn ?? null,
    },
    locked: enrolment.lockedByClaimId !== null,
    revision: enrolment.revision,
  }
}

function presentExam({ exam }: Enrolment): { passed: boolean; examinedOn: string } | null {
  return exam && { passed: exam.passed, examinedOn: exam.examinedOn }
}
