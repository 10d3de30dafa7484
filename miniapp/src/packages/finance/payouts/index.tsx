import { useState } from 'react'
import { usePullDownRefresh } from '@tarojs/taro'
import { payoutApi } from '../../../api/payout-endpoints'
import { MoreButton } from '../../../components/more-button'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { SegmentTabs } from '../../../components/segment-tabs'
import { StaffOnly } from '../../../components/staff-only'
import { usePages } from '../../../hooks/use-pages'
import { useQuery } from '../../../hooks/use-query'
import { BatchList } from './batch-list'
import { BatchBar, PayableList } from './payable-list'
import { Funds } from './funds'
import { useNewBatch } from './use-new-batch'
import { stopPullDownRefresh } from '../../../platform/pull-down'

const title = '财政拨付'
type Part = 'payable' | 'batches' | 'funds'

/** What can be paid, and the batches that went to the bank. */
export default function PayoutsPage() {
  return (
    <StaffOnly title={title} roles={['finance']}>
      <Payouts />
    </StaffOnly>
  )
}

function Payouts() {
  const payable = useQuery(() => payoutApi.payable(), { cacheKey: 'payable' })
  const { query: batches, more } = usePages(payoutApi.batches, 'payout-batches')
  const [part, setPart] = useState<Part>('payable')
  const open = batches.data?.items.find(({ state }) => state === 'open') ?? null
  const batch = useNewBatch(payable, open)
  usePullDownRefresh(
    () => void Promise.all([payable.reload(), batches.reload()]).then(() => stopPullDownRefresh()),
  )
  const count = payable.data?.items.length ?? 0
  return (
    <PageFrame
      title={title}
      programme
      footer={part === 'payable' && count > 0 ? <BatchBar batch={batch} /> : null}
    >
      <SegmentTabs
        label="看什么"
        tabs={[
          { value: 'payable', label: count === 0 ? '待打款' : `待打款 ${String(count)}` },
          { value: 'batches', label: '批次' },
          { value: 'funds', label: '资金' },
        ]}
        value={part}
        onChange={setPart}
      />
      {part === 'funds' && <Funds />}
      {part === 'payable' && (
        <PageState
          query={payable}
          empty={{
            when: (list) => list.items.length === 0,
            message: {
              icon: 'banknote',
              title: '没有等着打款的',
              text: '两级审核都通过的申领，会自动排到这里。',
            },
          }}
        >
          {(list) => <PayableList list={list} batch={batch} onChange={() => void payable.reload()} />}
        </PageState>
      )}
      {part === 'batches' && (
        <PageState
          query={batches}
          empty={{
            when: (list) => list.items.length === 0,
            message: {
              icon: 'receipt',
              title: '还没有批次',
              text: '在“待打款”里勾好，组成一批，就列在这里。',
            },
          }}
        >
          {(list) => (
            <>
              <BatchList list={list} />
              <MoreButton more={more} />
            </>
          )}
        </PageState>
      )}
    </PageFrame>
  )
}
