import { useState } from 'react'
import { usePullDownRefresh } from '@tarojs/taro'
import type { NotificationListView, NotificationView } from '#shared/notifications'
import { api } from '../../api/endpoints'
import { refreshMe } from '../../api/session'
import { Card } from '../../components/card'
import { MoreButton } from '../../components/more-button'
import { ProblemNotice } from '../../components/notice'
import { PageFrame } from '../../components/page-frame'
import { PageState } from '../../components/page-state'
import { PlainButton } from '../../components/primary-button'
import { SignInNeeded } from '../../components/sign-in-needed'
import { useCommand } from '../../hooks/use-command'
import { usePages } from '../../hooks/use-pages'
import { useFreshSession } from '../../hooks/use-session'
import { Message } from './message'
import { openPageOf } from './notice-page'
import { Reading } from './reading'
import { stopPullDownRefresh } from '../../platform/pull-down'

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
  const [enlarged, setEnlarged] = useState<NotificationView | null>(null)
  usePullDownRefresh(() => void query.reload().then(() => stopPullDownRefresh()))
  const read = useCommand(async (key: string, message: NotificationView) => {
    await api.markRead(key, message.id)
    await Promise.all([query.reload(), refreshMe()])
  })
  const readAll = useCommand(async (key: string, upToId: string) => {
    await api.markAllRead(key, { upToId })
    await Promise.all([query.reload(), refreshMe()])
  })
  const markRead = (message: NotificationView) => {
    if (message.readAt === null) void read.run(message)
  }
  const show = (message: NotificationView) => {
    markRead(message)
    void openPageOf(message)
  }
  return (
    <PageState
      query={query}
      empty={{
        when: (list) => list.items.length === 0,
        message: { icon: 'bell', title: '还没有消息', text: '报名、申领之后，每一步都会在这里告诉您。' },
      }}
    >
      {({ items, unreadCount }) => (
        <>
          <ProblemNotice problem={readAll.problem} />
          <Card title={unreadCount > 0 ? `${String(unreadCount)}条没看过` : '都看过了'}>
            {items.map((message) => (
              <Message
                key={message.id}
                message={message}
                onTap={() => show(message)}
                onRead={() => {
                  markRead(message)
                  setEnlarged(message)
                }}
              />
            ))}
          </Card>
          {unreadCount > 1 && items[0] && (
            <ReadAll upToId={items[0].id} busy={readAll.busy} onTap={(id) => void readAll.run(id)} />
          )}
          <MoreButton more={more} />
          <Reading message={enlarged} onClose={() => setEnlarged(null)} onGo={show} />
        </>
      )}
    </PageState>
  )
}

function ReadAll({ upToId, busy, onTap }: { upToId: string; busy: boolean; onTap: (id: string) => void }) {
  return <PlainButton text="全部标为看过" busy={busy} busyText="请稍等…" onTap={() => onTap(upToId)} />
}
