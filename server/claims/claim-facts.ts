import type { Types } from 'mongoose'
import type { SubsidyFacts } from '#shared/subsidy-rules'
import type { TrainingClass } from '../classes/class.service'
import type { Enrolment } from '../enrolments/enrolment.service'
import type { EvaluationBody } from '../evaluation-bodies/evaluation-body.service'
import type { Institution } from '../institutions/institution.service'
import { employmentOf, type Person } from '../people/person.service'

/** Everything on file that a claim rests on. */
export interface ClaimRecords {
  enrolment: Enrolment
  item: TrainingClass
  institution: Institution
  /** The other body of a joint class. */
  partner: Institution | null
  /** The listed body that issued the certificate; null where none of that name is known, or none issues such. */
  evaluator: EvaluationBody | null
  person: Person
  /** Deleted accounts of the same person that were paid something, the first one first. */
  formerAccounts: readonly Types.ObjectId[]
}

/** Hours credited so far, by mode, in tenths. */
export function attendedHours(enrolment: Enrolment, item: TrainingClass): { onsite: number; online: number } {
  const modeOf = new Map(item.lessons.map((lesson) => [lesson.id, lesson.mode]))
  const total = (mode: 'onsite' | 'online') =>
    enrolment.attendance
      .filter((lesson) => modeOf.get(lesson.lessonId) === mode)
      .reduce((sum, lesson) => sum + lesson.hoursTenths, 0)
  return { onsite: total('onsite'), online: total('online') }
}

/** A level certificate is left out: its level is not on file, and the rule of a row never looks at it. */
function certificateFact(certificate: Enrolment['certificate']): Pick<SubsidyFacts, 'certificates'> {
  if (!certificate || certificate.kind === 'level') return {}
  return { certificates: [{ kind: certificate.kind, issuedOn: certificate.issuedOn }] }
}

/**
 * The facts that the records prove. What nobody has entered yet is left out: unknown is not no.
 * An employment record counts as employee (A22) until an officer finds otherwise.
 */
export function factsOf(records: ClaimRecords): SubsidyFacts {
  const { enrolment, item, institution, person } = records
  const hours = attendedHours(enrolment, item)
  const { exam, certificate } = enrolment
  const started = enrolment.attendance.length > 0
  return {
    tradeSeq: item.tradeSeq,
    trainedInCity: institution.inCity,
    ...(started ? { hours: { onsite: hours.onsite / 10, online: hours.online / 10 } } : {}),
    ...(exam
      ? { examPassed: exam.passed, examinedOn: exam.examinedOn, examinedInCity: institution.inCity }
      : {}),
    ...certificateFact(certificate),
    ...(employmentOf(person) ? { employee: true } : {}),
  }
}
