import { useState } from 'react'
import type { CrewBookingView, CrewMemberListView, CrewMemberView } from '#shared/crews'
import { crewApi } from '../../../api/crew-endpoints'
import { MoreButton } from '../../../components/more-button'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { SignInNeeded } from '../../../components/sign-in-needed'
import { useParam } from '../../../hooks/use-param'
import { usePages } from '../../../hooks/use-pages'
import { useSession } from '../../../hooks/use-session'
import { Booked } from './booked'
import { ByTrade, canBeBooked } from './by-trade'

/** Confirmed people of one trade into one class, all at once; each is told apart what became of it. */
export default function EnrolPage() {
  const me = useSession()
  const id = useParam('crewEnrol', 'id')
  const [booked, setBooked] = useState<CrewBookingView | null>(null)
  return (
    <PageFrame title="一起报班">
      {!me && <SignInNeeded title="先登录" text="登录后替您的班组报班。" />}
      {me && booked && <Booked booked={booked} onAgain={() => setBooked(null)} />}
      {me && !booked && <Enrol id={id} onBooked={setBooked} />}
    </PageFrame>
  )
}

function Enrol({ id, onBooked }: { id: string; onBooked: (booked: CrewBookingView) => void }) {
  const { query, more } = usePages<CrewMemberView, CrewMemberListView>(
    (cursor) => crewApi.crewMembers(id, 'confirmed', cursor),
    null,
  )
  return (
    <PageState
      query={query}
      empty={{
        when: ({ items, nextCursor }) => nextCursor === null && !items.some(canBeBooked),
        message: {
          icon: 'people',
          title: '还没有人能报',
          text: '本人在自己手机上确认了，工种也认出来了，才能替他报班。',
        },
      }}
    >
      {({ items }) => (
        <>
          <ByTrade crewId={id} members={items.filter(canBeBooked)} onBooked={onBooked} />
          <MoreButton more={more} text="看后面的人" />
        </>
      )}
    </PageState>
  )
}
