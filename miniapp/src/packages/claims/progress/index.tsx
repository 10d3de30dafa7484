import { Text } from '@tarojs/components'
import type { ClaimView } from '#shared/claims'
import { api } from '../../../api/endpoints'
import { Card } from '../../../components/card'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { RuleExplanation } from '../../../components/rule-explanation'
import { Timeline } from '../../../components/timeline'
import { useParam } from '../../../hooks/use-param'
import { useQuery } from '../../../hooks/use-query'
import { ClaimDetails } from './claim-details'
import { ClaimHead } from './claim-head'
import { Forecast } from './forecast'
import { MyTurn } from './my-turn'
import { Withdraw } from './withdraw'

/** One claim of mine: on top only what is mine to do, then the way it takes, then everything that was sent. */
export default function ClaimPage() {
  const id = useParam('claim', 'id')
  const query = useQuery(() => api.claim(id), { cacheKey: `claim-${id}` })
  return (
    <PageFrame title="申领进度">
      <PageState query={query} skeletonLines={6}>
        {(claim) => <Content claim={claim} onChange={query.replace} />}
      </PageState>
    </PageFrame>
  )
}

function Content({ claim, onChange }: { claim: ClaimView; onChange: (claim: ClaimView) => void }) {
  const saidByTimeline =
    claim.nextText === '' || claim.timeline.some((step) => step.detail === claim.nextText)
  return (
    <>
      <ClaimHead claim={claim} />
      <MyTurn claim={claim} onChange={onChange} />
      <Card title="办到哪一步">
        {!saidByTimeline && <Text className="claim-next">{claim.nextText}</Text>}
        <Timeline steps={claim.timeline} />
        <Forecast of={claim.forecast} />
      </Card>
      <ClaimDetails claim={claim} />
      <Card title="条件和依据">
        <RuleExplanation rule={claim.rule} />
      </Card>
      <Withdraw claim={claim} onChange={onChange} />
    </>
  )
}
