import type { Standing } from './subsidy-assessment'
import type { CertificateFact, FactName, SubsidyFacts } from './subsidy-facts'
import { countHours, hoursOf, type OnlineTerms } from './subsidy-hours'
import { satisfies, unscaled, type ResolvedValue, type Scalar } from './subsidy-operators'
import type { Condition, Rule, SubsidyPolicy } from './subsidy-policy'

/** How one condition stands for one person. */
export interface Verdict {
  readonly passed: Standing
  /** What is known, in 课时, months, years, days or yes/no; null = unknown. */
  readonly actual: Scalar | readonly Scalar[] | null
  /** How much is missing, in tenths of 课时 or months; only for failed minimums. */
  readonly shortTenths?: number
  /** The fact that would settle it; null once it is settled. */
  readonly needs: FactName | null
}

/** The question as every condition sees it. */
export interface Inquiry {
  readonly policy: SubsidyPolicy
  readonly rule: Rule
  readonly facts: SubsidyFacts
}

/**
 * Judges one condition.
 * @returns null when there is nothing to judge: no certificate of the right kind has a date,
 *   or the clause names no date and none is known (A27)
 */
export function judge(condition: Condition, inquiry: Inquiry): Verdict | null {
  const { facts } = inquiry
  switch (condition.fact) {
    case 'countedHours':
      return judgeHours(condition, inquiry)
    case 'certificateKind':
      return judgeCertificateKind(inquiry)
    case 'asOfDate':
      return judgeDate(condition, inquiry)
    case 'unemploymentInsuranceMonths':
      return judgeMonths(condition, facts)
    case 'apprenticeshipYears':
      return judgeScalar(condition, facts.apprenticeship?.years, 'apprenticeship')
    default:
      return judgeScalar(condition, facts[condition.fact], condition.fact)
  }
}

/** Whether a certificate is of a kind that the rule accepts: `competency`, `level:4`. */
export function isAccepted(rule: Rule, certificate: CertificateFact): boolean {
  return rule.certificates.includes(
    certificate.kind === 'level' ? `level:${String(certificate.level)}` : certificate.kind,
  )
}

/**
 * The day on which the rule's period is judged: of several certificates the latest that qualifies.
 * @returns null while it is unknown, outside the period, or asked by no condition
 */
export function decidingDate(rule: Rule, facts: SubsidyFacts): string | null {
  const condition = rule.conditions.find((each) => each.fact === 'asOfDate')
  if (condition === undefined) return null
  const dates =
    rule.asOf === 'examinedOn'
      ? [facts.examinedOn ?? []].flat()
      : acceptedDates(rule, facts.certificates ?? [])
  const qualifying = dates.filter((date) => satisfies(condition.operator, date, condition.value))
  return qualifying.sort().at(-1) ?? null
}

function acceptedDates(rule: Rule, certificates: readonly CertificateFact[]): string[] {
  return certificates.filter((each) => isAccepted(rule, each)).map((each) => each.issuedOn)
}

function judgeScalar(condition: Condition, actual: Scalar | undefined, fact: FactName): Verdict {
  if (actual === undefined) return unknown(fact)
  return { passed: satisfies(condition.operator, actual, condition.value), actual, needs: null }
}

function judgeMonths(condition: Condition, facts: SubsidyFacts): Verdict {
  const months = facts.unemploymentInsuranceMonths
  if (months === undefined) return unknown('unemploymentInsuranceMonths')
  return settled(condition, months * 10, months)
}

/** Counted hours are an interval while one part is unknown: settled early where the unknown part cannot matter. */
function judgeHours(condition: Condition, { policy, facts }: Inquiry): Verdict {
  const { least, most } = countHours(facts.hours ?? {}, onlineTerms(policy), Number(condition.value))
  const atLeast = satisfies(condition.operator, least, condition.value)
  const atMost = satisfies(condition.operator, most, condition.value)
  if (atLeast !== atMost) return unknown('hours')
  const sure = atLeast ? least : most
  return settled(condition, sure, hoursOf(sure))
}

function judgeCertificateKind({ rule, facts }: Inquiry): Verdict {
  if (facts.certificates === undefined) return unknown('certificates')
  const held = facts.certificates.map((each) =>
    each.kind === 'level' ? `level:${String(each.level)}` : each.kind,
  )
  return { passed: facts.certificates.some((each) => isAccepted(rule, each)), actual: held, needs: null }
}

/** One certificate that qualifies is enough; if none does, the latest one is reported. */
function judgeDate(condition: Condition, { rule, facts }: Inquiry): Verdict | null {
  if (rule.asOf === 'examinedOn') {
    return facts.examinedOn === undefined ? null : judgeScalar(condition, facts.examinedOn, 'examinedOn')
  }
  if (facts.certificates === undefined) return unknown('certificates')
  const dates = acceptedDates(rule, facts.certificates)
  const latest = [...dates].sort().at(-1)
  if (latest === undefined) return null
  const qualifying = dates.find((date) => satisfies(condition.operator, date, condition.value))
  return { passed: qualifying !== undefined, actual: qualifying ?? latest, needs: null }
}

function settled(condition: Condition, compared: number, actual: number): Verdict {
  const passed = satisfies(condition.operator, compared, condition.value)
  const isMinimum = condition.operator === 'atLeast' || condition.operator === 'moreThan'
  if (passed || !isMinimum) return { passed, actual, needs: null }
  return { passed, actual, shortTenths: Number(condition.value) - compared, needs: null }
}

function unknown(fact: FactName): Verdict {
  return { passed: 'unknown', actual: null, needs: fact }
}

/** The policy's settings for online hours. */
export function onlineTerms({ settings }: SubsidyPolicy): OnlineTerms {
  return { shareBasisPoints: settings['online.shareBasisPoints'], base: settings['online.base'] }
}

/** The expected side as people read it: hours and months back from tenths. */
export function expectedOf({ fact, value }: Condition): ResolvedValue {
  return unscaled(fact, value)
}
