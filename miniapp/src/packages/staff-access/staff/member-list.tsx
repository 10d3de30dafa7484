import { useDidShow, usePullDownRefresh } from '@tarojs/taro'
import { roleLabels } from '#shared/people'
import type { StaffListView, StaffMemberView } from '#shared/staff-invitations'
import { decidesGuarded } from '#shared/staff-second-factor'
import { api } from '../../../api/endpoints'
import { Card, ListRow } from '../../../components/card'
import { MoreButton } from '../../../components/more-button'
import { ProblemNotice } from '../../../components/notice'
import { PageState } from '../../../components/page-state'
import { StatusTag } from '../../../components/status-tag'
import { useCommand } from '../../../hooks/use-command'
import { usePages } from '../../../hooks/use-pages'
import { confirmed } from '../../../platform/confirm'
import { stopPullDownRefresh } from '../../../platform/pull-down'

/** Everybody who works here; a tap ends somebody's role, after a question. */
export function MemberList() {
  const { query, more } = usePages<StaffMemberView, StaffListView>((cursor) => api.staff(cursor), 'staff')
  useDidShow(() => void query.reload())
  usePullDownRefresh(() => void query.reload().then(() => stopPullDownRefresh()))
  const end = useCommand(async (key: string, member: StaffMemberView) => {
    const sure = await confirmed({
      title: `结束“${member.displayName}”的岗位？`,
      content: '马上退出所有设备，不能再办这里的事。办过的事都留着记录。要再来，重新邀请。',
      yes: '结束岗位',
      no: '不结束',
      grave: true,
    })
    if (!sure) return
    await api.endStaffRole(key, member.id)
    await query.reload()
  })
  return (
    <>
      <ProblemNotice problem={end.problem} />
      <PageState query={query}>
        {({ items }) => (
          <>
            <Card title="点一个人，可以结束岗位">
              {items.map((member) => (
                <ListRow
                  key={member.id}
                  icon="user"
                  title={member.isSelf ? `${member.displayName}（您）` : member.displayName}
                  note={[roleLabels[member.role], member.institutionName].filter(Boolean).join('，')}
                  end={<FactorTag member={member} />}
                  {...(member.isSelf ? {} : { onTap: () => void end.run(member) })}
                />
              ))}
            </Card>
            <MoreButton more={more} />
          </>
        )}
      </PageState>
    </>
  )
}

/** Who decides or pays needs an authenticator; without one nothing of it can be done. */
function FactorTag({ member }: { member: StaffMemberView }) {
  if (member.hasSecondFactor || !decidesGuarded(member.role)) return null
  return <StatusTag tone="wait" text="没绑验证器" />
}
