import { usePullDownRefresh } from '@tarojs/taro'
import { api } from '../../../api/endpoints'
import { Card } from '../../../components/card'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { StaffOnly } from '../../../components/staff-only'
import { useParam } from '../../../hooks/use-param'
import { useQuery } from '../../../hooks/use-query'
import { useBankResults } from '../use-bank-results'
import { BatchHead } from './batch-head'
import { PaymentLine } from './payment-line'
import { ResultsBar } from './results-bar'
import { stopPullDownRefresh } from '../../../platform/pull-down'

const title = '打款批次'

/** One frozen list and what the bank answered, line by line. */
export default function BatchPage() {
  const id = useParam('batch', 'id')
  return (
    <StaffOnly title={title} roles={['finance']}>
      <Batch id={id} />
    </StaffOnly>
  )
}

function Batch({ id }: { id: string }) {
  const query = useQuery(() => api.batch(id), { cacheKey: `payout-batch-${id}` })
  usePullDownRefresh(() => void query.reload().then(() => stopPullDownRefresh()))
  const results = useBankResults(id, query)
  const batch = query.data
  return (
    <PageFrame
      title={title}
      footer={batch && batch.state !== 'closed' ? <ResultsBar batch={batch} results={results} /> : null}
    >
      <PageState query={query} skeletonLines={6}>
        {(found) => (
          <>
            <BatchHead batch={found} />
            <Card title={`名单（${String(found.count)}笔）`}>
              {found.payments.map((payment) => (
                <PaymentLine key={payment.id} payment={payment} results={results} />
              ))}
            </Card>
          </>
        )}
      </PageState>
    </PageFrame>
  )
}
