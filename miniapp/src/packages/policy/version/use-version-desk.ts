import type { PolicyEventBody, PolicyVersionView, SignDifferenceBody } from '#shared/policy-versions'
import { ApiProblem } from '../../../api/api-problem'
import { api } from '../../../api/endpoints'
import { useCommand, type Command } from '../../../hooks/use-command'
import { useQuery, type Query } from '../../../hooks/use-query'
import { confirmed, type Question } from '../../../platform/confirm'
import { toast } from '../../../platform/toast'

/** Everything that the desk can do with a version, and what the server said to it. */
export interface VersionDesk {
  readonly query: Query<PolicyVersionView>
  readonly step: Command<[PolicyEventBody, Question]>
  /** With the revision that the person has before their eyes. */
  readonly runCases: Command<[revision: number]>
  readonly compare: Command<[revision: number]>
  readonly sign: Command<[SignDifferenceBody, Question]>
}

/** The revision of a version that the person has before their eyes. */
export function revisionOf({ desk }: PolicyVersionView): number {
  return desk?.revision ?? 0
}

/**
 * One version. Whatever the server refuses, the page then shows the version as it is now. It is not kept on the phone:
 * a few of its size would leave no room for drafts.
 */
export function useVersionDesk(id: string): VersionDesk {
  const query = useQuery(() => api.policy(id), { cacheKey: null })
  const taking = async (ask: () => Promise<PolicyVersionView>, thanks: string): Promise<void> => {
    try {
      query.replace(await ask())
    } catch (problem) {
      if (problem instanceof ApiProblem && !problem.isPassing) void query.reload()
      throw problem
    }
    toast(thanks)
  }
  const step = useCommand(async (key, body: PolicyEventBody, question: Question) => {
    if (await confirmed(question)) await taking(() => api.policyEvent(key, id, body), '办好了')
  })
  const runCases = useCommand((key, at: number) => taking(() => api.runPolicyCases(key, id, at), '验算完了'))
  const compare = useCommand((key, at: number) => taking(() => api.comparePolicy(key, id, at), '比对完了'))
  const sign = useCommand(async (key, body: SignDifferenceBody, question: Question) => {
    if (!(await confirmed(question))) return
    await taking(() => api.signPolicyDifference(key, id, body), '已签字')
  })
  return { query, step, runCases, compare, sign }
}
