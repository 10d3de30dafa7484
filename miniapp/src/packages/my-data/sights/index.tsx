import { usePullDownRefresh } from '@tarojs/taro'
import type { SightListView, SightView } from '#shared/sights'
import { api } from '../../../api/endpoints'
import { Card, ListRow } from '../../../components/card'
import { MoreButton } from '../../../components/more-button'
import { Notice } from '../../../components/notice'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { SignInNeeded } from '../../../components/sign-in-needed'
import { usePages } from '../../../hooks/use-pages'
import { useSession } from '../../../hooks/use-session'
import { stopPullDownRefresh } from '../../../platform/pull-down'
import { dayAndTime } from '../../../theme/dates'

/** Who saw my data: which office, what of it and what for, newest first. */
export default function SightsPage() {
  const me = useSession()
  return (
    <PageFrame title="谁看过我的信息">
      {me ? <List /> : <SignInNeeded title="先登录" text="登录后能看到谁看过您的信息、为什么看。" />}
    </PageFrame>
  )
}

function List() {
  const { query, more } = usePages<SightView, SightListView>(api.sights, 'sights')
  usePullDownRefresh(() => void query.reload().then(() => stopPullDownRefresh()))
  return (
    <PageState
      query={query}
      empty={{
        when: (list) => list.items.length === 0,
        message: {
          icon: 'shield',
          title: '还没有人看过',
          text: '培训机构、审核和打款的人看了，这里马上有记录。',
        },
      }}
    >
      {({ items }) => (
        <>
          <Notice>同一个人同一天看同一件事，记一次。觉得不该看，到窗口问住建部门。</Notice>
          <Card>
            {items.map(({ id, who, what, why, at }) => (
              <ListRow key={id} title={`${who}，${why}`} note={`看了：${what}\n${dayAndTime(at)}`} />
            ))}
          </Card>
          <MoreButton more={more} />
        </>
      )}
    </PageState>
  )
}
