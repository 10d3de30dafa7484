import { rowOn, type RowOfDay } from '#shared/policy-catalogue'
import type { SubsidyPolicy } from '#shared/subsidy-policy'
import type { Enrolment } from '../enrolments/enrolment.service'
import type { PolicyBook } from '../policies/policy-book'
import { assessRecords, type ClaimAssessment } from './claim-assessment'
import { factsOf, type ClaimRecords } from './claim-facts'

/** What decides about a training: the version it belongs to, and the annex row of the day of booking. */
export interface ClaimBasis {
  policy: SubsidyPolicy
  row: RowOfDay | null
  /** Why nothing can be claimed whatever the records say; null = the records decide. */
  refusal: string | null
}

/**
 * The version to which a training belongs by the transition clauses, and its row as it stood on the day of booking.
 * @param on programme date
 */
export function basisOf(
  book: PolicyBook,
  { enrolment, item }: Pick<ClaimRecords, 'enrolment' | 'item'>,
  on: string,
): ClaimBasis {
  const bookedOn = enrolment.enrolledOn
  const decidingOn = decidingDate(book.current, item.tradeSeq, enrolment)
  const edition = book.forCase({ bookedOn, decidingOn }, on)
  if (!edition) {
    return { policy: book.current, row: null, refusal: '报名那天补贴已经停止，不能申领；请问培训机构' }
  }
  const row = rowOn(edition.catalogue, item.tradeSeq, bookedOn)
  const refusal = row ? null : '报名那天这个工种不在补贴目录里，不能申领；请问培训机构'
  return { policy: edition.policy, row, refusal }
}

/** How the records stand under what decides about them. */
export function assessOn(basis: ClaimBasis, records: ClaimRecords, on: string): ClaimAssessment {
  if (basis.refusal === null) return assessRecords(basis.policy, records, on)
  return { facts: factsOf(records), candidate: null, explained: null }
}

/** The date that the row's rule looks at; null while it is not known, or where the rule looks at none. */
function decidingDate(policy: SubsidyPolicy, tradeSeq: number, enrolment: Enrolment): string | null {
  const ruleId = policy.categoryOfRow.get(tradeSeq)?.rule
  const asOf = policy.rules.find((rule) => rule.id === ruleId)?.asOf
  if (asOf === 'certificateIssuedOn') return enrolment.certificate?.issuedOn ?? null
  return asOf === 'examinedOn' ? (enrolment.exam?.examinedOn ?? null) : null
}
