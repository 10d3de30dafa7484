import type { Failure, Note } from './subsidy-assessment'
import { isAccepted, onlineTerms, type Inquiry } from './subsidy-conditions'
import { countHours } from './subsidy-hours'
import type { Opened } from './subsidy-openings'
import type { ResolvedRemark, Rule, SubsidyPolicy } from './subsidy-policy'

/** The doubts in the text that touch this person under this rule, in the order in which they are written down. */
export function notesOf(inquiry: Inquiry, opened: Opened, failed: readonly Failure[]): Note[] {
  const { policy, rule } = inquiry
  const notes: Note[] = opened.office ? [noteOf(policy, policy.file.annex.sectors.flag)] : []
  for (const remarks of [opened.category?.remarks ?? [], rule.remarks]) {
    for (const remark of remarks) if (isShown(remark, inquiry, failed)) notes.push(remark.note)
  }
  return notes
}

/** The sentence for a flag that no remark carries. */
export function noteOf(policy: SubsidyPolicy, flag: string): Note {
  return { flag, sentence: policy.sentences.get(flag) ?? '' }
}

function isShown(remark: ResolvedRemark, inquiry: Inquiry, failed: readonly Failure[]): boolean {
  const { policy, rule, facts } = inquiry
  switch (remark.when) {
    case 'always':
      return true
    case 'periodFails':
      return failed.some((each) => each.condition === 'inPeriod')
    case 'issuedOn':
      return (facts.certificates ?? []).some((each) => isAccepted(rule, each) && each.issuedOn === remark.on)
    case 'countedHoursAtLeast':
      return countHours(facts.hours ?? {}, onlineTerms(policy), remark.hours * 10).least >= remark.hours * 10
    case 'onlineNotCounted':
      return countHours(facts.hours ?? {}, onlineTerms(policy), requiredTenths(rule)).onlineLeftOut
    case 'modernApprenticeship':
      return facts.apprenticeship?.kind === 'modern'
  }
}

function requiredTenths(rule: Rule): number {
  return Number(rule.conditions.find((each) => each.fact === 'countedHours')?.value ?? 0)
}
