import type { Assessment, Candidate } from './subsidy-assessment'
import type { SubsidyPolicy } from './subsidy-policy'
import { bestOf, traceOf } from './subsidy-rules'

/**
 * What an answer is worth to somebody who asks after the policy's last day. An assessment alone says that a sum is due
 * where no date is known, for a real claim uses the exam date of its class (A27); after the last day that date is no
 * formality any more. Until it is told, such a sum depends on it; where the clause names no date, the office decides.
 */
export function afterLastDay(policy: SubsidyPolicy, assessment: Assessment): Assessment {
  if (assessment.status.status !== 'closed') return assessment
  const candidates = assessment.candidates.map((each) =>
    each.outcome === 'payable' ? onlyByDate(policy, each) : each,
  )
  return { ...assessment, candidates, best: bestOf(candidates) }
}

function onlyByDate(policy: SubsidyPolicy, candidate: Candidate): Candidate {
  const rule = policy.rules.find(({ id }) => id === candidate.rule)
  const condition = rule?.conditions.find(({ fact }) => fact === 'asOfDate')
  if (condition === undefined) return { ...candidate, outcome: 'needs_office' }
  if (candidate.trace.some(({ fact }) => fact === 'asOfDate')) return candidate
  const undated = traceOf(condition, { passed: 'unknown', actual: null, needs: 'examinedOn' })
  return {
    ...candidate,
    outcome: 'possible',
    needs: [...candidate.needs, 'examinedOn'],
    trace: [...candidate.trace, undated],
  }
}
