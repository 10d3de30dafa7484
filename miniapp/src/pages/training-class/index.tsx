import type { ClassDetailView } from '#shared/classes'
import type { EnrolBody } from '#shared/enrolments'
import { formatYuan } from '#shared/money'
import { api } from '../../api/endpoints'
import { Notice, ProblemNotice } from '../../components/notice'
import { PageFrame } from '../../components/page-frame'
import { PageState } from '../../components/page-state'
import { PrimaryButton } from '../../components/primary-button'
import { useCommand } from '../../hooks/use-command'
import { useParam } from '../../hooks/use-param'
import { useQuery } from '../../hooks/use-query'
import { useSession } from '../../hooks/use-session'
import { ApiProblem } from '../../api/api-problem'
import { confirmed } from '../../platform/confirm'
import { open } from '../../routes'
import { ClassFacts } from './class-facts'

/** One class: everything needed to decide, and one button. */
export default function TrainingClassPage() {
  const id = useParam('trainingClass', 'id')
  const me = useSession()
  const query = useQuery(() => api.trainingClass(id), { cacheKey: `class-${id}-${me?.id ?? 'nobody'}` })
  const enrol = useCommand(async (key: string, body: EnrolBody) => {
    try {
      const enrolment = await api.enrol(key, id, body)
      await open('enrolment', { id: enrolment.id })
    } catch (problem) {
      if (!(problem instanceof ApiProblem)) throw problem
      // The rules may have ended since this page was read: it has to say so before anybody can agree to it.
      if (problem.code === 'no_subsidy') await query.reload()
      if (problem.code !== 'identity_needed') throw problem
      await open('identity', {})
    }
  })
  const join = async ({ enrolment }: ClassDetailView) => {
    if (!me) return open('login', { reason: 'enrol' })
    if (enrolment.noSubsidy === null) return enrol.run({})
    const agreed = await confirmed({
      title: '没有补贴也报名？',
      content: enrolment.noSubsidy,
      yes: '照样报名',
      grave: true,
    })
    if (agreed) await enrol.run({ acceptsNoSubsidy: true })
  }
  return (
    <PageFrame
      title="培训班"
      footer={
        query.data && (
          <Join of={query.data} busy={enrol.busy} onJoin={(of) => void join(of)} problem={enrol.problem} />
        )
      }
    >
      <PageState query={query}>{(found) => <ClassFacts of={found} />}</PageState>
    </PageFrame>
  )
}

interface JoinProps {
  of: ClassDetailView
  busy: boolean
  problem: ApiProblem | null
  onJoin: (of: ClassDetailView) => void
}

/** What the viewer may do comes from the server; the phone only words it. */
function Join({ of, busy, problem, onJoin }: JoinProps) {
  const { myEnrolmentId, open: canJoin, reason, noSubsidy } = of.enrolment
  if (myEnrolmentId !== null) {
    return (
      <PrimaryButton text="已报名，看我的进度" onTap={() => void open('enrolment', { id: myEnrolmentId })} />
    )
  }
  return (
    <>
      {noSubsidy !== null && canJoin && (
        <Notice tone="wait" title="这个班现在没有补贴">
          {noSubsidy}。想学技能，照样可以报名。
        </Notice>
      )}
      <ProblemNotice problem={problem?.code === 'no_subsidy' && noSubsidy !== null ? null : problem} />
      <PrimaryButton
        text={canJoin ? joinWords(of.priceFen) : reason}
        busy={busy}
        busyText="正在报名…"
        disabled={!canJoin}
        onTap={() => onJoin(of)}
      />
    </>
  )
}

function joinWords(priceFen: number): string {
  return priceFen === 0 ? '报名，不收费' : `报名，收费${formatYuan(priceFen)}`
}
