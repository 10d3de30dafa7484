import { usePullDownRefresh } from '@tarojs/taro'
import { apprenticeApi } from '../../../api/apprentice-endpoints'
import { crewApi } from '../../../api/crew-endpoints'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { SignInNeeded } from '../../../components/sign-in-needed'
import { useQuery } from '../../../hooks/use-query'
import { useSession } from '../../../hooks/use-session'
import { stopPullDownRefresh } from '../../../platform/pull-down'
import { NeedsIdentity } from '../needs-identity'
import { WhatForemanSees } from '../what-foreman-sees'
import { ApprenticeCard } from './apprentice-card'
import { PlaceCard } from './place-card'

/** The crews and apprenticeships that have me on their roster: only I say yes or no, on my own phone. */
export default function PlacesPage() {
  const me = useSession()
  return (
    <PageFrame title="我在的班组">
      {!me && <SignInNeeded title="先登录" text="登录后看看哪个班组写了您的名字。" />}
      {me && !me.identity && (
        <NeedsIdentity why="班组长是按证件号码写名单的。填好您自己的，才能看到有没有您，才能由您确认。" />
      )}
      {me?.identity && <Places />}
    </PageFrame>
  )
}

/** Both lists at once, so that one page has one state. */
async function askBoth() {
  const [crews, apprenticeships] = await Promise.all([crewApi.crewPlaces(), apprenticeApi.apprenticePlaces()])
  return { crews: crews.items, apprenticeships: apprenticeships.items }
}

function Places() {
  const query = useQuery(askBoth, { cacheKey: null })
  usePullDownRefresh(() => void query.reload().then(() => stopPullDownRefresh()))
  return (
    <PageState
      query={query}
      empty={{
        when: ({ crews, apprenticeships }) => crews.length + apprenticeships.length === 0,
        message: {
          icon: 'people',
          title: '还没有班组写您的名字',
          text: '请班组长把您加进名单，或者扫他的邀请码。他写的证件号码要和您登记的一样。',
        },
      }}
    >
      {({ crews, apprenticeships }) => (
        <>
          {crews.some(({ state }) => state === 'unconfirmed') && <WhatForemanSees />}
          {crews.map((place) => (
            <PlaceCard key={place.id} place={place} onAnswered={() => void query.reload()} />
          ))}
          {apprenticeships.map((place) => (
            <ApprenticeCard key={place.id} place={place} onAnswered={() => void query.reload()} />
          ))}
        </>
      )}
    </PageState>
  )
}
