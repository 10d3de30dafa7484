import { usePullDownRefresh } from '@tarojs/taro'
import type { DeliveryLedgerView, DeliveryRecordView, LedgerFilter } from '#shared/notifications'
import { api } from '../../../api/endpoints'
import { Card } from '../../../components/card'
import { MoreButton } from '../../../components/more-button'
import { Notice, ProblemNotice } from '../../../components/notice'
import { PageState } from '../../../components/page-state'
import { useCommand } from '../../../hooks/use-command'
import { usePages } from '../../../hooks/use-pages'
import { LedgerEntry } from './ledger-entry'
import { stopPullDownRefresh } from '../../../platform/pull-down'

/** One page of the ledger after the other; what was given up can be sent again. */
export function LedgerList({ show }: { show: LedgerFilter }) {
  const { query, more } = usePages<DeliveryRecordView, DeliveryLedgerView>(
    (cursor) => api.noticeDeliveries(show, cursor),
    `notice-deliveries:${show}`,
  )
  usePullDownRefresh(() => void query.reload().then(() => stopPullDownRefresh()))
  const again = useCommand(async (key: string, deliveryId: string) => {
    await api.sendNoticeAgain(key, deliveryId)
    await query.reload()
  })
  return (
    <PageState
      query={query}
      empty={{
        when: ({ items }) => items.length === 0,
        message: { icon: 'done', title: '没有要看的', text: '该发的都发了，或者在消息里看得到。' },
      }}
    >
      {({ items, deadCount, unknownCount }) => (
        <>
          {deadCount + unknownCount > 0 && (
            <Notice tone={deadCount > 0 ? 'stop' : 'info'} title={countText(deadCount, unknownCount)}>
              {adviceText(deadCount, unknownCount)}
            </Notice>
          )}
          <ProblemNotice problem={again.problem} />
          <Card>
            {items.map((item) => (
              <LedgerEntry key={item.id} item={item} busy={again.busy} onAgain={(id) => void again.run(id)} />
            ))}
          </Card>
          <MoreButton more={more} />
        </>
      )}
    </PageState>
  )
}

function countText(dead: number, unknown: number): string {
  return [
    ...(dead > 0 ? [`${String(dead)}条没发出去`] : []),
    ...(unknown > 0 ? [`${String(unknown)}条不知道到没到`] : []),
  ].join('，')
}

function adviceText(dead: number, unknown: number): string {
  const advice = [
    ...(dead > 0 ? ['没发出去的，看清原因再发一次'] : []),
    ...(unknown > 0 ? ['不知道到没到的不会再发，免得收两次'] : []),
  ]
  return `${advice.join('；')}。工人在“消息”里都看得到。`
}
