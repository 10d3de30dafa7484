import type { SubsidyPolicy } from '#shared/subsidy-policy'
import { certificateKinds } from '#shared/classes'

/** Kind of certificate that the rule of an annex row asks for, or null where it asks for none. */
export function wantedCertificateOf(
  policy: SubsidyPolicy,
  tradeSeq: number,
): (typeof certificateKinds)[number] | null {
  const ruleId = policy.categoryOfRow.get(tradeSeq)?.rule
  const accepted = policy.rules.find((rule) => rule.id === ruleId)?.certificates ?? []
  return certificateKinds.find((kind) => accepted.includes(kind)) ?? null
}
