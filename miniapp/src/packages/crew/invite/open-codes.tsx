import type { CrewInvitationListView } from '#shared/crews'
import { crewApi } from '../../../api/crew-endpoints'
import { Card, ListRow } from '../../../components/card'
import { ProblemNotice } from '../../../components/notice'
import { PageState } from '../../../components/page-state'
import { useCommand } from '../../../hooks/use-command'
import type { Query } from '../../../hooks/use-query'
import { confirmed } from '../../../platform/confirm'
import { dayAndTime } from '../../../theme/dates'

export interface OpenCodesProps {
  crewId: string
  query: Query<CrewInvitationListView>
  onRevoked: (invitationId: string) => void
}

/** The codes that still open something, to be taken back by a tap. */
export function OpenCodes({ crewId, query, onRevoked }: OpenCodesProps) {
  const revoke = useCommand(async (key: string, invitationId: string) => {
    const sure = await confirmed({
      title: '收回这个邀请码？',
      content: '收回后再扫就进不来了。已经加入的人不受影响。',
      yes: '收回',
      no: '不收回',
    })
    if (!sure) return
    await crewApi.revokeCrewInvitation(key, { id: crewId, invitationId })
    onRevoked(invitationId)
  })
  return (
    <>
      <ProblemNotice problem={revoke.problem} />
      <PageState query={query}>
        {({ items }) =>
          items.length > 0 && (
            <Card title="还能用的邀请码">
              {items.map(({ id, createdAt, expiresAt, joined }) => (
                <ListRow
                  key={id}
                  icon="send"
                  title={`${dayAndTime(createdAt)}做的`}
                  note={`${joined}人用过，${dayAndTime(expiresAt)}前有效。点这里收回`}
                  onTap={() => void revoke.run(id)}
                />
              ))}
            </Card>
          )
        }
      </PageState>
    </>
  )
}
