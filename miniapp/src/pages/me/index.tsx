import { signOut } from '../../api/session'
import { Card, ListRow } from '../../components/card'
import { PageFrame } from '../../components/page-frame'
import { PlainButton } from '../../components/primary-button'
import { useAssisting } from '../../hooks/use-assisting'
import { useCommand } from '../../hooks/use-command'
import { useFreshSession } from '../../hooks/use-session'
import { confirmed } from '../../platform/confirm'
import { open } from '../../routes'
import { About } from './about'
import { AccountSafety } from './account-safety'
import { LargeType } from './large-type'
import { Person } from './person'
import { StaffEntries } from './staff-entries'

/** 我的: who I am here, what is mine, how large the letters are, and the way out. */
export default function MePage() {
  const me = useFreshSession()
  const isAssisted = useAssisting() !== null
  const leave = useCommand(async () => {
    const sure = await confirmed({
      title: '退出登录？',
      content: '这部手机上不再留您的资料。报名和申领都还在，下次登录就能看到。',
      yes: '退出',
      no: '不退出',
    })
    if (sure) await signOut()
  })
  return (
    <PageFrame title="我的" tab programme>
      <Person me={me} />
      {me && <StaffEntries roles={me.roles} />}
      {me?.roles.includes('worker') && (
        <Card>
          <ListRow
            icon="calendar"
            title="上课签到"
            note="扫老师手机上的码，没网也能签"
            onTap={() => void open('signAttendance', {})}
          />
          <ListRow
            icon="school"
            title="我的培训"
            note="课时、考试、证书"
            onTap={() => void open('enrolments', {})}
          />
          <ListRow
            icon="award"
            title="我的证书"
            note="有效没有、几时到期，给门卫扫"
            onTap={() => void open('wallet', {})}
          />
          <ListRow
            icon="banknote"
            title="我的申领"
            note="办到哪一步、钱什么时候到"
            onTap={() => void open('claims', {})}
          />
          <ListRow
            icon="people"
            title="我在的班组"
            note="谁把我写进了名单，是不是我"
            onTap={() => void open('crewPlaces', {})}
          />
          <ListRow
            icon="user"
            title="家人帮办"
            note="请家人替我办，或者我替家人办"
            onTap={() => void open('familyHelp', {})}
          />
          <ListRow
            icon="building"
            title="带班组"
            note="粘贴名单，替大家一起报班"
            onTap={() => void open('crews', {})}
          />
        </Card>
      )}
      {me && !isAssisted && <AccountSafety roles={me.roles} />}
      <LargeType />
      <About />
      {me && !isAssisted && (
        <PlainButton text="退出登录" busy={leave.busy} busyText="请稍等…" onTap={() => void leave.run()} />
      )}
    </PageFrame>
  )
}
