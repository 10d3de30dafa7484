import type { BriefCategory } from '#shared/policy-brief'
import { tradeOf } from '../trades/catalogue'
import { policyBrief } from './brief'

/** Under which clause a row of the annex pays, in the notice's words, and the condition that costs days. */
export interface Basis extends Pick<BriefCategory, 'clause' | 'quotation' | 'amount' | 'inferred' | 'flags'> {
  /** `依据（十一），要40课时`. */
  readonly text: string
}

/** The basis of a row, or null where the annex row opens no rule. */
export function basisOf(tradeSeq: number): Basis | null {
  const category = tradeOf(tradeSeq)?.category
  const found = policyBrief().categories.find((each) => each.category === category)
  if (!found) return null
  const needed = found.hours === null ? '' : `，要${String(found.hours)}课时`
  return { ...found, text: `依据${found.clause}${needed}` }
}
