import { Problem } from '#shared/problem'
import { chineseDay } from '#shared/subsidy-calendar'
import type { SubsidyPolicy } from '#shared/subsidy-policy'
import { heldOutsideList } from '../classes/class-listing'
import { outsideList, unknownInList } from '../institutions/listing-check'
import type { ClaimRecords } from './claim-facts'

/** What only evaluation bodies issue; the other certificates come from authorities, too, which are in no list. */
const EVALUATED: readonly string[] = ['level', 'special_skill']

/**
 * Why a training cannot be claimed for because of the public lists, clause （十二）: its institution was not in its list on a
 * day of the class, or the body that issued the certificate was not on the day of issue. Null where nothing says so: a body
 * about which no list is known counts against nobody.
 */
export function listRefusal(policy: SubsidyPolicy, records: ClaimRecords): string | null {
  const taught = heldOutsideList(records.item, teachersOf(records))
  if (taught)
    return `“${taught.name}”${chineseDay(taught.day)}不在培训机构目录里，这次培训不能申领；请问培训机构`
  const { evaluator } = records
  const certificate = countingCertificate(policy, records)
  const issued = certificate && evaluator && outsideList([evaluator], [certificate.issuedOn])
  if (!issued) return null
  return `“${issued.name}”${chineseDay(issued.day)}不在评价机构目录里，这本证书不能申领；请问培训机构`
}

/**
 * Refuses to go on with a claim against which the lists stand as they are now: a certificate may be mended to one of a body
 * that was not in its list, and a list may be corrected while a claim is in review.
 * @throws Problem `conditions_not_met`
 */
export function refuseUnlisted(policy: SubsidyPolicy, records: ClaimRecords): void {
  const refusal = listRefusal(policy, records)
  if (refusal !== null) throw new Problem('conditions_not_met', { detail: refusal })
}

/** What a person has to look up, because no list here says it; shown with the claim to whoever decides. */
export function listNotes(policy: SubsidyPolicy, records: ClaimRecords): { id: string; sentence: string }[] {
  const institutions = unknownInList(teachersOf(records), records.item.startsOn)
  return [
    ...institutions.map((name) => note(name, '培训机构目录')),
    ...unknownIssuer(policy, records).map((name) => note(name, '评价机构目录')),
  ]
}

function unknownIssuer(policy: SubsidyPolicy, records: ClaimRecords): string[] {
  const { evaluator } = records
  const certificate = countingCertificate(policy, records)
  if (!certificate?.issuer || !EVALUATED.includes(certificate.kind)) return []
  return evaluator ? unknownInList([evaluator], certificate.issuedOn) : [certificate.issuer]
}

function note(name: string, list: string): { id: string; sentence: string } {
  return { id: 'listing_unknown', sentence: `“${name}”在${list}里没有记录，审核的人会核对` }
}

/** The certificate, where the rule of the annex row asks for one of its kind; whatever else somebody holds is no matter. */
function countingCertificate(
  policy: SubsidyPolicy,
  { item, enrolment }: ClaimRecords,
): ClaimRecords['enrolment']['certificate'] {
  const { certificate } = enrolment
  const ruleOfRow = policy.categoryOfRow.get(item.tradeSeq)?.rule
  const asked = policy.rules.find(({ id }) => id === ruleOfRow)?.certificates ?? []
  return asked.some((each) => each.split(':')[0] === certificate?.kind) ? certificate : null
}

function teachersOf({ institution, partner }: ClaimRecords): ClaimRecords['institution'][] {
  return partner === null ? [institution] : [institution, partner]
}
