import { usePullDownRefresh } from '@tarojs/taro'
import type { ApprenticeshipSummary } from '#shared/apprenticeships'
import { apprenticeshipApi } from '../../../api/apprenticeship-endpoints'
import { Card, ListRow } from '../../../components/card'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { PrimaryButton } from '../../../components/primary-button'
import { StaffOnly } from '../../../components/staff-only'
import { StatusTag } from '../../../components/status-tag'
import { useQuery } from '../../../hooks/use-query'
import { useSession } from '../../../hooks/use-session'
import { stopPullDownRefresh } from '../../../platform/pull-down'
import { open } from '../../../routes'
import { day } from '../../../theme/dates'
import { toneOfApprenticeship } from '../apprenticeship-tones'

const title = '学徒班'

/** An enterprise's apprenticeships; to the bureaux those that wait for them. */
export default function ApprenticeshipsPage() {
  return (
    <StaffOnly title={title} roles={['institution', 'housing', 'hr']}>
      <Programmes />
    </StaffOnly>
  )
}

const emptyMessages = {
  enterprise: {
    icon: 'school',
    title: '还没有学徒班',
    text: '企业和培训机构签了学徒培养协议，点下面登记。学徒在自己手机上确认，两个部门审核后按年算补贴。',
  },
  bureau: { icon: 'done', title: '没有等您审的', text: '企业提交了学徒班或者一年的材料，列在这里。' },
} as const

function Programmes() {
  const isEnterprise = useSession()?.roles.includes('institution') ?? false
  const query = useQuery(
    () => (isEnterprise ? apprenticeshipApi.ofEnterprise() : apprenticeshipApi.waiting()),
    { cacheKey: null },
  )
  usePullDownRefresh(() => void query.reload().then(() => stopPullDownRefresh()))
  return (
    <PageFrame
      title={title}
      footer={
        isEnterprise && (
          <PrimaryButton text="登记一个学徒班" onTap={() => void open('newApprenticeship', {})} />
        )
      }
    >
      <PageState
        query={query}
        empty={{
          when: ({ items }) => items.length === 0,
          message: emptyMessages[isEnterprise ? 'enterprise' : 'bureau'],
        }}
      >
        {({ items }) => (
          <Card>
            {items.map((item) => (
              <ListRow
                key={item.id}
                title={`${item.tradeName}，${item.stageTitle}`}
                note={noteOf(item, isEnterprise)}
                end={<StatusTag tone={toneOfApprenticeship[item.state]} text={item.stateText} />}
                onTap={() => void open('apprenticeship', { id: item.id })}
              />
            ))}
          </Card>
        )}
      </PageState>
    </PageFrame>
  )
}

function noteOf(item: ApprenticeshipSummary, isEnterprise: boolean): string {
  const { kindText, enterpriseName, partnerName, startsOn, years } = item
  return `${kindText}，和${isEnterprise ? partnerName : `${enterpriseName}、${partnerName}`}，${day(startsOn)}起${String(years)}年`
}
