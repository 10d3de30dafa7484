import { View } from '@tarojs/components'
import { PageState } from '../../components/page-state'
import { ClaimFacts } from './claim-facts'
import { ClaimReview } from './claim-review'
import { DecisionBar } from './decision-bar'
import { useReview } from './use-review'
import './claim-desk.scss'

/** The claim beside the queue: facts left, the officer's own part right, the decision at the bottom. */
export function ClaimDesk({ id, onDecided }: { id: string; onDecided: () => Promise<void> }) {
  const review = useReview(id, onDecided)
  const claim = review.query.data
  return (
    <View className="claim-desk">
      <View className="claim-desk__sheets">
        <PageState query={review.query} skeletonLines={8}>
          {(found) => (
            <>
              <ClaimFacts claim={found} />
              <ClaimReview claim={found} review={review} />
            </>
          )}
        </PageState>
      </View>
      {claim && claim.permittedEvents.length > 0 && (
        <View className="claim-desk__bar">
          <DecisionBar claim={claim} review={review} />
        </View>
      )}
    </View>
  )
}
