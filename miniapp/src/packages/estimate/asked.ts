import type { SubsidyPolicy } from '#shared/subsidy-policy'
import { assess, type FactName } from '#shared/subsidy-rules'
import { hoursFrom, isDay, type Answers, type Subject, type WantedCertificate } from './answers'

/** Those come first whose 不 nothing can mend, so that a no is said as early as the facts allow. */
const order: readonly FactName[] = [
  'trainedInCity',
  'examinedInCity',
  'employee',
  'hours',
  'examPassed',
  'certificates',
]

/** Failures that no further training or paper can mend: the other questions need no answer. */
const final: readonly string[] = ['inPeriod', 'inCity']

/** What the training's rule looks at, as the questions to ask; nothing where only the office can say. */
export function trainingQuestions(policy: SubsidyPolicy, subject: Subject, on: string): FactName[] {
  const [candidate] = assess(policy, subject, on).candidates
  if (!candidate || !('tradeSeq' in subject)) return []
  return order.filter((fact) => candidate.needs.includes(fact))
}

/** The kind of certificate that the training's rule asks for; rules of the annex ask for one at most. */
export function wantedCertificate(policy: SubsidyPolicy, subject: Subject): WantedCertificate {
  const row = 'tradeSeq' in subject ? subject.tradeSeq : undefined
  const ruleId = row === undefined ? undefined : policy.categoryOfRow.get(row)?.rule
  const wanted = policy.rules.find((rule) => rule.id === ruleId)?.certificates[0]
  return wanted === 'special_operations' || wanted === 'special_skill' || wanted === 'competency'
    ? wanted
    : null
}

/** Whether a question is done with; 不清楚 is done with, a date that is still missing is not. */
export function isAnswered(fact: FactName, answers: Answers): boolean {
  switch (fact) {
    case 'employee':
    case 'trainedInCity':
    case 'examinedInCity':
    case 'examPassed':
      return answers[fact] !== undefined
    case 'hours':
      return hoursFrom(answers.onsite) !== null
    case 'certificates':
      return answers.certificate === 'yes'
        ? isDay(answers.certificateIssuedOn)
        : answers.certificate !== undefined
    default:
      return true
  }
}

/** Whether a known failure makes the questions that are still open idle. */
export function isSettled(failed: readonly string[]): boolean {
  return failed.some((condition) => final.includes(condition))
}
