import { usePullDownRefresh } from '@tarojs/taro'
import type { FilingView } from '#shared/class-filings'
import { classDeskApi } from '../../../api/class-endpoints'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { PlainButton } from '../../../components/primary-button'
import { StaffOnly } from '../../../components/staff-only'
import { useParam } from '../../../hooks/use-param'
import { useQuery, type Query } from '../../../hooks/use-query'
import { useSession } from '../../../hooks/use-session'
import { stopPullDownRefresh } from '../../../platform/pull-down'
import { open } from '../../../routes'
import { StepList } from '../step-list'
import { FilingFacts } from './filing-facts'
import { FilingForm } from './filing-form'
import { AgainButton, FilingSteps } from './filing-steps'

const title = '开班备案'

/** One filing: written by its institution, read and decided by everybody else. What may be done comes from the server. */
export default function FilingPage() {
  const id = useParam('classFiling', 'id')
  return (
    <StaffOnly title={title} roles={['institution', 'housing', 'hr']}>
      <Filing id={id} />
    </StaffOnly>
  )
}

function Filing({ id }: { id: string }) {
  const query = useQuery(() => classDeskApi.filing(id), { cacheKey: `class-filing-${id}` })
  usePullDownRefresh(() => void query.reload().then(() => stopPullDownRefresh()))
  const filing = query.data
  if (filing?.permittedEvents.includes('edit')) return <FilingForm key={id} filing={filing} query={query} />
  return (
    <PageFrame title={title}>
      <PageState query={query}>{(found) => <ReadFiling filing={found} query={query} />}</PageState>
    </PageFrame>
  )
}

function ReadFiling({ filing, query }: { filing: FilingView; query: Query<FilingView> }) {
  const isInstitution = useSession()?.roles.includes('institution') === true
  return (
    <>
      <FilingFacts filing={filing} />
      <StepList steps={filing.history} />
      {filing.state === 'approved' && (
        <PlainButton text="看班办到哪一步" onTap={() => void open('classLife', { id: filing.id })} />
      )}
      <FilingSteps filing={filing} query={query} />
      {isInstitution && <AgainButton filing={filing} />}
    </>
  )
}
