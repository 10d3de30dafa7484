import { usePullDownRefresh } from '@tarojs/taro'
import type { BatchView } from '#shared/payouts'
import { payoutApi } from '../../../api/payout-endpoints'
import { Card } from '../../../components/card'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { StaffOnly } from '../../../components/staff-only'
import { useParam } from '../../../hooks/use-param'
import { useQuery } from '../../../hooks/use-query'
import { stopPullDownRefresh } from '../../../platform/pull-down'
import { useBankResults } from '../use-bank-results'
import { BankFiles } from './bank-files'
import { BatchHead } from './batch-head'
import { BatchSteps } from './batch-steps'
import { PaymentLine } from './payment-line'
import { ResultFile } from './result-file'
import { ResultsBar } from './results-bar'
import { useBatchSteps } from './use-batch-steps'

const title = '打款批次'

/** One list of payments, from putting it together to the bank's statement. */
export default function BatchPage() {
  const id = useParam('batch', 'id')
  return (
    <StaffOnly title={title} roles={['finance']}>
      <Batch id={id} />
    </StaffOnly>
  )
}

/** What can be done with the single payments. */
function takesOf({ permittedEvents }: BatchView): 'answers' | 'removals' | 'nothing' {
  if (permittedEvents.includes('record_results')) return 'answers'
  return permittedEvents.includes('take_out') ? 'removals' : 'nothing'
}

function Batch({ id }: { id: string }) {
  const query = useQuery(() => payoutApi.batch(id), { cacheKey: `payout-batch-${id}` })
  usePullDownRefresh(() => void query.reload().then(() => stopPullDownRefresh()))
  const results = useBankResults(id, query)
  const steps = useBatchSteps(id, query)
  const batch = query.data
  const isAtBank = batch !== null && takesOf(batch) === 'answers'
  return (
    <PageFrame
      title={title}
      footer={
        batch &&
        (isAtBank ? (
          <ResultsBar batch={batch} results={results} />
        ) : (
          <BatchSteps batch={batch} steps={steps} />
        ))
      }
    >
      <PageState query={query} skeletonLines={6}>
        {(found) => (
          <>
            <BatchHead batch={found} />
            {takesOf(found) === 'answers' && (
              <>
                <BankFiles batch={found} />
                <ResultFile batch={found} query={query} />
              </>
            )}
            {found.payments.length > 0 && (
              <Card title={`名单（${String(found.count)}人）`}>
                {found.payments.map((payment) => (
                  <PaymentLine
                    key={payment.id}
                    payment={payment}
                    results={results}
                    takes={takesOf(found)}
                    onTakeOut={(line) => void steps.takeOut.run(found, line)}
                  />
                ))}
              </Card>
            )}
          </>
        )}
      </PageState>
    </PageFrame>
  )
}
