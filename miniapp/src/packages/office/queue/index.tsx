import { useState } from 'react'
import { View } from '@tarojs/components'
import { usePullDownRefresh } from '@tarojs/taro'
import { PageFrame } from '../../../components/page-frame'
import { Empty } from '../../../components/empty'
import { SegmentTabs } from '../../../components/segment-tabs'
import { StaffOnly } from '../../../components/staff-only'
import { open } from '../../../routes'
import { ClaimDesk } from '../claim-desk'
import { useClaimPages, type ClaimPages, type Show } from '../use-claim-pages'
import { useDesk, useNextAndPrevious } from '../use-desk'
import { QueueList } from './queue-list'
import { stopPullDownRefresh } from '../../../platform/pull-down'
import { scrollPage } from '../../../platform/scroll'
import './index.scss'

const title = '审核'

/** The office's claims: what waits, longest first, and what was decided. On a desk the claim opens beside the list. */
export default function ReviewQueuePage() {
  return (
    <StaffOnly title={title} roles={['housing', 'hr']}>
      <Queue />
    </StaffOnly>
  )
}

function Queue() {
  const [show, setShow] = useState<Show>('waiting')
  const pages = useClaimPages(show)
  usePullDownRefresh(() => void pages.reload().then(() => stopPullDownRefresh()))
  const desk = useDesk()
  const [chosen, setChosen] = useState<string | null>(null)
  const choose = (id: string | null) => {
    setChosen(id)
    void scrollPage({ scrollTop: 0, duration: 0 })
  }
  const selected = desk ? (pages.items.find((item) => item.id === chosen) ?? pages.items[0] ?? null) : null
  const move = (by: 1 | -1) => {
    const at = pages.items.findIndex((item) => item.id === selected?.id)
    const next = pages.items[at + by]
    if (next) choose(next.id)
  }
  useNextAndPrevious(desk, move)
  const list = (
    <>
      <SegmentTabs label="哪些申领" tabs={tabs} value={show} onChange={setShow} />
      <QueueList
        pages={pages}
        show={show}
        selectedId={selected?.id ?? null}
        onOpen={(id) => (desk ? choose(id) : void open('review', { id }))}
      />
    </>
  )
  return (
    <PageFrame title={title} programme wide>
      {desk ? (
        <View className="desk">
          <View className="desk__queue">{list}</View>
          <View className="desk__claim">
            {selected ? (
              <ClaimDesk
                key={selected.id}
                id={selected.id}
                onDecided={() => advance(pages, selected.id, choose)}
              />
            ) : (
              pages.query.data && (
                <Empty icon="done" title="没有选中申领" text="左边有申领时，点一件就在这里看。" />
              )
            )}
          </View>
        </View>
      ) : (
        list
      )}
    </PageFrame>
  )
}

const tabs = [
  { value: 'waiting', label: '待审' },
  { value: 'mine', label: '我的' },
  { value: 'contested', label: '异议' },
  { value: 'held', label: '暂停' },
  { value: 'decided', label: '审过' },
] as const

/** After a decision: the claim that waited behind this one, and a list without it. */
async function advance(
  pages: ClaimPages,
  decidedId: string,
  choose: (id: string | null) => void,
): Promise<void> {
  const at = pages.items.findIndex((item) => item.id === decidedId)
  choose((pages.items[at + 1] ?? pages.items[at - 1])?.id ?? null)
  await pages.reload()
}
