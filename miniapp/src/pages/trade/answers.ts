import type { CertificateFact } from '#shared/subsidy-facts'
import type { SubsidyFacts } from '#shared/subsidy-rules'

/** What a worker has answered so far; what is absent has not been answered. Texts as they stand in the fields. */
export interface Answers {
  employee?: YesNo
  trainedInCity?: YesNo
  examinedInCity?: YesNo
  examPassed?: YesNo
  /** Onsite 课时 as typed. */
  hours?: string
  certificate?: YesNo
  /** Kind of the certificate that the rule wants, once there is one. */
  certificateKind?: CertificateFact['kind']
  certificateIssuedOn?: string
  examinedOn?: string
}
export type YesNo = 'yes' | 'no'

/** The answers as facts for the rules. An answer that is missing or half typed stays unknown, it never means no. */
export function factsFrom(answers: Answers): SubsidyFacts {
  const hours = hoursFrom(answers.hours)
  const certificates = certificatesFrom(answers)
  return {
    ...flag('employee', answers.employee),
    ...flag('trainedInCity', answers.trainedInCity),
    ...flag('examinedInCity', answers.examinedInCity),
    ...flag('examPassed', answers.examPassed),
    ...(hours === null ? {} : { hours: { onsite: hours, online: 0 } }),
    ...(certificates === null ? {} : { certificates }),
    ...(answers.examinedOn === undefined ? {} : { examinedOn: answers.examinedOn }),
  }
}

/** Whether the text is a number of 课时 that can be counted: up to one decimal, at most 9999. */
export function hoursFrom(text: string | undefined): number | null {
  const tidy = (text ?? '').normalize('NFKC').trim()
  return /^\d{1,4}(\.\d)?$/.test(tidy) ? Number(tidy) : null
}

function certificatesFrom(answers: Answers): CertificateFact[] | null {
  if (answers.certificate === 'no') return []
  const { certificateKind: kind, certificateIssuedOn: issuedOn } = answers
  if (answers.certificate === undefined || kind === undefined || issuedOn === undefined) return null
  return [{ kind, issuedOn }]
}

function flag<K extends string>(name: K, answer: YesNo | undefined): Partial<Record<K, boolean>> {
  return answer === undefined ? {} : ({ [name]: answer === 'yes' } as Record<K, boolean>)
}
