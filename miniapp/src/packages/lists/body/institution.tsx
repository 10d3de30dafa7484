import { Text } from '@tarojs/components'
import { institutionKindLabels } from '#shared/institutions'
import type { InstitutionRecordView } from '#shared/public-lists'
import { listApi } from '../../../api/list-endpoints'
import { Card, Fact, ListRow } from '../../../components/card'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { useQuery } from '../../../hooks/use-query'
import { open } from '../../../routes'
import { day, dayAndTime } from '../../../theme/dates'
import { BodyHead } from './body-head'
import { CorrectedHistory } from './correct-period'
import { DescribeBody } from './describe-body'
import { KeepList } from './keep-list'
import { TradeList } from './trade-list'

/** A training institution: its list, its record, its open classes. */
export function Institution({ id }: { id: string }) {
  const query = useQuery(() => listApi.institution(id), { cacheKey: `institution-${id}` })
  return (
    <PageFrame title="培训机构">
      <PageState query={query}>
        {(of) => (
          <>
            <BodyHead of={of} kind={institutionKindLabels[of.kind]} />
            <OpenClasses id={id} />
            <Record of={of.record} />
            {of.tradeSeqs.length > 0 && (
              <Card title="开过班的工种">
                <TradeList seqs={of.tradeSeqs} />
              </Card>
            )}
            <CorrectedHistory list="institutions" of={of} onCorrected={query.reload} />
            <DescribeBody list="institutions" of={of} onDescribed={query.reload} />
            <KeepList list="institutions" of={of} onKept={query.reload} />
          </>
        )}
      </PageState>
    </PageFrame>
  )
}

function OpenClasses({ id }: { id: string }) {
  const query = useQuery(() => listApi.openClasses(id), { cacheKey: `institution-classes-${id}` })
  return (
    <Card title="正在报名的班">
      <PageState
        query={query}
        skeletonLines={2}
        empty={{
          when: ({ items }) => items.length === 0,
          message: { icon: 'school', title: '现在没有开班', text: '搜工种，看看别家的班。' },
        }}
      >
        {({ items }) =>
          items.map((each) => (
            <ListRow
              key={each.id}
              title={each.title}
              note={`${day(each.startsOn)}开课，${each.seatsLeft > 0 ? `剩${String(each.seatsLeft)}个名额` : '名额满了'}`}
              onTap={() => void open('trainingClass', { id: each.id })}
            />
          ))
        }
      </PageState>
    </Card>
  )
}

const TOO_FEW = '人数还少，先不算'

/** Measured from our own records once an hour. */
function Record({ of }: { of: InstitutionRecordView | null }) {
  if (of === null) return null
  const { examined, passPercent, medianDays, measuredAt } = of
  return (
    <Card title="办班情况">
      <Fact label="考试">近一年{examined}人</Fact>
      <Fact label="合格率">{passPercent === null ? TOO_FEW : `${String(passPercent)}%`}</Fact>
      <Fact label="到账">
        {medianDays === null ? TOO_FEW : `从申领到到账，一半人不超过${String(medianDays)}天`}
      </Fact>
      <Fact label="算到">
        <Text>{dayAndTime(measuredAt)}</Text>
      </Fact>
    </Card>
  )
}
