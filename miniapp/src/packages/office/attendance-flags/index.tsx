import { useState } from 'react'
import { usePullDownRefresh } from '@tarojs/taro'
import type { AttendanceFlagListView, AttendanceFlagView } from '#shared/attendance'
import { lookOutcomes } from '#shared/attendance'
import { attendanceApi } from '../../../api/attendance-endpoints'
import { Card, Fact } from '../../../components/card'
import { MoreButton } from '../../../components/more-button'
import { Notice } from '../../../components/notice'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { PlainButton } from '../../../components/primary-button'
import { SegmentTabs } from '../../../components/segment-tabs'
import { StaffOnly } from '../../../components/staff-only'
import { usePages } from '../../../hooks/use-pages'
import { stopPullDownRefresh } from '../../../platform/pull-down'
import { day, dayAndTime } from '../../../theme/dates'
import { LookSheet } from './look-sheet'

const title = '上课疑点'
type Show = 'open' | 'looked'
const tabs: { value: Show; label: string }[] = [
  { value: 'open', label: '要看的' },
  { value: 'looked', label: '看过的' },
]

/** What cannot well be in lessons and certificates; somebody of the housing bureau looks and writes down what it was. */
export default function AttendanceFlagsPage() {
  const [show, setShow] = useState<Show>('open')
  return (
    <StaffOnly title={title} roles={['housing']}>
      <PageFrame title={title}>
        <Notice>每一条都可能有正当原因。看了写下来，不会自动扣课时。</Notice>
        <SegmentTabs label="看哪些" tabs={tabs} value={show} onChange={setShow} />
        <Flags key={show} show={show} />
      </PageFrame>
    </StaffOnly>
  )
}

function Flags({ show }: { show: Show }) {
  const { query, more } = usePages<AttendanceFlagView, AttendanceFlagListView>(
    (cursor) => attendanceApi.flags(show, cursor),
    `attendance-flags-${show}`,
  )
  const [chosen, setChosen] = useState<AttendanceFlagView | null>(null)
  usePullDownRefresh(() => void query.reload().then(() => stopPullDownRefresh()))
  return (
    <PageState
      query={query}
      empty={{
        when: ({ items }) => items.length === 0,
        message:
          show === 'open'
            ? { icon: 'shield', title: '没有要看的', text: '签到、证书里有说不通的，会列在这里。' }
            : { icon: 'shield', title: '还没有看过的', text: '看过一条，写下来，就到这里。' },
      }}
    >
      {({ items }) => (
        <>
          {items.map((flag) => (
            <Flag key={flag.id} of={flag} onLook={() => setChosen(flag)} />
          ))}
          <MoreButton more={more} />
          <LookSheet
            of={chosen}
            onClose={() => setChosen(null)}
            onDone={() => {
              setChosen(null)
              void query.reload()
            }}
          />
        </>
      )}
    </PageState>
  )
}

function Flag({ of, onLook }: { of: AttendanceFlagView; onLook: () => void }) {
  const { title: what, ask, classTitle, institutionName, heldOn, topic, namesMasked, foundAt, look } = of
  return (
    <Card title={what}>
      <Fact label="培训班">{`${classTitle}（${institutionName}）`}</Fact>
      {heldOn !== null && <Fact label="课">{`${day(heldOn)}，${topic ?? ''}`}</Fact>}
      {namesMasked.length > 0 && <Fact label="是谁">{namesMasked.join('、')}</Fact>}
      <Fact label="发现">{dayAndTime(foundAt)}</Fact>
      <Fact label="怎么看">{ask}</Fact>
      {look ? (
        <Fact label="看下来">{`${lookOutcomes[look.outcome]}：${look.note}`}</Fact>
      ) : (
        <PlainButton text="写下看的结果" onTap={onLook} />
      )}
    </Card>
  )
}
