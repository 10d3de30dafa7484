import type { ApiProblem } from '../../api/api-problem'
import { Notice, ProblemNotice } from '../../components/notice'

/** Why the decision was not taken. Somebody else's change in between is no mistake: look again, nothing is lost. */
export function DecisionProblem({ problem }: { problem: ApiProblem | null }) {
  if (problem?.code !== 'changed_meanwhile') return <ProblemNotice problem={problem} />
  return (
    <Notice tone="wait" title="这件刚刚有变化">
      已换成最新的内容，您写的字都在。请再看一遍，重新打勾。
    </Notice>
  )
}
