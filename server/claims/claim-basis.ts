import { rowOn, type RowOfDay } from '#shared/policy-catalogue'
import { decidingDate } from '#shared/subsidy-conditions'
import type { SubsidyPolicy } from '#shared/subsidy-policy'
import type { PolicyBook } from '../policies/policy-book'
import { assessRecords, type ClaimAssessment } from './claim-assessment'
import { factsOf, type ClaimRecords } from './claim-facts'
import { listRefusal } from './claim-listing'

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
export function basisOf(book: PolicyBook, records: ClaimRecords, on: string): ClaimBasis {
  const { enrolment, item } = records
  const bookedOn = enrolment.enrolledOn
  const ruleId = book.current.categoryOfRow.get(item.tradeSeq)?.rule
  const rule = book.current.rules.find((each) => each.id === ruleId)
  const decidingOn = rule ? decidingDate(rule, factsOf(records)) : null
  const edition = book.forCase({ bookedOn, bookedUnder: enrolment.enrolledUnder, decidingOn }, on)
  if (!edition) {
    return { policy: book.current, row: null, refusal: '报名那天补贴已经停止，不能申领；请问培训机构' }
  }
  const row = rowOn(edition.catalogue, item.tradeSeq, bookedOn)
  const refusal = row
    ? listRefusal(edition.policy, records)
    : '报名那天这个工种不在补贴目录里，不能申领；请问培训机构'
  return { policy: edition.policy, row, refusal }
}

/** How the records stand under what decides about them. */
export function assessOn(basis: ClaimBasis, records: ClaimRecords, on: string): ClaimAssessment {
  if (basis.refusal === null) return assessRecords(basis.policy, records, on)
  return { facts: factsOf(records), candidate: null, explained: null }
}
