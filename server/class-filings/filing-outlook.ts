import type { ClassDraft } from '#shared/class-draft'
import { onlineTerms } from '#shared/subsidy-conditions'
import { countHours } from '#shared/subsidy-hours'
import type { SubsidyPolicy } from '#shared/subsidy-policy'
import type { Context } from '../context'
import { noSubsidyFor } from '../policies/booking-standing'

/** Hours by how they are given, in tenths. */
export interface PlannedHours {
  onsiteTenths: number
  onlineTenths: number
}

/**
 * Why nobody who takes this class as it is written would be paid, for whoever writes or approves it; null where that rests
 * on the people. It does not stand against filing: learning is worth something without. Hours count as the rules count them
 * (clauses （七）（九）（十一）).
 */
export function outlookOf(
  { deployment, moment }: Pick<Context, 'deployment' | 'moment'>,
  { tradeSeq, exam }: ClassDraft,
  planned: PlannedHours,
): string | null {
  if (tradeSeq === null || exam.heldOn === '') return null
  const { policies } = deployment
  const over = noSubsidyFor(policies, { tradeSeq, examOn: exam.heldOn }, moment.today)
  return over ?? tooFewHours(policies.current, tradeSeq, planned)
}

function tooFewHours(
  policy: SubsidyPolicy,
  tradeSeq: number,
  { onsiteTenths, onlineTenths }: PlannedHours,
): string | null {
  const rule = policy.rules.find(({ id }) => id === policy.categoryOfRow.get(tradeSeq)?.rule)
  const wanted = Number(rule?.conditions.find(({ name }) => name === 'minHours')?.value ?? 0)
  const hours = { onsite: onsiteTenths / 10, online: onlineTenths / 10 }
  const { least, onlineLeftOut } = countHours(hours, onlineTerms(policy), wanted)
  if (least >= wanted) return null
  const online = onlineLeftOut ? '（线上的没有全算）' : ''
  return `补贴要${String(wanted / 10)}课时，这个班只能算${String(least / 10)}课时${online}，学员领不到`
}
