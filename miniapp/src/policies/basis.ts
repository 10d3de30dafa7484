import { bundledPolicy } from './policy'

/** Under which clause a row of the annex pays, and the one condition that costs days: `依据（十一），要40课时`. */
export interface Basis {
  text: string
  /** Concluded by us, not said by the text (A5): marked wherever it is shown. */
  inferred: boolean
}

/** The basis of a row, or null where the annex row opens no rule. */
export function basisOf(tradeSeq: number): Basis | null {
  const policy = bundledPolicy()
  const category = policy.categoryOfRow.get(tradeSeq)
  const rule = policy.rules.find((each) => each.id === category?.rule)
  if (!category || !rule) return null
  const hours = rule.conditions.find((condition) => condition.fact === 'countedHours')
  const needed = typeof hours?.value === 'number' ? `，要${String(hours.value / 10)}课时` : ''
  return { text: `依据${rule.clause}${needed}`, inferred: category.inferred }
}
