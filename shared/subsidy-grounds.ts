import type { Ambiguity, Citation, SubsidyPolicy } from './subsidy-policy'
import type { Source } from './subsidy-policy-schema'

/** On what an answer rests that no rule of the text gives: the doubt, who decides it, and where the value comes from. */
export interface Ground {
  /** The doubt whose setting decides: `A19`; null where a rule itself decides. */
  readonly flag: string | null
  /** Words of the policy's own text; null where the text says nothing. */
  readonly citation: Citation | null
  /** Where the value comes from when it is not the text's own: what is common elsewhere. */
  readonly sources: readonly Source[]
}

/** The ground of a setting under the preset in force. A value that the office decided otherwise has no source. */
export function groundOf(policy: SubsidyPolicy, setting: string): Ground {
  const doubt = ambiguityOf(policy, setting)
  const overlay = policy.file.presets[policy.preset].values[setting]
  const isOverlay = overlay !== undefined && overlay.value === policy.settings[setting]
  return {
    flag: doubt?.id ?? null,
    citation: doubt?.citation ?? null,
    sources: isOverlay ? overlay.sources : [],
  }
}

/** The ground of a limit that the rule itself sets: “按每人400元”, once for each person and training or certificate. */
export function groundOfRule(policy: SubsidyPolicy, ruleId: string): Ground {
  const rule = policy.rules.find((each) => each.id === ruleId)
  return { flag: null, citation: rule?.amount.citation ?? null, sources: [] }
}

function ambiguityOf(policy: SubsidyPolicy, setting: string): Ambiguity | undefined {
  return policy.file.ambiguities.find((each) => setting in each.settings)
}

/** A ground in a worker's words: the clause verbatim, or the plain statement that the text says nothing. */
export function groundWords(policy: SubsidyPolicy, { flag, citation, sources }: Ground): string {
  if (citation !== null) return `${citation.clause}：“${citation.quotation}”`
  const [first] = sources
  if (first !== undefined) return `外地常见做法，原文没有写；见${first.title}`
  return policy.sentences.get(flag ?? '') ?? ''
}
