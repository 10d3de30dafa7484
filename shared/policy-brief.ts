import type { Amount } from './money'
import type { SubsidyPolicy } from './subsidy-policy'

/**
 * What the first pages say of a policy before anybody asks a question: a thirtieth of its size, so that the whole of it
 * need not be opened for a search.
 */
export interface PolicyBrief {
  readonly code: string
  readonly version: number
  readonly effectiveFrom: string
  readonly effectiveUntil: string
  readonly categories: readonly BriefCategory[]
  /** Fields that the text names, whether or not the annex has rows for them: `供热`. */
  readonly fields: readonly string[]
}

/** Under which clause a printed category of the annex pays. */
export interface BriefCategory {
  readonly category: string
  readonly clause: string
  readonly quotation: string
  /** What the rule pays; a cap is never a sum. */
  readonly amount: Amount
  /** 课时 that the rule asks for; null where it asks for none. */
  readonly hours: number | null
  /** The text does not say that this clause pays this category; we concluded it (A5). */
  readonly inferred: boolean
  /** Doubts that touch everybody of this category. */
  readonly flags: readonly { readonly id: string; readonly sentence: string }[]
}

/** The brief of a policy. Categories whose rule does not exist are left out. */
export function briefOf(policy: SubsidyPolicy): PolicyBrief {
  const { code, version, file } = policy
  const categories = [...new Set(policy.categoryOfRow.values())].flatMap((each): BriefCategory[] => {
    const rule = policy.rules.find(({ id }) => id === each.rule)
    if (!rule) return []
    const { kind, fen, unit } = rule.amount
    const hours = rule.conditions.find((condition) => condition.fact === 'countedHours')?.value
    const remarks = [...each.remarks, ...rule.remarks].filter((remark) => remark.when === 'always')
    return [
      {
        category: each.category,
        clause: rule.clause,
        quotation: rule.quotation,
        amount: { kind, fen, unit },
        hours: typeof hours === 'number' ? hours / 10 : null,
        inferred: each.inferred,
        flags: remarks.map(({ note }) => ({ id: note.flag, sentence: note.sentence })),
      },
    ]
  })
  const { effectiveFrom, effectiveUntil } = file
  return { code, version, effectiveFrom, effectiveUntil, categories, fields: file.annex.sectors.named }
}
