import { usePullDownRefresh, stopPullDownRefresh } from '@tarojs/taro'
import type { NotificationListView, NotificationView } from '#shared/notifications'
import { api } from '../../api/endpoints'
import { refreshMe } from '../../api/session'
import { Card } from '../../components/card'
import { MoreButton } from '../../components/more-button'
import { PageFrame } from '../../components/page-frame'
import { PageState } from '../../components/page-state'
import { SignInNeeded } from '../../components/sign-in-needed'
import { useCommand } from '../../hooks/use-command'
import { usePages } from '../../hooks/use-pages'
import { useFreshSession } from '../../hooks/use-session'
import { open } from '../../routes'
import { Message } from './message'

/** 消息: everything that was ever told, newest first. The inbox is the record of truth; WeChat's messages are copies. */
export default function MessagesPage() {
  const me = useFreshSession()
  return (
    <PageFrame title="消息" tab>
      {me ? (
        <Inbox />
      ) : (
        <SignInNeeded title="登录后看消息" text="审核结果、要您补的材料、钱到账，都会在这里告诉您。" />
      )}
    </PageFrame>
  )
}

function Inbox() {
  const { query, more } = usePages<NotificationView, NotificationListView>(api.notifications, 'notifications')
  usePullDownRefresh(() => void query.reload().then(() => stopPullDownRefresh()))
  const read = useCommand(async (key: string, message: NotificationView) => {
    await api.markRead(key, message.id)
    await Promise.all([query.reload(), refreshMe()])
  })
  const show = (message: NotificationView) => {
    if (message.readAt === null) void read.run(message)
    if (message.claimId !== null) void open('claim', { id: message.claimId })
  }
  return (
    <PageState
      query={query}
      empty={{
        when: (list) => list.items.length === 0,
        message: { icon: 'bell', title: '还没有消息', text: '报名、申领之后，每一步都会在这里告诉您。' },
      }}
    >
      {({ items }) => (
        <>
          <Card>
            {items.map((message) => (
              <Message key={message.id} message={message} onTap={() => show(message)} />
            ))}
          </Card>
          <MoreButton more={more} />
        </>
      )}
    </PageState>
  )
}
