import { api } from '../../../api/endpoints'
import { ApiProblem } from '../../../api/api-problem'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { StaffOnly } from '../../../components/staff-only'
import { useParam } from '../../../hooks/use-param'
import { back, replaceBy } from '../../../routes'
import { CaseWork } from '../case-work'
import { ClaimBackground, ClaimHead, ClaimRule } from '../claim-facts'
import { ClaimFindings } from '../claim-findings'
import { ClaimReview } from '../claim-review'
import { DecisionBar } from '../decision-bar'
import { isDecidable } from '../review-draft'
import { useReview } from '../use-review'
import { toast } from '../../../platform/toast'

const title = '审核申领'

/** One claim on a phone: everything to judge by, from top to bottom, and the decision at the thumb. */
export default function ReviewPage() {
  const id = useParam('review', 'id')
  return (
    <StaffOnly title={title} roles={['housing', 'hr']}>
      <Review id={id} />
    </StaffOnly>
  )
}

function Review({ id }: { id: string }) {
  const review = useReview(id, () => goOn(id))
  const claim = review.query.data
  const decidable = claim !== null && isDecidable(claim)
  return (
    <PageFrame title={title} footer={decidable ? <DecisionBar claim={claim} review={review} /> : null}>
      <PageState query={review.query} skeletonLines={8}>
        {(found) => (
          <>
            <ClaimHead claim={found} />
            <ClaimRule claim={found} />
            <CaseWork claim={found} onChange={review.query.replace} />
            <ClaimFindings claim={found} />
            <ClaimBackground claim={found} />
            <ClaimReview claim={found} review={review} />
          </>
        )}
      </PageState>
    </PageFrame>
  )
}

/** Opens the claim that waits longest; back to the list when none waits or the list cannot be read. */
async function goOn(decidedId: string): Promise<void> {
  const next = await nextWaiting(decidedId)
  if (next !== null) return replaceBy('review', { id: next })
  toast('办好了，没有等您审的了')
  return back()
}

async function nextWaiting(decidedId: string): Promise<string | null> {
  try {
    const { items } = await api.reviewQueue('waiting')
    return items.find((item) => item.id !== decidedId)?.id ?? null
  } catch (problem) {
    // The decision is taken; that the list does not come now is the list's own affair.
    if (problem instanceof ApiProblem) return null
    throw problem
  }
}
