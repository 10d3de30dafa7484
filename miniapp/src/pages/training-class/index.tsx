import type { ClassDetailView } from '#shared/classes'
import { formatYuan } from '#shared/money'
import { api } from '../../api/endpoints'
import { ProblemNotice } from '../../components/notice'
import { PageFrame } from '../../components/page-frame'
import { PageState } from '../../components/page-state'
import { PrimaryButton } from '../../components/primary-button'
import { useCommand } from '../../hooks/use-command'
import { useParam } from '../../hooks/use-param'
import { useQuery } from '../../hooks/use-query'
import { useSession } from '../../hooks/use-session'
import { ApiProblem } from '../../api/api-problem'
import { open } from '../../routes'
import { ClassFacts } from './class-facts'

/** One class: everything needed to decide, and one button. */
export default function TrainingClassPage() {
  const id = useParam('trainingClass', 'id')
  const me = useSession()
  const query = useQuery(() => api.trainingClass(id), { cacheKey: `class-${id}-${me?.id ?? 'nobody'}` })
  const enrol = useCommand(async (key: string) => {
    try {
      const enrolment = await api.enrol(key, id)
      await open('enrolment', { id: enrolment.id })
    } catch (problem) {
      if (!(problem instanceof ApiProblem) || problem.code !== 'identity_needed') throw problem
      await open('identity', {})
    }
  })
  const join = () => (me ? void enrol.run() : void open('login', { reason: 'enrol' }))
  return (
    <PageFrame
      title="培训班"
      footer={query.data && <Join of={query.data} busy={enrol.busy} onJoin={join} problem={enrol.problem} />}
    >
      <PageState query={query}>{(found) => <ClassFacts of={found} />}</PageState>
    </PageFrame>
  )
}

interface JoinProps {
  of: ClassDetailView
  busy: boolean
  problem: ApiProblem | null
  onJoin: () => void
}

/** What the viewer may do comes from the server; the phone only words it. */
function Join({ of, busy, problem, onJoin }: JoinProps) {
  const { myEnrolmentId, open: canJoin, reason } = of.enrolment
  if (myEnrolmentId !== null) {
    return (
      <PrimaryButton text="已报名，看我的进度" onTap={() => void open('enrolment', { id: myEnrolmentId })} />
    )
  }
  return (
    <>
      <ProblemNotice problem={problem} />
      <PrimaryButton
        text={canJoin ? joinWords(of.priceFen) : reason}
        busy={busy}
        busyText="正在报名…"
        disabled={!canJoin}
        onTap={onJoin}
      />
    </>
  )
}

function joinWords(priceFen: number): string {
  return priceFen === 0 ? '报名，不收费' : `报名，收费${formatYuan(priceFen)}`
}
