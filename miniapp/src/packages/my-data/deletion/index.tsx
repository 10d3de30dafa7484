import type { AccountDeletionView } from '#shared/personal-data'
import { chineseDay } from '#shared/subsidy-calendar'
import { api } from '../../../api/endpoints'
import { Card, Fact, ListRow } from '../../../components/card'
import { Notice, ProblemNotice } from '../../../components/notice'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { DangerButton, PrimaryButton } from '../../../components/primary-button'
import { SignInNeeded } from '../../../components/sign-in-needed'
import { useCommand } from '../../../hooks/use-command'
import { useQuery } from '../../../hooks/use-query'
import { useSession } from '../../../hooks/use-session'
import { confirmed } from '../../../platform/confirm'
import { dayAndTime } from '../../../theme/dates'

/** The way out for good: what stands against it, what is lost, what the law keeps, and the way back until its day. */
export default function DeletionPage() {
  const me = useSession()
  const query = useQuery(() => api.deletion(), { cacheKey: null, enabled: me !== null })
  const ask = useCommand(async (key: string) => {
    const sure = await confirmed({
      title: '注销账号？',
      content: `${query.data?.losses.join('。') ?? ''}等待期里随时能反悔，过后找不回来。`,
      yes: '注销',
      no: '不注销',
      grave: true,
    })
    if (sure) query.replace(await api.askForDeletion(key))
  })
  const undo = useCommand(async (key: string) => query.replace(await api.undoDeletion(key)))
  if (!me)
    return (
      <PageFrame title="注销账号">
        <SignInNeeded title="先登录" text="登录后才能注销您的账号。" />
      </PageFrame>
    )
  const { data } = query
  const isWaiting = data !== null && data.dueAt !== null
  return (
    <PageFrame
      title="注销账号"
      footer={
        isWaiting ? (
          <PrimaryButton
            text="不注销了"
            busy={undo.busy}
            busyText="正在取消…"
            onTap={() => void undo.run()}
          />
        ) : (
          <DangerButton
            text="注销账号"
            disabled={data === null || data.blockers.length > 0}
            busy={ask.busy}
            onTap={() => void ask.run()}
          />
        )
      }
    >
      <ProblemNotice problem={ask.problem ?? undo.problem} />
      <PageState query={query}>{(deletion) => <Standing deletion={deletion} />}</PageState>
    </PageFrame>
  )
}

function Standing({ deletion }: { deletion: AccountDeletionView }) {
  const { dueAt, waitingDays, blockers, losses, kept } = deletion
  return (
    <>
      {dueAt !== null && (
        <Notice tone="wait" title={`${dayAndTime(dueAt)}注销`}>
          那时以前照常能用，也随时能反悔。新报了名或申领了，就不注销。
        </Notice>
      )}
      {blockers.length > 0 && (
        <Card title="先办完这些才能注销">
          {blockers.map(({ reason, whatToDo }, index) => (
            <ListRow key={index} icon="alert" title={reason} note={whatToDo} />
          ))}
        </Card>
      )}
      {losses.map((loss) => (
        <Notice key={loss} tone="wait" title={loss} />
      ))}
      <Card title="注销以后">
        <Fact label="等几天">{waitingDays}天，到时自动办</Fact>
        <Fact label="删掉">姓名、证件号码、手机号、微信、收款卡、用工资料、消息</Fact>
        <Fact label="登录">所有手机和电脑都退出</Fact>
        <Fact label="再来">同一个微信可以重新登录，从头填起</Fact>
      </Card>
      <Card title="法律要求留下的">
        {kept.length === 0 && <Fact label="您的账号">没有要留的</Fact>}
        {kept.map(({ what, how, law, until }) => (
          <ListRow key={what} title={what} note={`${how}。留到${chineseDay(until)}，依据${law}`} />
        ))}
      </Card>
    </>
  )
}
