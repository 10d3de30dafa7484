import { api } from '../../api/endpoints'
import { PageFrame } from '../../components/page-frame'
import { PageState } from '../../components/page-state'
import { useParam } from '../../hooks/use-param'
import { useQuery } from '../../hooks/use-query'
import { useSession } from '../../hooks/use-session'
import { ClassFacts } from './class-facts'
import { JoinBar } from './join-bar'
import { useBooking } from './use-booking'

/** One class: everything needed to decide, and one button. */
export default function TrainingClassPage() {
  const id = useParam('trainingClass', 'id')
  const me = useSession()
  const query = useQuery(() => api.trainingClass(id), { cacheKey: `class-${id}-${me?.id ?? 'nobody'}` })
  const booking = useBooking(id, query)
  return (
    <PageFrame title="培训班" footer={query.data && <JoinBar of={query.data} booking={booking} />}>
      <PageState query={query}>{(found) => <ClassFacts of={found} />}</PageState>
    </PageFrame>
  )
}
