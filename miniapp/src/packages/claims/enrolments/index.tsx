import type { EnrolmentView } from '#shared/enrolments'
import { bookingApi } from '../../../api/booking-endpoints'
import { Card, ListRow } from '../../../components/card'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { PlainButton } from '../../../components/primary-button'
import { SignInNeeded } from '../../../components/sign-in-needed'
import { StatusTag, toneOfClaim, toneOfEnrolment } from '../../../components/status-tag'
import { claimStates } from '#shared/claim-machine'
import { useQuery } from '../../../hooks/use-query'
import { useSession } from '../../../hooks/use-session'
import { open } from '../../../routes'
import { day } from '../../../theme/dates'
import { Lines } from './lines'

/** All my classes, newest first. */
export default function EnrolmentsPage() {
  const me = useSession()
  return (
    <PageFrame title="我的培训">
      {me ? <Mine /> : <SignInNeeded title="登录后看我的培训" text="报过的班、课时、考试和证书都在这里。" />}
    </PageFrame>
  )
}

function Mine() {
  return (
    <>
      <Lines />
      <List />
    </>
  )
}

function List() {
  const query = useQuery(() => bookingApi.enrolments(), { cacheKey: 'enrolments' })
  return (
    <PageState
      query={query}
      empty={{
        when: (list) => list.items.length === 0,
        message: {
          icon: 'school',
          title: '还没有报过班',
          text: '先找到您的工种，再挑一个离得近的班。',
          action: <PlainButton text="去找工种" onTap={() => void open('home', {})} />,
        },
      }}
    >
      {({ items }) => (
        <Card>
          {items.map((each) => (
            <ListRow
              key={each.id}
              title={each.class.title}
              note={`${each.class.institution.name}\n${day(each.class.startsOn)}开课`}
              end={tagOf(each)}
              onTap={() => void open('enrolment', { id: each.id })}
            />
          ))}
        </Card>
      )}
    </PageState>
  )
}

/** Once there is a claim, its state is what matters. */
function tagOf(each: EnrolmentView) {
  const claimState = claimStates.find((state) => state === each.claim?.state)
  if (each.claim && claimState)
    return <StatusTag tone={toneOfClaim(claimState)} text={each.claim.stateText} />
  return <StatusTag tone={toneOfEnrolment[each.state]} text={each.stateText} />
}
