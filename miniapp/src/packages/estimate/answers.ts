import { addMonths } from '#shared/subsidy-calendar'
import type { CertificateFact, SubsidyFacts } from '#shared/subsidy-facts'

/** 不清楚 is an answer, too: the question is done with, the fact stays unknown. */
export type Reply = 'yes' | 'no' | 'unsure'
export type YesNoFact = 'employee' | 'trainedInCity' | 'examinedInCity' | 'examPassed'
/** A level 5 初级工 … 1 高级技师, a 专项能力证书, none at all, or 不清楚. */
export type LevelReply = '5' | '4' | '3' | '2' | '1' | 'special_skill' | 'none' | 'unsure'

/** What is true of the person whatever they learn: asked once for all trades. Texts as they stand in the fields. */
export interface PersonAnswers {
  employee?: Reply
  level?: LevelReply
  levelIssuedOn?: string
  /** Months of unemployment insurance as typed. */
  insuranceMonths?: string
}

/** What is true of one training. */
export interface TrainingAnswers {
  trainedInCity?: Reply
  examinedInCity?: Reply
  examPassed?: Reply
  examinedOn?: string
  /** 课时 as typed. */
  onsite?: string
  online?: string
  certificate?: Reply
  certificateIssuedOn?: string
}

/** What a worker has answered so far; what is absent has not been answered. */
export type Answers = PersonAnswers & TrainingAnswers

/**
 * The answers after one more. Date and months of insurance belong to the certificate that was named before: with another
 * level they are asked again.
 */
export function changed(before: Answers, change: Answers): Answers {
  if (change.level === undefined || change.level === before.level) return { ...before, ...change }
  const kept = { ...before }
  delete kept.levelIssuedOn
  delete kept.insuranceMonths
  return { ...kept, ...change }
}

/** Kind of the certificate that the training's rule asks for; null when it asks for none. */
export type WantedCertificate = Exclude<CertificateFact['kind'], 'level'> | null

/** The facts of each way to money. They differ while one of the two certificates has not been told of. */
export interface RouteFacts {
  readonly training: SubsidyFacts
  readonly certificate: SubsidyFacts
}

/** What the question is about: a row of the annex, or a field without one. */
export type Subject = Pick<SubsidyFacts, 'tradeSeq'> | Pick<SubsidyFacts, 'sector'>

/**
 * The answers as facts for the rules. An answer that is missing, half typed or 不清楚 stays unknown, it never means no.
 * The list of certificates is a fact as a whole, so each way hears of it only when its own certificate is settled.
 */
export function factsFrom(subject: Subject, answers: Answers, wanted: WantedCertificate): RouteFacts {
  const shared = { ...subject, ...commonFacts(answers) }
  const trained = wanted === null ? [] : trainingCertificate(answers, wanted)
  const levelled = levelCertificate(answers)
  const training = trained && [...trained, ...(levelled ?? [])]
  const certificate = levelled && [...(trained ?? []), ...levelled]
  return {
    training: wanted === null && levelled === null ? shared : withCertificates(shared, training),
    certificate: withCertificates(shared, certificate),
  }
}

/** Whether the text is a number of 课时 that can be counted: up to one decimal, at most 9999. */
export function hoursFrom(text: string | undefined): number | null {
  return numberFrom(text, /^\d{1,4}(\.\d)?$/)
}

/** Whether the text is a number of whole months, at most 999. */
export function monthsFrom(text: string | undefined): number | null {
  return numberFrom(text, /^\d{1,3}$/)
}

/** Whether the text is a whole number of people, at most 9999. */
export function headsFrom(text: string | undefined): number | null {
  return numberFrom(text, /^\d{1,4}$/)
}

/** Yuan as typed, to integer fen; null when it is not a sum below 100,000 yuan. */
export function fenFrom(text: string | undefined): number | null {
  const yuan = numberFrom(text, /^\d{1,5}(\.\d{1,2})?$/)
  return yuan === null ? null : Math.round(yuan * 100)
}

/** Whether it is a day of the calendar: what an earlier program kept on this phone may be anything. */
export function isDay(text: string | undefined): text is string {
  return text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) && addMonths(text, 0) === text
}

function numberFrom(text: string | undefined, shape: RegExp): number | null {
  const tidy = (text ?? '').normalize('NFKC').trim()
  return shape.test(tidy) ? Number(tidy) : null
}

function commonFacts(answers: Answers): SubsidyFacts {
  const onsite = hoursFrom(answers.onsite)
  const online = hoursFrom(answers.online)
  const months = monthsFrom(answers.insuranceMonths)
  return {
    ...flag('employee', answers.employee),
    ...flag('trainedInCity', answers.trainedInCity),
    ...flag('examinedInCity', answers.examinedInCity),
    ...flag('examPassed', answers.examPassed),
    ...(onsite === null && online === null
      ? {}
      : { hours: { ...(onsite === null ? {} : { onsite }), ...(online === null ? {} : { online }) } }),
    ...(answers.examPassed === 'yes' && isDay(answers.examinedOn) ? { examinedOn: answers.examinedOn } : {}),
    ...(months === null ? {} : { unemploymentInsuranceMonths: months }),
  }
}

function trainingCertificate(
  { certificate, certificateIssuedOn: issuedOn }: Answers,
  kind: Exclude<WantedCertificate, null>,
): CertificateFact[] | null {
  if (certificate === 'no') return []
  return certificate === 'yes' && isDay(issuedOn) ? [{ kind, issuedOn }] : null
}

function levelCertificate({ level, levelIssuedOn: issuedOn }: Answers): CertificateFact[] | null {
  if (level === 'none') return []
  if (level === undefined || level === 'unsure' || !isDay(issuedOn)) return null
  return level === 'special_skill'
    ? [{ kind: level, issuedOn }]
    : [{ kind: 'level', level: Number(level), issuedOn }]
}

function withCertificates(facts: SubsidyFacts, certificates: CertificateFact[] | null): SubsidyFacts {
  return certificates === null ? facts : { ...facts, certificates }
}

function flag<K extends YesNoFact>(name: K, reply: Reply | undefined): Partial<Record<K, boolean>> {
  if (reply === undefined || reply === 'unsure') return {}
  return { [name]: reply === 'yes' } as Record<K, boolean>
}
