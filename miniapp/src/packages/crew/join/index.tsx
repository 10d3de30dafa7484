import { useState } from 'react'
import type { CrewOfferView, CrewPlaceView } from '#shared/crews'
import { crewApi } from '../../../api/crew-endpoints'
import { Card, Fact } from '../../../components/card'
import { DeadEnd } from '../../../components/empty'
import { ProblemNotice } from '../../../components/notice'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { PlainButton, PrimaryButton } from '../../../components/primary-button'
import { SignInNeeded } from '../../../components/sign-in-needed'
import { useCommand } from '../../../hooks/use-command'
import { useParam } from '../../../hooks/use-param'
import { useQuery } from '../../../hooks/use-query'
import { useSession } from '../../../hooks/use-session'
import { open, replaceBy } from '../../../routes'
import { CrewFacts } from '../crew-facts'
import { NeedsIdentity } from '../needs-identity'
import { WhatForemanSees } from '../what-foreman-sees'

const title = '加入班组'

/** Where a foreman's code leads: whose crew it is, what they will see, and one tap to ask. */
export default function JoinPage() {
  const me = useSession()
  const token = /^j=([0-9A-Za-z_-]{22})$/.exec(useParam('crewJoin', 'scene'))?.[1]
  return (
    <PageFrame title={title}>
      {token === undefined ? (
        <DeadEnd title="邀请码不完整" text="请再扫一次，或者请班组长重新发一个。" />
      ) : me ? (
        <Offer token={token} hasIdentity={me.identity !== null} />
      ) : (
        <SignInNeeded title="先登录" text="登录后看看是谁的班组，再决定加不加入。" />
      )}
    </PageFrame>
  )
}

function Offer({ token, hasIdentity }: { token: string; hasIdentity: boolean }) {
  const query = useQuery(() => crewApi.crewOffer(token), { cacheKey: null })
  const [place, setPlace] = useState<CrewPlaceView | null>(null)
  if (place) return <Asked place={place} />
  if (query.problem?.code === 'not_found')
    return <DeadEnd title="这个邀请码不能用了" text="过期了，或者班组长收回了。请班组长重新发一个。" />
  return (
    <PageState query={query}>
      {(crew) => (
        <>
          <Card title={crew.name}>
            <CrewFacts crew={crew} />
          </Card>
          <WhatForemanSees />
          {hasIdentity ? (
            <Join crew={crew} token={token} onAsked={setPlace} />
          ) : (
            <NeedsIdentity why="要知道是您本人，才能加入。填一次就够，以后报班、申领都用得上。" />
          )}
        </>
      )}
    </PageState>
  )
}

function Join({
  crew,
  token,
  onAsked,
}: {
  crew: CrewOfferView
  token: string
  onAsked: (place: CrewPlaceView) => void
}) {
  const join = useCommand(async (key: string) => onAsked(await crewApi.joinCrew(key, { token })))
  return (
    <>
      <ProblemNotice problem={join.problem} />
      <PrimaryButton
        text={`加入“${crew.name}”`}
        busy={join.busy}
        busyText="正在申请…"
        onTap={() => void join.run()}
      />
    </>
  )
}

function Asked({ place }: { place: CrewPlaceView }) {
  const isIn = place.state === 'confirmed'
  return (
    <>
      <Card title={isIn ? '已加入' : '申请交上去了'}>
        <Fact label="班组">{place.name}</Fact>
        <Fact label="现在">{isIn ? '已加入，不用再做什么' : '等班组长同意，同意了会发消息告诉您'}</Fact>
      </Card>
      <PrimaryButton text="好" onTap={() => void open('home', {})} />
      <PlainButton text="看我在的班组" onTap={() => void replaceBy('crewPlaces', {})} />
    </>
  )
}
