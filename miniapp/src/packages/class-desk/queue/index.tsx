import { useState } from 'react'
import { usePullDownRefresh } from '@tarojs/taro'
import type { ClassLifeListView, ClassLifeSummary } from '#shared/class-life'
import type { FilingListView, FilingSummary } from '#shared/class-filings'
import { classDeskApi } from '../../../api/class-endpoints'
import { Card, ListRow } from '../../../components/card'
import { MoreButton } from '../../../components/more-button'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { SegmentTabs } from '../../../components/segment-tabs'
import { StaffOnly } from '../../../components/staff-only'
import { StatusTag } from '../../../components/status-tag'
import { usePages } from '../../../hooks/use-pages'
import { stopPullDownRefresh } from '../../../platform/pull-down'
import { open } from '../../../routes'
import { classDays } from '../class-days'
import { toneOfClass } from '../class-tones'
import { FilingRows } from '../filing-rows'

const title = '开班审核'
const tabs = [
  { value: 'waiting', label: '待审' },
  { value: 'decided', label: '审过的' },
  { value: 'classes', label: '班' },
] as const
type Show = (typeof tabs)[number]['value']

/** The bureaux' classes: what waits to be decided, what was, and the classes that came of it. */
export default function FilingQueuePage() {
  return (
    <StaffOnly title={title} roles={['housing', 'hr']}>
      <Queue />
    </StaffOnly>
  )
}

function Queue() {
  const [show, setShow] = useState<Show>('waiting')
  return (
    <PageFrame title={title}>
      <SegmentTabs label="哪些班" tabs={tabs} value={show} onChange={setShow} />
      {show === 'classes' ? <Classes /> : <Filings key={show} show={show} />}
    </PageFrame>
  )
}

const emptyMessages = {
  waiting: { icon: 'done', title: '没有等您审的', text: '有新的备案交上来，下拉一下就能看到。' },
  decided: { icon: 'receipt', title: '还没有审过的', text: '您审过的备案会列在这里。' },
} as const

function Filings({ show }: { show: 'waiting' | 'decided' }) {
  const { query, more } = usePages<FilingSummary, FilingListView>(
    (cursor) => classDeskApi.reviewFilings(show, cursor),
    `review-filings-${show}`,
  )
  usePullDownRefresh(() => void query.reload().then(() => stopPullDownRefresh()))
  return (
    <PageState
      query={query}
      empty={{ when: ({ items }) => items.length === 0, message: emptyMessages[show] }}
    >
      {({ items }) => (
        <>
          <FilingRows items={items} by="bureau" />
          <MoreButton more={more} />
        </>
      )}
    </PageState>
  )
}

function Classes() {
  const { query, more } = usePages<ClassLifeSummary, ClassLifeListView>(
    (cursor) => classDeskApi.classLives(cursor),
    'class-lives',
  )
  usePullDownRefresh(() => void query.reload().then(() => stopPullDownRefresh()))
  return (
    <PageState query={query}>
      {({ items }) => (
        <>
          <Card>
            {items.map((item) => (
              <ListRow
                key={item.id}
                title={item.title}
                note={`${item.institutionName}，${classDays(item)}`}
                end={<StatusTag tone={toneOfClass(item.state)} text={item.stateText} />}
                onTap={() => void open('classLife', { id: item.id })}
              />
            ))}
          </Card>
          <MoreButton more={more} />
        </>
      )}
    </PageState>
  )
}
