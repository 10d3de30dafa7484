import { useState } from 'react'
import { PageFrame } from '../../../components/page-frame'
import { PrimaryButton } from '../../../components/primary-button'
import { SegmentTabs } from '../../../components/segment-tabs'
import { StaffOnly } from '../../../components/staff-only'
import { open } from '../../../routes'
import { InvitationList } from './invitation-list'
import { MemberList } from './member-list'

const title = '工作人员'
const tabs = [
  { value: 'members', label: '在岗' },
  { value: 'invitations', label: '邀请' },
] as const

/** Who works here and who was invited: for the administrator, who has no part in any case. */
export default function StaffPage() {
  return (
    <StaffOnly title={title} roles={['admin']}>
      <Staff />
    </StaffOnly>
  )
}

function Staff() {
  const [shown, setShown] = useState<(typeof tabs)[number]['value']>('members')
  return (
    <PageFrame
      title={title}
      wide
      footer={<PrimaryButton text="邀请一个人" onTap={() => void open('staffInvite', {})} />}
    >
      <SegmentTabs label="看什么" tabs={tabs} value={shown} onChange={setShown} />
      {shown === 'members' ? <MemberList /> : <InvitationList />}
    </PageFrame>
  )
}
