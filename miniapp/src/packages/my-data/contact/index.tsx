import type { ContactChangeView } from '#shared/contact-change'
import { api } from '../../../api/endpoints'
import { Card, Fact, ListRow } from '../../../components/card'
import { DeadEnd } from '../../../components/empty'
import { Notice, ProblemNotice } from '../../../components/notice'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { PrimaryButton } from '../../../components/primary-button'
import { SignInNeeded } from '../../../components/sign-in-needed'
import { useCommand } from '../../../hooks/use-command'
import { useQuery } from '../../../hooks/use-query'
import { useSession } from '../../../hooks/use-session'
import { open } from '../../../routes'
import { dayAndTime } from '../../../theme/dates'
import { AskForNumber } from './ask-for-number'

const title = '换手机号'

/** Another mobile number: proved, told to the old one, in force after some days, and stopped with one tap until then. */
export default function ContactChangePage() {
  const me = useSession()
  const isWorker = me?.roles.includes('worker') ?? false
  const query = useQuery(() => api.contactChange(), { cacheKey: null, enabled: isWorker })
  const undo = useCommand(async (key: string) => query.replace(await api.undoContactChange(key)))
  if (!me)
    return (
      <PageFrame title={title}>
        <SignInNeeded title="先登录" text="登录后才能换您的手机号。" />
      </PageFrame>
    )
  if (!isWorker)
    return (
      <PageFrame title={title}>
        <DeadEnd title="这一页是工人用的" text="您现在的登录没有登记手机号。" />
      </PageFrame>
    )
  const { data } = query
  const isWaiting = data !== null && data.waiting !== null
  return (
    <PageFrame
      title={title}
      footer={
        isWaiting ? (
          <PrimaryButton text="不换了" busy={undo.busy} busyText="正在取消…" onTap={() => void undo.run()} />
        ) : null
      }
    >
      <ProblemNotice problem={undo.problem} />
      <PageState query={query}>
        {(change) => <Standing change={change} onAsked={(asked) => query.replace(asked)} />}
      </PageState>
    </PageFrame>
  )
}

interface StandingProps {
  change: ContactChangeView
  onAsked: (change: ContactChangeView) => void
}

function Standing({ change, onAsked }: StandingProps) {
  const { mobileMasked, waitingDays, waiting } = change
  if (mobileMasked === null)
    return (
      <Card title="还没登记手机号">
        <ListRow
          icon="identity"
          title="去填身份信息"
          note="手机号和身份信息一起填，马上就算"
          onTap={() => void open('identity', {})}
        />
      </Card>
    )
  return (
    <>
      {waiting && (
        <Notice tone="wait" title={`${dayAndTime(waiting.dueAt)}换成${waiting.mobileMasked}`}>
          那时以前随时能取消。不是您本人操作，请马上点“不换了”，再到窗口问一问。
        </Notice>
      )}
      <Card title="登记的手机号">
        <Fact label="现在">{mobileMasked}</Fact>
        {waiting && <Fact label="申请">{dayAndTime(waiting.askedAt)}</Fact>}
        <Fact label="等几天">{waitingDays}天，到时自动换</Fact>
        <Fact label="这几天">旧号码照常收短信，申领照常办，收款卡不能换</Fact>
      </Card>
      {!waiting && <AskForNumber onAsked={onAsked} />}
    </>
  )
}
