import type { AccountMoveView } from '#shared/account-move'
import { api } from '../../../api/endpoints'
import { Card, Fact } from '../../../components/card'
import { DeadEnd } from '../../../components/empty'
import { Notice, ProblemNotice } from '../../../components/notice'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { PrimaryButton } from '../../../components/primary-button'
import { SignInNeeded } from '../../../components/sign-in-needed'
import { useCommand } from '../../../hooks/use-command'
import { useQuery } from '../../../hooks/use-query'
import { useSession } from '../../../hooks/use-session'
import { dayAndTime } from '../../../theme/dates'
import { AskForMove } from './ask-for-move'

const title = '换了微信'

/** The account that somebody had in another WeChat, on its way to this one; or this one's, on its way out, to be stopped. */
export default function AccountMovePage() {
  const me = useSession()
  const isWorker = me?.roles.includes('worker') ?? false
  const query = useQuery(() => api.accountMove(), { cacheKey: null, enabled: isWorker })
  const stop = useCommand(async (key: string) => query.replace(await api.stopAccountMove(key)))
  if (!me)
    return (
      <PageFrame title={title}>
        <SignInNeeded title="先登录" text="用新的微信登录，再把原来的账号换过来。" />
      </PageFrame>
    )
  if (!isWorker)
    return (
      <PageFrame title={title}>
        <DeadEnd title="这一页是工人用的" text="有岗位的账号换微信，请让单位重新邀请。" />
      </PageFrame>
    )
  const waiting = query.data?.waiting ?? null
  return (
    <PageFrame
      title={title}
      footer={
        waiting && (
          <PrimaryButton
            text={waiting.side === 'old_account' ? '不是我，取消' : '不换了'}
            busy={stop.busy}
            busyText="正在取消…"
            onTap={() => void stop.run()}
          />
        )
      }
    >
      <ProblemNotice problem={stop.problem} />
      <PageState query={query}>
        {(move) => (
          <Standing move={move} isFree={me.identity === null} onAsked={(asked) => query.replace(asked)} />
        )}
      </PageState>
    </PageFrame>
  )
}

interface StandingProps {
  move: AccountMoveView
  /** Whether this WeChat has no account of its own that would be left behind. */
  isFree: boolean
  onAsked: (move: AccountMoveView) => void
}

function Standing({ move: { waiting, waitingDays }, isFree, onAsked }: StandingProps) {
  if (waiting?.side === 'old_account')
    return (
      <Notice tone="wait" title={`${dayAndTime(waiting.dueAt)}这个账号换到另一个微信`}>
        {dayAndTime(waiting.askedAt)}
        有人说对了您的姓名、证件号码和短信验证码。不是您本人，马上点下面取消；是您本人，什么都不用做。
      </Notice>
    )
  if (waiting)
    return (
      <Notice tone="wait" title={`${dayAndTime(waiting.dueAt)}换到这个微信`}>
        原来的微信收到了通知，能取消。到时这里会退出一次，再登录就是您原来的账号，培训、申领、收款卡都在，不用重填身份信息。
      </Notice>
    )
  if (!isFree)
    return (
      <Card title="手机丢了、换了微信怎么办">
        <Fact label="在哪儿办">用新的微信登录，到“我的资料”里点“换了微信”</Fact>
        <Fact label="要什么">姓名、证件号码、登记的手机号收到的验证码</Fact>
        <Fact label="等几天">{waitingDays}天，原来的微信会收到通知</Fact>
        <Fact label="号码没了">带证件到窗口办理</Fact>
      </Card>
    )
  return <AskForMove waitingDays={waitingDays} onAsked={onAsked} />
}
