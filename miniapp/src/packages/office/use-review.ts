import { useState } from 'react'
import type { ClaimView } from '#shared/claims'
import type { FieldError } from '#shared/problem'
import { ApiProblem } from '../../api/api-problem'
import { api } from '../../api/endpoints'
import { useCommand, type Command } from '../../hooks/use-command'
import { useQuery, type Query } from '../../hooks/use-query'
import { confirmed, type Question } from '../../platform/confirm'
import { forget, keep, readKept } from '../../platform/storage'
import { emptyDraft, type Decision, type ReviewDraft } from './review-draft'
import { toast } from '../../platform/toast'

export interface Review {
  query: Query<ClaimView>
  draft: ReviewDraft
  edit: (change: Partial<ReviewDraft>) => void
  /** Asks once more, says what will happen, then decides. */
  decide: Command<[Decision, Question]>
  /** What the server found wrong with the last decision, by pointer (`/decidedFen`). */
  errors: readonly FieldError[]
  /** Which sheet of reasons lies over the page. */
  sheet: ReasonSheet | null
  show: (sheet: ReasonSheet | null) => void
}
export type ReasonSheet = 'return' | 'refuse'

const thanks: Readonly<Record<Decision['event'], string>> = {
  pass: '已通过',
  return: '已退回',
  refuse: '已办结',
  hold: '已暂停',
  resume: '接着办了',
  dismiss_objection: '已答复',
  reopen: '已重新审核',
  keep_refusal: '已答复',
}

/**
 * One claim under review. What was typed survives Back, an error and somebody else's change in between.
 * @param onDecided called after the server took the decision
 */
export function useReview(id: string, onDecided: () => Promise<void>): Review {
  const place = `draft:review-${id}`
  const query = useQuery(() => api.claim(id), { cacheKey: `review-claim-${id}` })
  const [draft, setDraft] = useState<ReviewDraft>(() => ({ ...emptyDraft, ...readKept<ReviewDraft>(place) }))
  const [sheet, show] = useState<ReasonSheet | null>(null)
  const edit = (change: Partial<ReviewDraft>) => {
    setDraft((before) => {
      const next = { ...before, ...change }
      keep(place, next)
      return next
    })
  }
  const decide = useCommand(async (key: string, body: Decision, question: Question) => {
    if (!(await confirmed(question))) return
    try {
      query.replace(await api.claimEvent(key, id, body))
    } catch (problem) {
      if (problem instanceof ApiProblem && !problem.isPassing) void query.reload()
      throw problem
    }
    forget(place)
    toast(thanks[body.event], 'success')
    await onDecided()
  })
  return { query, draft, edit, decide, errors: decide.problem?.errors ?? [], sheet, show }
}
