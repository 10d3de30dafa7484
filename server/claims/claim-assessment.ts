import type { ClientSession } from 'mongoose'
import type { ExplainedRule, ReviewCheck } from '#shared/claims'
import { assess, type Candidate, type SubsidyFacts, type TraceEntry } from '#shared/subsidy-rules'
import type { SubsidyPolicy } from '#shared/subsidy-policy'
import { classById } from '../classes/class.service'
import { certificateKey } from '../enrolments/certificate-key'
import type { Enrolment } from '../enrolments/enrolment.service'
import { bodyCalled } from '../evaluation-bodies/evaluation-body.service'
import { findInstitution } from '../institutions/institution.service'
import { findPerson } from '../people/person.service'
import { formerAccountsOf } from '../personal-data/former-accounts.service'
import { explainRule } from '../policies/explained-rule'
import { factsOf, type ClaimRecords } from './claim-facts'
import { listNotes } from './claim-listing'

/** How the records on file stand under the policy. */
export interface ClaimAssessment {
  facts: SubsidyFacts
  /** The row's own rule; null where the annex row opens none. */
  candidate: Candidate | null
  explained: ExplainedRule | null
}

/** Loads everything that a claim on this enrolment rests on. */
export async function recordsOf(
  enrolment: Enrolment,
  tx: ClientSession | null = null,
): Promise<ClaimRecords> {
  // One after the other: the operations of a transaction must not run at the same time.
  const item = await classById(enrolment.classId, tx)
  const person = await findPerson(enrolment.workerId, tx)
  const institution = await findInstitution(enrolment.institutionId)
  const partner = item.partnerId ? await findInstitution(item.partnerId) : null
  const issuer = enrolment.certificate?.issuer
  const evaluator = issuer ? await bodyCalled(issuer, tx) : null
  if (!person || !institution) throw new Error(`Enrolment ${enrolment._id.toHexString()} points to nobody`)
  const formerAccounts = await formerAccountsOf(person, tx)
  return { enrolment, item, institution, partner, evaluator, person, formerAccounts }
}

/**
 * Applies the policy to the records. Only the annex row's own rule is considered: a class never claims by certificate level.
 * @param on programme date
 */
export function assessRecords(policy: SubsidyPolicy, records: ClaimRecords, on: string): ClaimAssessment {
  const facts = factsOf(records)
  const ruleOfRow = policy.categoryOfRow.get(records.item.tradeSeq)?.rule
  const candidate = assess(policy, facts, on).candidates.find((each) => each.rule === ruleOfRow) ?? null
  return {
    facts,
    candidate,
    explained: candidate && withNotes(explainRule(candidate), listNotes(policy, records)),
  }
}

function withNotes(explained: ExplainedRule, notes: ExplainedRule['flags']): ExplainedRule {
  return { ...explained, flags: [...explained.flags, ...notes] }
}

/** Whether the rule looks at employment at all; if not, nothing is asked of the worker. */
export function looksAtEmployment(candidate: Candidate | null): boolean {
  return candidate?.trace.some((entry) => entry.condition === 'employee') ?? false
}

/**
 * What one entitlement is: the training event or the certificate, as the rule's `oncePer` says.
 * Two live claims with the same key cannot exist. Who was paid, deleted the account and began anew keeps the key of the
 * first account.
 */
export function entitlementKeyOf(
  policy: SubsidyPolicy,
  candidate: Candidate,
  { enrolment, formerAccounts }: Pick<ClaimRecords, 'enrolment' | 'formerAccounts'>,
): string {
  const oncePer = policy.rules.find((rule) => rule.id === candidate.rule)?.oncePer
  if (oncePer === 'certificate' && enrolment.certificate) {
    return `certificate:${certificateKey(enrolment.certificate.kind, enrolment.certificate.number)}`
  }
  const [person = enrolment.workerId] = formerAccounts
  return `training:${enrolment.classId.toHexString()}:${person.toHexString()}`
}

/** What a person has to check before passing the claim: follows from what its rule asks. */
export function checksFor(trace: readonly TraceEntry[]): ReviewCheck[] {
  const conditions = new Set(trace.map((entry) => entry.condition))
  return [
    'identity',
    ...(conditions.has('minHours') || conditions.has('examPassed') ? (['training'] as const) : []),
    ...(conditions.has('certificate') ? (['certificate'] as const) : []),
    ...(conditions.has('employee') ? (['employment'] as const) : []),
    'account',
  ]
}
