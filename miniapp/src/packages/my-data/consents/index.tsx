import { usePullDownRefresh } from '@tarojs/taro'
import { Text } from '@tarojs/components'
import { consentPurposes, type ConsentView } from '#shared/consents'
import { api } from '../../../api/endpoints'
import { Card, Fact } from '../../../components/card'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { PlainButton } from '../../../components/primary-button'
import { SignInNeeded } from '../../../components/sign-in-needed'
import { useQuery } from '../../../hooks/use-query'
import { useSession } from '../../../hooks/use-session'
import { stopPullDownRefresh } from '../../../platform/pull-down'
import { open } from '../../../routes'
import { dayAndTime } from '../../../theme/dates'

const goThere = {
  deletion: '去注销账号',
  claims: '看我的申领',
  wallet: '打开证书夹',
  familyHelp: '看谁在帮我',
} as const

/** To what I agreed, in the words of then, and how I take it back. */
export default function ConsentsPage() {
  const me = useSession()
  return (
    <PageFrame title="我同意过什么">
      {me ? <List /> : <SignInNeeded title="先登录" text="登录后能看到您同意过什么、怎么收回。" />}
    </PageFrame>
  )
}

function List() {
  const query = useQuery(() => api.consents(), { cacheKey: 'consents' })
  usePullDownRefresh(() => void query.reload().then(() => stopPullDownRefresh()))
  return (
    <PageState
      query={query}
      empty={{
        when: (list) => list.items.length === 0,
        message: { icon: 'check', title: '还没有同意过什么', text: '要您同意的时候，会先说清楚。' },
      }}
    >
      {({ items }) => items.map((each) => <Given key={each.id} each={each} />)}
    </PageState>
  )
}

function Given({ each: { purpose, title, words, takeBack, at } }: { each: ConsentView }) {
  const { page } = consentPurposes[purpose]
  return (
    <Card title={title}>
      <Text className="list-row__note">“{words}”</Text>
      <Fact label="时间">{dayAndTime(at)}</Fact>
      <Fact label="怎么收回">{takeBack}</Fact>
      {page !== null && <PlainButton text={goThere[page]} onTap={() => void open(page, {})} />}
    </Card>
  )
}
