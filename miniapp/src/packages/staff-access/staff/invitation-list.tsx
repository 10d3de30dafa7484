import { useDidShow, usePullDownRefresh } from '@tarojs/taro'
import { roleLabels } from '#shared/people'
import {
  invitationStateWords,
  type InvitationListView,
  type InvitationState,
  type InvitationView,
} from '#shared/staff-invitations'
import { api } from '../../../api/endpoints'
import { Card, ListRow } from '../../../components/card'
import { MoreButton } from '../../../components/more-button'
import { ProblemNotice } from '../../../components/notice'
import { PageState } from '../../../components/page-state'
import { StatusTag, type Tone } from '../../../components/status-tag'
import { useCommand } from '../../../hooks/use-command'
import { usePages } from '../../../hooks/use-pages'
import { confirmed } from '../../../platform/confirm'
import { stopPullDownRefresh } from '../../../platform/pull-down'
import { dayAndTime } from '../../../theme/dates'

const tones: Record<InvitationState, Tone> = {
  open: 'wait',
  accepted: 'ok',
  expired: 'quiet',
  revoked: 'quiet',
  ended: 'quiet',
}

/** Invitations and what became of them; one that is still open can be taken back. */
export function InvitationList() {
  const { query, more } = usePages<InvitationView, InvitationListView>(
    (cursor) => api.staffInvitations(cursor),
    'staff-invitations',
  )
  useDidShow(() => void query.reload())
  usePullDownRefresh(() => void query.reload().then(() => stopPullDownRefresh()))
  const revoke = useCommand(async (key: string, { id, displayName }: InvitationView) => {
    const sure = await confirmed({
      title: `收回给“${displayName}”的邀请？`,
      content: '邀请码马上作废。要再请，重新发一个。',
      yes: '收回',
      no: '不收回',
    })
    if (!sure) return
    await api.revokeStaffInvitation(key, id)
    await query.reload()
  })
  return (
    <>
      <ProblemNotice problem={revoke.problem} />
      <PageState
        query={query}
        empty={{
          when: ({ items }) => items.length === 0,
          message: { icon: 'send', title: '还没有邀请', text: '点下面的按钮，邀请第一个人。' },
        }}
      >
        {({ items }) => (
          <>
            <Card>
              {items.map((each) => (
                <ListRow
                  key={each.id}
                  icon="send"
                  title={each.displayName}
                  note={aboutInvitation(each)}
                  end={<StatusTag tone={tones[each.state]} text={invitationStateWords[each.state]} />}
                  {...(each.state === 'open' ? { onTap: () => void revoke.run(each) } : {})}
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

function aboutInvitation(each: InvitationView): string {
  const who = [roleLabels[each.role], each.institutionName].filter(Boolean).join('，')
  const by = each.invitedBy === null ? '在服务器上发的' : `${each.invitedBy}发的`
  const when =
    each.state === 'open'
      ? `${dayAndTime(each.expiresAt)}前有效，点一下可以收回`
      : dayAndTime(each.settledAt ?? each.expiresAt)
  return `${who}。${by}，${when}`
}
