import { useState } from 'react'
import type { NewCrewInvitationView } from '#shared/crews'
import { crewApi } from '../../../api/crew-endpoints'
import { Notice, ProblemNotice } from '../../../components/notice'
import { PageFrame } from '../../../components/page-frame'
import { PrimaryButton } from '../../../components/primary-button'
import { SignInNeeded } from '../../../components/sign-in-needed'
import { useCommand } from '../../../hooks/use-command'
import { useParam } from '../../../hooks/use-param'
import { useQuery } from '../../../hooks/use-query'
import { useSession } from '../../../hooks/use-session'
import { MadeCode } from './made-code'
import { OpenCodes } from './open-codes'

const title = '扫码邀请'

/** Codes by which people ask to join: made here, shown once as a picture, and taken back here. */
export default function InvitePage() {
  const me = useSession()
  const id = useParam('crewInvite', 'id')
  if (me) return <Invite id={id} />
  return (
    <PageFrame title={title}>
      <SignInNeeded title="先登录" text="登录后给您的班组做邀请码。" />
    </PageFrame>
  )
}

function Invite({ id }: { id: string }) {
  const codes = useQuery(() => crewApi.crewInvitations(id), { cacheKey: null })
  const [made, setMade] = useState<NewCrewInvitationView | null>(null)
  const make = useCommand(async () => {
    setMade(await crewApi.inviteToCrew(id))
    await codes.reload()
  })
  const gone = (invitationId: string) => {
    if (made?.id === invitationId) setMade(null)
    void codes.reload()
  }
  return (
    <PageFrame
      title={title}
      footer={
        <PrimaryButton
          text={made ? '再做一个' : '做一个邀请码'}
          busy={make.busy}
          busyText="正在做…"
          onTap={() => void make.run()}
        />
      }
    >
      {made ? (
        <MadeCode code={made} />
      ) : (
        <Notice>工人扫了码，看清是谁的班组，再申请加入。您同意了才算进来。</Notice>
      )}
      <ProblemNotice problem={make.problem} />
      <OpenCodes crewId={id} query={codes} onRevoked={gone} />
    </PageFrame>
  )
}
