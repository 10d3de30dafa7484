import type { ApprenticeshipView } from '#shared/apprenticeships'
import { formatYuan } from '#shared/money'
import { chineseDay } from '#shared/subsidy-calendar'
import { apprenticeshipApi } from '../../../api/apprenticeship-endpoints'
import { Card, Fact } from '../../../components/card'
import { Notice } from '../../../components/notice'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { StaffOnly } from '../../../components/staff-only'
import { StatusTag } from '../../../components/status-tag'
import { useParam } from '../../../hooks/use-param'
import { useQuery } from '../../../hooks/use-query'
import { toneOfApprenticeship } from '../apprenticeship-tones'
import { Evidence } from './evidence'
import { ProgrammeSteps } from './programme-steps'
import { Roster } from './roster'

const title = '学徒班'

/** One apprenticeship: what is agreed, who is in it, the evidence of the stage that is open, and the steps that may be taken. */
export default function ApprenticeshipPage() {
  const id = useParam('apprenticeship', 'id')
  return (
    <StaffOnly title={title} roles={['institution', 'housing', 'hr']}>
      <Programme id={id} />
    </StaffOnly>
  )
}

function Programme({ id }: { id: string }) {
  const query = useQuery(() => apprenticeshipApi.one(id), { cacheKey: null })
  return (
    <PageFrame title={title} footer={query.data && <ProgrammeSteps of={query.data} query={query} />}>
      <PageState query={query} skeletonLines={6}>
        {(found) => (
          <>
            <Agreed of={found} />
            {found.returned && (
              <Notice tone="stop" title={`${found.returned.by}退回`}>
                {found.returned.comment}
              </Notice>
            )}
            <Roster of={found} query={query} />
            <Evidence of={found} query={query} />
            <Sums of={found} />
          </>
        )}
      </PageState>
    </PageFrame>
  )
}

function Agreed({ of }: { of: ApprenticeshipView }) {
  return (
    <Card
      title={`${of.tradeName}，${of.stageTitle}`}
      aside={<StatusTag tone={toneOfApprenticeship[of.state]} text={of.stateText} />}
    >
      <Fact label="种类">{of.kindText}</Fact>
      <Fact label="企业">{of.enterpriseName}</Fact>
      <Fact label="培训机构">{of.partnerName}</Fact>
      <Fact label="培养到">{of.levelText}</Fact>
      <Fact label="时间">
        {chineseDay(of.startsOn)}起{of.years}年
      </Fact>
      <Fact label="协议编号">{of.agreementNumber}</Fact>
    </Card>
  )
}

/** What the policy gives, as far as it stands; paying is another matter. */
function Sums({ of: { totals } }: { of: ApprenticeshipView }) {
  return (
    <Card title="按政策算到现在">
      <Fact label="可以预拨">{formatYuan(totals.prepayFen)}</Fact>
      <Fact label="可以结算">{formatYuan(totals.settleFen)}</Fact>
      {totals.owedBackFen > 0 && <Fact label="要退回">{formatYuan(totals.owedBackFen)}</Fact>}
      <Notice>这是按现在的记录算的，打款要另外申请。</Notice>
    </Card>
  )
}
