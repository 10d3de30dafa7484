import { useState } from 'react'
import { usePullDownRefresh } from '@tarojs/taro'
import { crewMemberStateLabels, crewMemberStates, type CrewMemberState, type CrewView } from '#shared/crews'
import { crewApi } from '../../../api/crew-endpoints'
import { Card, ListRow } from '../../../components/card'
import { ChoiceChips } from '../../../components/choice-chips'
import { Empty } from '../../../components/empty'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { PrimaryButton } from '../../../components/primary-button'
import { SignInNeeded } from '../../../components/sign-in-needed'
import { useParam } from '../../../hooks/use-param'
import { useQuery } from '../../../hooks/use-query'
import { useSession } from '../../../hooks/use-session'
import { stopPullDownRefresh } from '../../../platform/pull-down'
import { open } from '../../../routes'
import { MemberList } from '../member/member-list'
import { Coverage } from './coverage'

const title = '班组'

/** One crew for its foreman: how the site stands in numbers, who is stuck and why, and what to do about it. */
export default function CrewPage() {
  const me = useSession()
  const id = useParam('crew', 'id')
  if (me) return <Crew id={id} />
  return (
    <PageFrame title={title}>
      <SignInNeeded title="先登录" text="登录后看您带的班组。" />
    </PageFrame>
  )
}

function Crew({ id }: { id: string }) {
  const query = useQuery(() => crewApi.crew(id), { cacheKey: null })
  const [turn, setTurn] = useState(0)
  usePullDownRefresh(
    () =>
      void query.reload().then(() => {
        setTurn((before) => before + 1)
        stopPullDownRefresh()
      }),
  )
  return (
    <PageFrame
      title={title}
      footer={<PrimaryButton text="添加名单" onTap={() => void open('crewPaste', { id })} />}
    >
      <PageState query={query}>
        {(crew) => (
          <>
            <Coverage crew={crew} />
            <Card>
              <ListRow
                icon="send"
                title="扫码邀请"
                note="发到群里，工人自己扫码申请加入"
                onTap={() => void open('crewInvite', { id })}
              />
              <ListRow
                icon="school"
                title="一起报班"
                note="挑人、挑班，一次报上"
                onTap={() => void open('crewEnrol', { id })}
              />
            </Card>
            <Roster key={turn} crew={crew} onChanged={() => void query.reload()} />
          </>
        )}
      </PageState>
    </PageFrame>
  )
}

type Shown = CrewMemberState | 'all'

function Roster({ crew, onChanged }: { crew: CrewView; onChanged: () => void }) {
  const [shown, setShown] = useState<Shown>('all')
  const { total, byState } = crew.coverage
  if (total === 0) {
    return (
      <Empty
        icon="people"
        title="名单还是空的"
        text="点下面的“添加名单”，把群里的名单粘贴进来，或者选一个表格。"
      />
    )
  }
  const states = crewMemberStates.filter((state) => byState[state] > 0 || state === shown)
  const choices = [
    { value: 'all' as const, label: `全部${total}` },
    ...states.map((state) => ({ value: state, label: `${crewMemberStateLabels[state]}${byState[state]}` })),
  ]
  return (
    <>
      <ChoiceChips label="看哪些人" choices={choices} value={shown} onChange={setShown} />
      <MemberList
        key={shown}
        crewId={crew.id}
        {...(shown === 'all' ? {} : { state: shown })}
        onChanged={onChanged}
      />
    </>
  )
}
