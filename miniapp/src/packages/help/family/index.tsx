import { useState } from 'react'
import { PageFrame } from '../../../components/page-frame'
import { SegmentTabs } from '../../../components/segment-tabs'
import { SignInNeeded } from '../../../components/sign-in-needed'
import { useSession } from '../../../hooks/use-session'
import { HelpMe } from './help-me'
import { IHelp } from './i-help'

const title = '家人帮办'
const tabs = [
  { value: 'me', label: '请家人帮我' },
  { value: 'others', label: '我帮家人' },
] as const

/** Somebody in the family does it for a worker: by a code from the worker's phone, every step written down. */
export default function FamilyHelpPage() {
  const me = useSession()
  const [show, setShow] = useState<(typeof tabs)[number]['value']>('me')
  return (
    <PageFrame title={title}>
      {me === null ? (
        <SignInNeeded title="先登录" text="登录以后，才能请家人帮办，或者帮家人办。" />
      ) : (
        <>
          <SegmentTabs label="谁帮谁" tabs={tabs} value={show} onChange={setShow} />
          {show === 'me' ? <HelpMe /> : <IHelp />}
        </>
      )}
    </PageFrame>
  )
}
