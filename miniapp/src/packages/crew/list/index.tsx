import { useState } from 'react'
import { usePullDownRefresh } from '@tarojs/taro'
import type { CrewView } from '#shared/crews'
import { crewApi } from '../../../api/crew-endpoints'
import { Card, ListRow } from '../../../components/card'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { PrimaryButton } from '../../../components/primary-button'
import { SignInNeeded } from '../../../components/sign-in-needed'
import { StatusTag } from '../../../components/status-tag'
import { useQuery } from '../../../hooks/use-query'
import { useSession } from '../../../hooks/use-session'
import { stopPullDownRefresh } from '../../../platform/pull-down'
import { open } from '../../../routes'
import { NeedsIdentity } from '../needs-identity'
import { MakeCrew } from './make-crew'

const title = '我带的班组'

/** The crews of a foreman, and the way to a new one. */
export default function CrewsPage() {
  const me = useSession()
  if (me?.identity) return <Crews />
  return (
    <PageFrame title={title}>
      {me ? (
        <NeedsIdentity why="工人要知道是谁请的他们，所以班组长先填自己的。" />
      ) : (
        <SignInNeeded title="先登录" text="登录后建班组，名单粘贴一次就好，报班一起报。" />
      )}
    </PageFrame>
  )
}

function Crews() {
  const query = useQuery(() => crewApi.crews(), { cacheKey: null })
  const [isMaking, setMaking] = useState(false)
  usePullDownRefresh(() => void query.reload().then(() => stopPullDownRefresh()))
  if (isMaking) return <MakeCrew onBack={() => setMaking(false)} />
  return (
    <PageFrame title={title} footer={<PrimaryButton text="建一个班组" onTap={() => setMaking(true)} />}>
      <PageState
        query={query}
        empty={{
          when: ({ items }) => items.length === 0,
          message: {
            icon: 'people',
            title: '还没有班组',
            text: '建好班组，把群里的名单粘贴进来。每个人在自己手机上确认，您替他们一起报班。',
          },
        }}
      >
        {({ items }) => (
          <Card>
            {items.map((crew) => (
              <CrewRow key={crew.id} crew={crew} />
            ))}
          </Card>
        )}
      </PageState>
    </PageFrame>
  )
}

function CrewRow({ crew }: { crew: CrewView }) {
  const { total, byState } = crew.coverage
  const toDo = byState.faulty + byState.asked
  return (
    <ListRow
      icon="people"
      title={crew.name}
      note={`${crew.siteName}\n${total}人，${byState.confirmed}人已确认`}
      end={toDo > 0 ? <StatusTag tone="stop" text={`${toDo}人等您`} /> : undefined}
      onTap={() => void open('crew', { id: crew.id })}
    />
  )
}
