import { certificateLabels } from '#shared/classes'
import { certificateLevelLabels } from '#shared/certificate-kinds'
import type { EvaluationBodyView } from '#shared/public-lists'
import { listApi } from '../../../api/list-endpoints'
import { Card, Fact } from '../../../components/card'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { useQuery } from '../../../hooks/use-query'
import { BodyHead } from './body-head'
import { CorrectedHistory } from './correct-period'
import { DescribeBody } from './describe-body'
import { KeepList } from './keep-list'
import { TradeList } from './trade-list'

/** An evaluation body: its list and what it may assess. */
export function EvaluationBody({ id }: { id: string }) {
  const query = useQuery(() => listApi.evaluationBody(id), { cacheKey: `evaluation-body-${id}` })
  return (
    <PageFrame title="评价机构">
      <PageState query={query}>
        {(of) => (
          <>
            <BodyHead of={of} kind="评价机构" />
            {of.assesses.map((scope, index) => (
              <Scope key={index} of={scope} />
            ))}
            <CorrectedHistory list="evaluation" of={of} onCorrected={query.reload} />
            <DescribeBody list="evaluation" of={of} onDescribed={query.reload} />
            <KeepList list="evaluation" of={of} onKept={query.reload} />
          </>
        )}
      </PageState>
    </PageFrame>
  )
}

function Scope({ of: { kind, levels, tradeSeqs } }: { of: EvaluationBodyView['assesses'][number] }) {
  return (
    <Card title={`能评：${certificateLabels[kind]}`}>
      {levels.length > 0 && (
        <Fact label="等级">{levels.map((level) => certificateLevelLabels[level]).join('、')}</Fact>
      )}
      <TradeList seqs={tradeSeqs} />
    </Card>
  )
}
