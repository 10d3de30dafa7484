import {
  correctionReasonLabels,
  correctionStateLabels,
  type CorrectionView,
} from '#shared/identity-correction'
import { api } from '../../../api/endpoints'
import { Card, Fact, ListRow } from '../../../components/card'
import { DeadEnd } from '../../../components/empty'
import { Notice, ProblemNotice } from '../../../components/notice'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { DangerButton } from '../../../components/primary-button'
import { SignInNeeded } from '../../../components/sign-in-needed'
import { useCommand } from '../../../hooks/use-command'
import { useQuery } from '../../../hooks/use-query'
import { useSession } from '../../../hooks/use-session'
import { confirmed } from '../../../platform/confirm'
import { open } from '../../../routes'
import { dayAndTime } from '../../../theme/dates'
import { AskForCorrection } from './ask-for-correction'

const title = '更正身份信息'

/** Name or number on file that is not right: asked for here once it holds still, and how the request stands. */
export default function CorrectionPage() {
  const me = useSession()
  const isWorker = me?.roles.includes('worker') ?? false
  const query = useQuery(() => api.identityCorrection(), { cacheKey: null, enabled: isWorker })
  if (!me)
    return (
      <PageFrame title={title}>
        <SignInNeeded title="先登录" text="登录后才能更正您的身份信息。" />
      </PageFrame>
    )
  if (!isWorker)
    return (
      <PageFrame title={title}>
        <DeadEnd title="这一页是工人用的" text="您现在的登录没有登记身份信息。" />
      </PageFrame>
    )
  return (
    <PageFrame title={title}>
      <PageState query={query}>
        {(correction) => <Standing correction={correction} onChanged={query.replace} />}
      </PageState>
    </PageFrame>
  )
}

interface StandingProps {
  correction: CorrectionView
  onChanged: (correction: CorrectionView) => void
}

function Standing({ correction, onChanged }: StandingProps) {
  const { isNeeded, latest } = correction
  const isWaiting = latest?.state === 'waiting'
  return (
    <>
      {latest && <Latest latest={latest} onChanged={onChanged} />}
      {isNeeded && !isWaiting && <AskForCorrection onAsked={onChanged} />}
      {!isNeeded && !isWaiting && (
        <Card title="现在可以自己改">
          <ListRow
            icon="identity"
            title="去改身份信息"
            note="改好马上就算，不用申请"
            onTap={() => void open('identity', {})}
          />
        </Card>
      )}
    </>
  )
}

function Latest({
  latest,
  onChanged,
}: {
  latest: NonNullable<CorrectionView['latest']>
  onChanged: StandingProps['onChanged']
}) {
  const withdraw = useCommand(async (key: string) => {
    const sure = await confirmed({
      title: '撤回这个申请？',
      content: '身份信息不改。以后可以再申请。',
      yes: '撤回',
      no: '不撤回',
    })
    if (sure) onChanged(await api.withdrawCorrection(key))
  })
  const { state, before, after, reason, askedAt, decidedAt, comment } = latest
  return (
    <>
      {state === 'waiting' && (
        <Notice tone="wait" title="住建部门正在核对">
          请带证件原件到住建部门窗口，工作人员对过就改。这几天申领照常办。
        </Notice>
      )}
      <Card title={correctionStateLabels[state]}>
        <Fact label="登记的">{`${before.nameMasked}，${before.residentIdMasked}`}</Fact>
        <Fact label="改成">{`${after.nameMasked}，${after.residentIdMasked}`}</Fact>
        <Fact label="原因">{correctionReasonLabels[reason]}</Fact>
        <Fact label="申请">{dayAndTime(askedAt)}</Fact>
        {decidedAt !== null && <Fact label="办结">{dayAndTime(decidedAt)}</Fact>}
        {comment !== null && <Fact label="住建部门说">{comment}</Fact>}
      </Card>
      <ProblemNotice problem={withdraw.problem} />
      {state === 'waiting' && (
        <DangerButton
          text="不是我申请的，或不改了：撤回"
          busy={withdraw.busy}
          busyText="正在撤回…"
          onTap={() => void withdraw.run()}
        />
      )}
    </>
  )
}
