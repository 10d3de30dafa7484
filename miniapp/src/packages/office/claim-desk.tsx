import { View } from '@tarojs/components'
import { PageState } from '../../components/page-state'
import { CaseWork } from './case-work'
import { ClaimBackground, ClaimHead, ClaimRule } from './claim-facts'
import { ClaimFindings } from './claim-findings'
import { ClaimReview } from './claim-review'
import { DecisionBar } from './decision-bar'
import { isDecidable } from './review-draft'
import { useReview } from './use-review'
import './claim-desk.scss'

/** The claim beside the queue: facts left, the officer's own part right, the decision at the bottom. */
export function ClaimDesk({ id, onDecided }: { id: string; onDecided: () => Promise<void> }) {
  const review = useReview(id, onDecided)
  const claim = review.query.data
  return (
    <View className="claim-desk">
      <PageState query={review.query} skeletonLines={8}>
        {(found) => (
          <View className="claim-desk__sheets">
            <View className="claim-desk__column">
              <ClaimHead claim={found} />
              <ClaimBackground claim={found} />
            </View>
            <View className="claim-desk__column">
              <ClaimRule claim={found} />
              <CaseWork claim={found} onChange={review.query.replace} />
              <ClaimFindings claim={found} />
              <ClaimReview claim={found} review={review} />
            </View>
          </View>
        )}
      </PageState>
      {claim && isDecidable(claim) && (
        <View className="claim-desk__bar">
          <DecisionBar claim={claim} review={review} />
        </View>
      )}
    </View>
  )
}
