import { useState } from 'react'
import { usePullDownRefresh } from '@tarojs/taro'
import { api } from '../../../api/endpoints'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { SegmentTabs } from '../../../components/segment-tabs'
import { StaffOnly } from '../../../components/staff-only'
import { useQuery } from '../../../hooks/use-query'
import { BatchList } from './batch-list'
import { BatchBar, PayableList } from './payable-list'
import { useNewBatch } from './use-new-batch'
import { stopPullDownRefresh } from '../../../platform/pull-down'

const title = '财政拨付'
type Part = 'payable' | 'batches'

/** What can be paid, and the batches that went to the bank. */
export default function PayoutsPage() {
  return (
    <StaffOnly title={title} roles={['finance']}>
      <Payouts />
    </StaffOnly>
  )
}

function Payouts() {
  const payable = useQuery(() => api.payable(), { cacheKey: 'payable' })
  const batches = useQuery(() => api.batches(), { cacheKey: 'payout-batches' })
  const [part, setPart] = useState<Part>('payable')
  const batch = useNewBatch(payable)
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
        ]}
        value={part}
        onChange={setPart}
      />
      {part === 'payable' ? (
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
          {(list) => <PayableList list={list} batch={batch} />}
        </PageState>
      ) : (
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
          {(list) => <BatchList list={list} />}
        </PageState>
      )}
    </PageFrame>
  )
}
